/** Soft Actor-Critic: the losses of actor and temperature, each beside its equation. */
import { atLeast, callable, door, finite, logarithm } from "../../math/mod.ts";
import { leastOfStack, type LossTerms, tensorShape } from "../../nn/mod.ts";
import * as tf from "../../nn/tf.ts";
import { type LogStdRange, squashedGaussian } from "../../prob/tensor/mod.ts";
import { requireStacked } from "../learning/critics.ts";
import { RANGE } from "./sac_config.ts";

const checkActor = door("evaluate actorLoss", {
  policy: tensorShape(["B", "2A"]),
  critics: callable("a function of actions"),
  noise: tensorShape(["B", "A"]),
  temperature: atLeast(0),
  logStdRange: RANGE,
});
const checkTemperature = door("evaluate temperatureLoss", {
  logTemperature: logarithm,
  meanLogDensity: finite,
  targetEntropy: finite,
});

/**
 * J_π = mean (α log π(ã | s) − min_i Q_i(s, ã)), with ã = tanh(μ(s) + σ(s) ε): the gradient goes
 * through the action into the policy. Haarnoja et al. 2018b, equation 9.
 *
 * @param policy μ and log σ of each state, `[B, 2A]`: what the actor's network gives
 * @param critics Q of actions `[B, A]` in the batch's states, `[T, B, 1]` of a stack
 * @param noise ε, standard normal, `[B, A]`
 * @param temperature α
 * @returns the loss, and its parts: log π in nats, and the value; scalars, the caller owns them
 * @throws {ShapeError} for critics that are no stack, or shapes that do not fit
 */
export function actorLoss(
  policy: tf.Tensor2D,
  critics: (actions: tf.Tensor2D) => tf.Tensor,
  noise: tf.Tensor2D,
  temperature: number,
  logStdRange: LogStdRange,
): LossTerms {
  checkActor({ policy, critics, noise, temperature, logStdRange });
  return actorLossOf(policy, critics, noise, temperature, logStdRange);
}

/** {@link actorLoss} of what an agent made itself. */
export function actorLossOf(
  policy: tf.Tensor2D,
  critics: (actions: tf.Tensor2D) => tf.Tensor,
  noise: tf.Tensor2D,
  temperature: number | tf.Scalar,
  logStdRange: LogStdRange,
): LossTerms {
  const { action, logDensity } = squashedGaussian(policy, noise, logStdRange);
  const each = critics(action);
  requireStacked("evaluate actorLoss", each);
  const values = leastOfStack(each);
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
 * @throws {TypeError|RangeError} for what is no finite number; log α may be −∞
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
  checkTemperature({ logTemperature, meanLogDensity, targetEntropy });
  const loss = temperatureLossOf(logTemperature, meanLogDensity, targetEntropy);
  return finite.check("evaluate temperatureLoss", "the loss", loss);
}

/** {@link temperatureLoss} of what an agent made itself. */
export function temperatureLossOf(
  logTemperature: number,
  meanLogDensity: number,
  targetEntropy: number,
): number {
  return -Math.exp(logTemperature) * (meanLogDensity + targetEntropy);
}
