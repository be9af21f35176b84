/** Soft Actor-Critic: the target and the three losses, each beside its equation. */
import { ShapeError } from "../math/mod.ts";
import {
  leastOfStack,
  type LogStdRange,
  type LossTerms,
  mlp,
  type MlpParameters,
  squashedGaussian,
  tf,
} from "../nn/mod.ts";
import { requireStack } from "./networks.ts";
import type { Batch } from "./replay.ts";

/** What is known of the next step. */
export interface NextValues {
  /** min_i Q̄_i(s′, a′), `[B]`, with a′ drawn by the policy. */
  readonly values: ArrayLike<number>;
  /** log π(a′ | s′) in nats, `[B]`. */
  readonly logDensities: ArrayLike<number>;
}

/**
 * What the critics should say, y = r + γ m (min_i Q̄_i(s′, a′) − α log π(a′ | s′)), with m = 0 where the
 * world ended. The entropy stands inside γ: it belongs to the next step.
 * Haarnoja et al. 2018b, equation 6, with the least of two critics.
 *
 * @param discount γ
 * @param temperature α, reward per nat
 * @returns `[B, 1]` row-major, return; plain numbers, for no gradient flows into a target
 * @throws {ShapeError} when the four lists are not of one length
 * @example
 * ```ts
 * import { softTargets } from "lib/agents";
 * import { assertEquals } from "@std/assert";
 *
 * const batch = { rewards: Float32Array.of(1, 1), masks: Float32Array.of(1, 0) };
 * const next = { values: [10, 10], logDensities: [-2, -2] };
 * assertEquals(softTargets(batch, next, 0.5, 1), Float32Array.of(7, 1));
 * ```
 */
export function softTargets(
  { rewards, masks }: Pick<Batch, "rewards" | "masks">,
  { values, logDensities }: NextValues,
  discount: number,
  temperature: number,
): Float32Array {
  for (const [name, { length }] of Object.entries({ masks, values, logDensities })) {
    if (length === rewards.length) continue;
    throw new ShapeError("make targets", name, [length], `[${rewards.length}], as rewards`);
  }
  return rewards.map((reward, i) =>
    reward + discount * masks[i]! * (values[i]! - temperature * logDensities[i]!)
  );
}

/**
 * J_Q = Σ_i mean ½ (Q_i(s, a) − y)². Haarnoja et al. 2018b, equation 5, summed over the critics.
 *
 * @param critics a stack of T networks
 * @param inputs s and a side by side, `[B, O + A]`; borrowed, as all are
 * @param targets y, `[B, 1]`
 * @returns a scalar, squared return; the caller owns it
 * @throws {ShapeError} for targets of another shape, which would be spread over the examples, and
 *   for critics that are no stack
 *
 * @example
 * ```ts
 * import { criticLoss } from "lib/agents";
 * import { startBackend, tf } from "lib/nn";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const zeros = { weight: tf.zeros([2, 1, 1]), bias: tf.zeros([2, 1]) }; // two critics that say 0
 * const loss = criticLoss({ hidden: zeros, output: zeros }, tf.ones([1, 1]), tf.tensor2d([[3]]));
 * assertEquals(loss.dataSync()[0], 9); // ½ · 3² of each
 * ```
 */
export function criticLoss(
  critics: MlpParameters,
  inputs: tf.Tensor,
  targets: tf.Tensor,
): tf.Scalar {
  const action = "evaluate criticLoss", rows = inputs.shape[0]!;
  requireStack(action, critics);
  if (targets.rank !== 2 || targets.shape[0] !== rows || targets.shape[1] !== 1) {
    throw new ShapeError(action, "targets", targets.shape, `[${rows},1]`);
  }
  const values = mlp(critics, inputs); // [T, B, 1]
  const mean = tf.mean<tf.Scalar>(tf.squaredDifference(values, targets)); // over critics, too
  const halves = values.shape[0]!; // of two critics the two halves make one
  return halves === 2 ? mean : tf.mul(mean, halves / 2);
}

/**
 * J_π = mean (α log π(ã | s) − min_i Q_i(s, ã)), with ã = tanh(μ(s) + σ(s) ε): the gradient goes
 * through the action into the policy. Haarnoja et al. 2018b, equation 9.
 *
 * @param noise ε, standard normal, `[B, A]`
 * @param temperature α
 * @returns the loss, and its parts: log π in nats, and the value; scalars, the caller owns them
 * @throws {ShapeError} for critics that are no stack, or shapes that do not fit
 */
export function actorLoss(
  actor: MlpParameters,
  critics: MlpParameters,
  observations: tf.Tensor2D,
  noise: tf.Tensor2D,
  temperature: number,
  logStdRange: LogStdRange,
): LossTerms {
  requireStack("evaluate actorLoss", critics);
  const policy = mlp(actor, observations) as tf.Tensor2D;
  const { action, logDensity } = squashedGaussian(policy, noise, logStdRange);
  const values = leastOfStack(mlp(critics, tf.concat([observations, action], 1)));
  const meanLogDensity = tf.mean<tf.Scalar>(logDensity), value = tf.mean<tf.Scalar>(values);
  const loss = tf.sub<tf.Scalar>(tf.mul(meanLogDensity, temperature), value);
  return { loss, logDensity: meanLogDensity, value };
}

/**
 * J_α = −α (mean log π + H̄): it pushes α up while the entropy, −mean log π, is below H̄, and down while
 * it is above. Haarnoja et al. 2018b, equation 18. By log α, of which α = exp(log α) is made so that it
 * stays positive, its derivative is J_α itself.
 *
 * @param logTemperature log α
 * @param meanLogDensity mean log π, nats of actions in [−1, 1]
 * @param targetEntropy H̄, nats
 * @returns reward units; above 0 where the entropy is above its target
 * @example
 * ```ts
 * import { temperatureLoss } from "lib/agents";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(temperatureLoss(0, -0.5, -1), 1.5); // 0.5 nats, 1.5 above the target: down with α
 * ```
 */
export function temperatureLoss(
  logTemperature: number,
  meanLogDensity: number,
  targetEntropy: number,
): number {
  return -Math.exp(logTemperature) * (meanLogDensity + targetEntropy);
}
