import { atLeast, door, plain, setting, settings } from "../../../math/mod.ts";
import { type LossTerms, tensorShape, type TensorTree } from "../../../nn/mod.ts";
import * as tf from "../../../nn/tf.ts";
import { gaussianLatent } from "../../../prob/tensor/mod.ts";
import {
  CONDITIONAL_BATCH,
  CONDITIONAL_MODEL,
  type ConditionalBatch,
  type ConditionalModel,
} from "./model.ts";

/** The loss and the two terms of the bound, means over the batch, nats an example. */
export interface ConditionalTerms extends LossTerms {
  /** E_q[log p(y | x, z)], from one sample an example. */
  readonly logLikelihood: tf.Scalar;
  /** KL(q(z | x, y) ‖ N(0, I)), exact. */
  readonly kl: tf.Scalar;
}

const DOING = "evaluate a conditional negative ELBO";
const WEIGHTS = settings({ beta: setting(atLeast(0), 1) });
const checkElbo = door(DOING, {
  model: CONDITIONAL_MODEL,
  parameters: plain,
  batch: CONDITIONAL_BATCH,
});

/**
 * The loss of a conditional variational autoencoder:
 * −E_q[log p(y | x, z)] + β KL(q(z | x, y) ‖ N(0, I)), nats an example, the first term from one sample
 * z = μ + σ ε an example (unbiased, and so is its gradient), the second exact. With β = 1 it is no less
 * than −log p(y | x). Sohn, Lee & Yan 2015, equation 4, with a prior that does not look at x.
 *
 * @param model encoder, decoder and likelihood
 * @param parameters borrowed
 * @param batch inputs, targets and noise, borrowed
 * @param weights `beta`, the divergence's weight, at least 0; default 1
 * @returns scalars that the caller owns; as `valueAndGradients` takes them
 * @throws {ShapeError} when noise and the encoder's output do not fit
 * @throws {RangeError|TypeError} for a weight below 0, an unknown one, or tensors that are not float32
 *
 * @example
 * ```ts
 * import { conditionalElbo, gaussianPixels, mlpConditional } from "lib/inference/tensor";
 * import { mlpConditionalParameters, startBackend } from "lib/inference/tensor";
 * import { key } from "lib/math";
 * import * as tf from "lib/nn/tf";
 * await startBackend();
 * const sides = { inputs: 2, targets: 1, hidden: [8], latent: 1 };
 * const batch = { inputs: tf.ones<tf.Rank.R2>([3, 2]), targets: tf.zeros<tf.Rank.R2>([3, 1]) };
 * const noise = tf.zeros<tf.Rank.R2>([3, 1]), parameters = mlpConditionalParameters(key(0), sides);
 * conditionalElbo(mlpConditional(gaussianPixels(0.1)), parameters, { ...batch, noise });
 * ```
 */
export function conditionalElbo<P extends TensorTree>(
  model: ConditionalModel<P>,
  parameters: P,
  batch: ConditionalBatch,
  weights: { readonly beta?: number } = {},
): ConditionalTerms {
  checkElbo({ model, parameters, batch });
  const { beta } = WEIGHTS.read(DOING, weights, "weights");
  const { inputs, targets, noise } = batch, examples = inputs.shape[0];
  return tf.tidy(() => {
    const posterior = model.encode(parameters, inputs, targets);
    tensorShape([examples, "2D"]).check(DOING, "what encode gives", posterior);
    const { sample, kl: each } = gaussianLatent(posterior, noise);
    const decoded = model.decode(parameters, sample, inputs);
    tensorShape([examples, "Y"]).check(DOING, "what decode gives", decoded);
    const explained = model.logLikelihood(decoded, targets);
    tensorShape([examples]).check(DOING, "what logLikelihood gives", explained);
    const logLikelihood = tf.mean<tf.Scalar>(explained), kl = tf.mean<tf.Scalar>(each);
    return { loss: tf.sub<tf.Scalar>(tf.mul(kl, beta), logLikelihood), logLikelihood, kl };
  });
}
