/** What soft Q-learning aims at. */
import { between, door, positive, record, ShapeError, vector } from "../../math/mod.ts";
import type { Batch } from "../shared/transitions.ts";

const TARGETS = "make targets";
const checkTargets = door(TARGETS, {
  batch: record({ rewards: vector("B"), masks: vector("B", between(0, 1)) }),
  next: vector(),
  discount: between(0, 1),
  temperature: positive,
});

/**
 * y = r + γ m V̄(s'), V̄(s') = α log Σ_a' exp(Q̄(s', a')/α), with m = 0 where the world ended: the
 * greatest value of `maximumTargets`, softened, entropy counted (weights 1, no prior). Haarnoja et
 * al. 2017, equation 10, for numbered actions. No exponential overflows.
 *
 * @param batch rewards and masks, `[B]`
 * @param next Q̄(s', ·), `[B, A]` row-major, return
 * @param discount γ
 * @param temperature α, reward per nat
 * @returns `[B, 1]` row-major, return; plain numbers, for no gradient flows into a target
 * @throws {TypeError|ShapeError|RangeError} when lengths do not fit, for numbers that are none, and
 *   targets that float32 cannot hold
 * @example
 * ```ts
 * import { softMaximumTargets } from "lib/agents";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const batch = { rewards: Float32Array.of(1, 1), masks: Float32Array.of(1, 0) };
 * const [goesOn, ends] = softMaximumTargets(batch, [4, 4, 9, 9], 0.5, 2);
 * assertAlmostEquals(goesOn!, 1 + 0.5 * (4 + 2 * Math.log(2)), 1e-6);
 * assertAlmostEquals(ends!, 1);
 * ```
 */
export function softMaximumTargets(
  batch: Pick<Batch, "rewards" | "masks">,
  next: ArrayLike<number>,
  discount: number,
  temperature: number,
): Float32Array {
  checkTargets({ batch, next, discount, temperature });
  const { rewards, masks } = batch, actions = next.length / rewards.length;
  if (!Number.isInteger(actions) || actions < 1) {
    const wish = `a number of values for each of ${rewards.length} rewards`;
    throw new ShapeError(TARGETS, "next", [next.length], wish);
  }
  const targets = Float32Array.from(
    rewards,
    (reward, i) =>
      reward + discount * masks[i]! * softMaximumOf(next, i * actions, actions, temperature),
  );
  vector().check(TARGETS, "the targets", targets);
  return targets;
}

/** α log Σ exp(x/α) of `count` numbers from a place on. */
export function softMaximumOf(
  values: ArrayLike<number>,
  from: number,
  count: number,
  temperature: number,
): number {
  let best = -Infinity, sum = 0;
  for (let i = from; i < from + count; i++) best = Math.max(best, values[i]!);
  for (let i = from; i < from + count; i++) sum += Math.exp((values[i]! - best) / temperature);
  return best + temperature * Math.log(sum);
}
