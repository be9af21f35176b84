/** What deep Q-learning aims at, and by how much it misses. */
import { between, door, record, refusal, ShapeError, vector } from "../../math/mod.ts";
import { tensorShape } from "../../nn/mod.ts";
import * as tf from "../../nn/tf.ts";
import type { Batch } from "../shared/transitions.ts";

const TARGETS = "make targets", LOSS = "evaluate actionValueLoss";
const checkTargets = door(TARGETS, {
  batch: record({ rewards: vector("B"), masks: vector("B", between(0, 1)) }),
  next: vector(),
  discount: between(0, 1),
});

/**
 * y = r + γ m max_a' Q̄(s', a'), with m = 0 where the world ended. Mnih et al. 2015, algorithm 1.
 *
 * @param batch rewards and masks, `[B]`
 * @param next Q̄(s', ·), `[B, A]` row-major, return
 * @param discount γ
 * @returns `[B, 1]` row-major, return; plain numbers, for no gradient flows into a target
 * @throws {TypeError|ShapeError|RangeError} when lengths do not fit, for numbers that are none, and
 *   targets that float32 cannot hold
 * @example
 * ```ts
 * import { maximumTargets } from "lib/agents";
 * import { assertEquals } from "@std/assert";
 *
 * const batch = { rewards: Float32Array.of(1, 1), masks: Float32Array.of(1, 0) };
 * assertEquals(maximumTargets(batch, [2, 4, 9, 9], 0.5), Float32Array.of(3, 1));
 * ```
 */
export function maximumTargets(
  batch: Pick<Batch, "rewards" | "masks">,
  next: ArrayLike<number>,
  discount: number,
): Float32Array {
  checkTargets({ batch, next, discount });
  const { rewards, masks } = batch, actions = next.length / rewards.length;
  if (!Number.isInteger(actions)) {
    const wish = `a number of values for each of ${rewards.length} rewards`;
    throw new ShapeError(TARGETS, "next", [next.length], wish);
  }
  const targets = Float32Array.from(rewards, (reward, i) => {
    let best = -Infinity;
    for (let a = 0; a < actions; a++) best = Math.max(best, next[i * actions + a]!);
    return reward + discount * masks[i]! * best;
  });
  vector().check(TARGETS, "the targets", targets);
  return targets;
}

/**
 * J = mean ½ (Q(s, a) − y)², of the actions that were taken.
 *
 * @param values Q(s, ·), `[B, A]`; borrowed, as all are
 * @param taken 1 at the action taken, else 0, `[B, A]`
 * @param targets y, `[B, 1]`
 * @returns a scalar, squared return; the caller owns it
 * @throws {ShapeError} for other shapes, which would be spread over the examples
 *
 * @example
 * ```ts
 * import { actionValueLoss } from "lib/agents";
 * import { startBackend } from "lib/nn";
 * import * as tf from "lib/nn/tf";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const loss = actionValueLoss(tf.tensor2d([[5, 1]]), tf.tensor2d([[0, 1]]), tf.tensor2d([[4]]));
 * assertEquals(loss.dataSync()[0], 4.5); // ½ (1 − 4)²
 * ```
 */
export function actionValueLoss(
  values: tf.Tensor,
  taken: tf.Tensor,
  targets: tf.Tensor,
): tf.Scalar {
  tensorShape(["B", "A"]).check(LOSS, "values", values);
  tensorShape([values.shape[0]!, values.shape[1]!]).check(LOSS, "taken", taken);
  tensorShape([values.shape[0]!, 1]).check(LOSS, "targets", targets);
  if (values.shape[0] === 0) {
    throw new RangeError(refusal(LOSS, "values", "no row", "at least one"));
  }
  return tf.tidy(() => {
    const own = tf.sum(tf.mul(values, taken), 1, true);
    return tf.mul<tf.Scalar>(tf.mean(tf.squaredDifference(own, targets)), 0.5);
  });
}
