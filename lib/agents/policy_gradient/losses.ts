/** What a policy gradient descends: the weighed log-density, clipped or not, and the value's miss. */
import { door, record, refusal } from "../../math/mod.ts";
import { type LossTerms, tensorShape } from "../../nn/mod.ts";
import * as tf from "../../nn/tf.ts";
import { CLIP } from "./policy_gradient_config.ts";

const POLICY = "evaluate policyLoss", VALUE = "evaluate stateValueLoss";
const checkPolicy = door(POLICY, {
  logDensities: tensorShape(["B"]),
  given: record({ before: tensorShape(["B"]), advantages: tensorShape(["B"]) }),
});
const checkValue = door(VALUE, { values: tensorShape(["B", 1]), targets: tensorShape(["B", 1]) });

/** What was known of the actions when they were taken, `[B]` each; no gradient flows into it. */
export interface TakenActions {
  /** log π_old(a | s), nats. */
  readonly before: tf.Tensor;
  /** Â. */
  readonly advantages: tf.Tensor;
}

/**
 * J = −mean min(ρ Â, Â + ε |Â|), ρ = π(a|s)/π_old(a|s). The second is what clip(ρ, 1 − ε, 1 + ε) Â can
 * reach at most; the minimum takes the first wherever that is lower, so the two forms are one. Schulman
 * et al. 2017, equation 7. Without ε it is −mean ρ Â, whose gradient at ρ = 1 is the policy gradient,
 * −mean Â ∇log π(a|s).
 *
 * @param logDensities log π(a | s) of the policy that learns, `[B]`; borrowed, as all are
 * @param given what was known before
 * @param clip ε; undefined: no limit
 * @returns the loss, and the mean ratio, where a NaN would show; scalars, the caller owns them
 * @throws {ShapeError|RangeError} for other shapes, no row, and an ε that is no number above 0
 *
 * @example
 * ```ts
 * import { policyLoss } from "lib/agents";
 * import { startBackend } from "lib/nn";
 * import * as tf from "lib/nn/tf";
 * import { assertAlmostEquals } from "@std/assert";
 * await startBackend();
 * const now = tf.log(tf.tensor1d([0.9, 0.2])), before = tf.log(tf.tensor1d([0.5, 0.5]));
 * const { loss } = policyLoss(now, { before, advantages: tf.tensor1d([1, 1]) }, 0.2);
 * assertAlmostEquals(loss.dataSync()[0]!, -(1.2 + 0.4) / 2, 1e-6); // the first is cut, the second not
 * ```
 */
export function policyLoss(
  logDensities: tf.Tensor,
  given: TakenActions,
  clip?: number,
): LossTerms {
  checkPolicy({ logDensities, given });
  if (clip !== undefined) CLIP.check(POLICY, "clip", clip);
  requireSome(POLICY, "logDensities", logDensities);
  return policyLossOf(logDensities, given, clip);
}

/** {@link policyLoss} of what an agent made itself. */
export function policyLossOf(
  logDensities: tf.Tensor,
  { before, advantages }: TakenActions,
  clip?: number,
): LossTerms {
  const ratio = tf.exp(tf.sub(logDensities, before)), paid = tf.mul(ratio, advantages);
  const limited = () => {
    const most = tf.add(advantages, tf.mul(tf.abs(advantages), clip!));
    return tf.sub(most, tf.relu(tf.sub(most, paid))); // the lesser; a NaN stays one
  };
  const least = clip === undefined ? paid : limited();
  return { loss: tf.neg(tf.mean<tf.Scalar>(least)), ratio: tf.mean<tf.Scalar>(ratio) };
}

/**
 * J = mean ½ (V(s) − V̂)².
 *
 * @param values V(s), `[B, 1]`; borrowed, as all are
 * @param targets V̂, `[B, 1]`
 * @returns a scalar, squared return; the caller owns it
 * @throws {ShapeError|RangeError} for other shapes, and no row
 *
 * @example
 * ```ts
 * import { stateValueLoss } from "lib/agents";
 * import { startBackend } from "lib/nn";
 * import * as tf from "lib/nn/tf";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const loss = stateValueLoss(tf.tensor2d([[1], [3]]), tf.tensor2d([[2], [3]]));
 * assertEquals(loss.dataSync()[0], 0.25);
 * ```
 */
export function stateValueLoss(values: tf.Tensor, targets: tf.Tensor): tf.Scalar {
  checkValue({ values, targets });
  requireSome(VALUE, "values", values);
  return stateValueLossOf(values, targets);
}

/** {@link stateValueLoss} of what an agent made itself. */
export function stateValueLossOf(values: tf.Tensor, targets: tf.Tensor): tf.Scalar {
  return tf.tidy(() =>
    tf.mul<tf.Scalar>(tf.mean<tf.Scalar>(tf.squaredDifference(values, targets)), 0.5)
  );
}

function requireSome(doing: string, name: string, { shape }: tf.Tensor): void {
  if (shape[0] !== 0) return;
  throw new RangeError(refusal(doing, name, "no row", "at least one"));
}
