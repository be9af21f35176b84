/** Deep Deterministic Policy Gradient: the loss of the actor, beside its equation. */
import { callable, door } from "../../math/mod.ts";
import { tensorShape } from "../../nn/mod.ts";
import * as tf from "../../nn/tf.ts";
import { requireStacked } from "../learning/critics.ts";

const checkLoss = door("evaluate deterministicActorLoss", {
  policy: tensorShape(["B", "A"]),
  critics: callable("a function of actions"),
});

/**
 * J_μ = −mean Q(s, tanh μ(s)). Lillicrap et al. 2016, equation 6, as a loss.
 *
 * @param policy μ of each state, `[B, A]`: what the actor's network gives
 * @param critics Q of actions `[B, A]` in the batch's states, `[1, B, 1]`: a stack of one
 * @returns a scalar, return; the caller owns it
 * @throws {ShapeError} for critics that are no stack
 */
export function deterministicActorLoss(
  policy: tf.Tensor2D,
  critics: (actions: tf.Tensor2D) => tf.Tensor,
): tf.Scalar {
  checkLoss({ policy, critics });
  return actorLossOf(policy, critics);
}

/** {@link deterministicActorLoss} of what an agent made itself. */
export function actorLossOf(
  policy: tf.Tensor2D,
  critics: (actions: tf.Tensor2D) => tf.Tensor,
): tf.Scalar {
  const values = critics(tf.tanh(policy));
  requireStacked("evaluate deterministicActorLoss", values);
  return tf.neg(tf.mean(values));
}
