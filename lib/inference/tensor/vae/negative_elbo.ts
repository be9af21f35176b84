import { atLeast, door, either, plain, record, setting, settings } from "../../../math/mod.ts";
import { type LossTerms, tensorShape, type TensorTree } from "../../../nn/mod.ts";
import * as tf from "../../../nn/tf.ts";
import { gaussianLatent } from "../../../prob/tensor/mod.ts";
import { encoded, explained, MODEL, type VaeModel } from "./model.ts";

/** Images, and the noise that turns their posteriors into samples. */
export interface VaeBatch {
  /** `[B, …]`. */
  readonly images: tf.Tensor;
  /** ε, standard normal, `[B, D]`. */
  readonly noise: tf.Tensor2D;
}

/** The loss and the two terms of the bound, means over the batch, nats an image. */
export interface VaeTerms extends LossTerms {
  /** E_q[log p(x | z)], from one sample an image. */
  readonly logLikelihood: tf.Scalar;
  /** KL(q ‖ N(0, I)), exact. */
  readonly kl: tf.Scalar;
}

/**
 * How the divergence counts.
 *
 * - `beta`: its weight, a number or a scalar tensor (for a captured step that raises it); 1, the
 *   default, is the bound
 * - `freeNats`: so much of it costs nothing; below, it is not pushed down. Default 0
 */
export interface VaeWeights {
  readonly beta?: number | tf.Scalar;
  readonly freeNats?: number;
}

const DOING = "evaluate a negative ELBO";
const WEIGHTS = settings({
  beta: setting(either(atLeast(0), tensorShape([])), 1),
  freeNats: setting(atLeast(0), 0),
});
const checkElbo = door(DOING, {
  model: MODEL,
  parameters: plain,
  batch: record({ images: tensorShape(), noise: tensorShape(["B", "D"]) }),
});

/**
 * The loss of a variational autoencoder: −E_q[log p(x | z)] + β max(KL(q(z | x) ‖ N(0, I)), free), nats
 * an image, the first term from one sample z = μ + σ ε an image (unbiased, and so is its gradient), the
 * second exact. With β = 1 and nothing free it is the negative ELBO. Kingma & Welling 2013, equation
 * 10; β: Higgins et al. 2017, equation 4; free nats, of the whole code: Kingma et al. 2016.
 *
 * @param model encoder, decoder and likelihood
 * @param parameters borrowed
 * @param batch images and noise, borrowed
 * @param weights of the divergence, see {@link VaeWeights}
 * @returns scalars that the caller owns; as `valueAndGradients` takes them
 * @throws {ShapeError} when noise and the encoder's output do not fit
 * @throws {RangeError|TypeError} for weights below 0, unknown ones, or tensors that are not float32
 *
 * @example
 * ```ts
 * import { mlpVae, mlpVaeParameters, negativeElbo, startBackend } from "lib/inference/tensor";
 * import { key } from "lib/math";
 * import * as tf from "lib/nn/tf";
 * await startBackend();
 * const parameters = mlpVaeParameters(key(0), { pixels: 4, hidden: [8], latent: 2 });
 * const batch = { images: tf.ones([3, 4]), noise: tf.zeros<tf.Rank.R2>([3, 2]) };
 * const { loss } = negativeElbo(mlpVae, parameters, batch);
 * loss.dataSync()[0]; // about 4 log 2: nothing is learnt yet
 * ```
 */
export function negativeElbo<P extends TensorTree>(
  model: VaeModel<P>,
  parameters: P,
  batch: VaeBatch,
  weights: VaeWeights = {},
): VaeTerms {
  checkElbo({ model, parameters, batch });
  const { beta, freeNats } = WEIGHTS.read(DOING, weights, "weights");
  const { images, noise } = batch;
  return tf.tidy(() => {
    const posterior = encoded(DOING, model, parameters, images);
    const { sample, kl: each } = gaussianLatent(posterior, noise);
    const logLikelihood = tf.mean<tf.Scalar>(
      explained(DOING, model, parameters, sample, images),
    );
    const kl = tf.mean<tf.Scalar>(each);
    const priced = freeNats === 0 ? kl : tf.add(tf.relu(tf.sub(kl, freeNats)), freeNats);
    const weighted = beta === 1 ? priced : tf.mul(priced, beta);
    return { loss: tf.sub<tf.Scalar>(weighted, logLikelihood), logLikelihood, kl };
  });
}
