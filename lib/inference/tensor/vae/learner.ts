import {
  atLeast,
  door,
  MOST_NUMBERS,
  plain,
  refusal,
  required,
  setting,
  settings,
  whole,
} from "../../../math/mod.ts";
import { type Given, positive } from "../../../math/mod.ts";
import {
  adamOptimizer,
  capture,
  onHost,
  overwrite,
  type TensorTree,
  valueAndGradients,
} from "../../../nn/mod.ts";
import * as tf from "../../../nn/tf.ts";
import { MODEL, type VaeModel } from "./model.ts";
import { negativeElbo } from "./negative_elbo.ts";

/**
 * How an autoencoder learns from batches that are handed to it.
 *
 * - `pixels`: numbers of a row, P
 * - `latent`: numbers of a code, D
 * - `batch`: rows a step
 * - `learningRate`: Adam's
 * - `beta`: the divergence's weight; default 1
 */
export const VAE_LEARNING = settings({
  pixels: required(whole(1)),
  latent: required(whole(1)),
  batch: setting(whole(1), 128),
  learningRate: setting(positive, 1e-3),
  beta: setting(atLeast(0), 1),
});

/** How an autoencoder learns, see {@link VAE_LEARNING}. */
export type VaeLearningConfig = Given<typeof VAE_LEARNING>;

/** The terms of a step, means over its batch, nats a row. */
export interface VaeLearnt {
  readonly loss: number;
  readonly logLikelihood: number;
  readonly kl: number;
}

/** An autoencoder that learns from what comes; owns its optimizer, borrows the parameters. */
export interface VaeLearner extends Disposable {
  /**
   * Learns from a batch; says what its loss was before it learned.
   *
   * @param rows `[B, P]` row-major
   * @param noise ε, standard normal, `[B, D]` row-major
   */
  readonly learn: (rows: Float32Array, noise: Float32Array) => VaeLearnt;
}

const DOING = "learn an autoencoder";
const checkLearner = door(DOING, { model: MODEL, parameters: plain });

/**
 * An autoencoder that learns from batches as they come, such as those of a replay that grows, by
 * Adam on `negativeElbo`; each step is one captured list of kernels. For a fixed list of images
 * there is `vaeTrainer`.
 *
 * @param model encoder, decoder and likelihood
 * @param parameters borrowed; changed in place
 * @param config see {@link VAE_LEARNING}
 * @returns owns memory: `using` frees it, never the parameters
 * @throws {RangeError|TypeError} for a bad or unknown option
 * @throws {ShapeError} at a step whose batch has another size; {NonFiniteTensorError} at a step,
 *   naming the tensor and the step
 *
 * @example
 * ```ts
 * import { mlpVae, mlpVaeParameters, startBackend, vaeLearner } from "lib/inference/tensor";
 * import { key, normal } from "lib/math";
 * import { assert } from "@std/assert";
 * await startBackend();
 * const parameters = mlpVaeParameters(key(0), { pixels: 4, hidden: [8], latent: 1 });
 * const config = { pixels: 4, latent: 1, batch: 2, learningRate: 0.01 };
 * using learner = vaeLearner(mlpVae, parameters, config);
 * const rows = Float32Array.of(0, 0, 1, 1, 1, 1, 0, 0);
 * const noise = Float32Array.from(normal(key(1), 2));
 * const first = learner.learn(rows, noise).loss;
 * for (let i = 0; i < 300; i++) learner.learn(rows, noise);
 * assert(learner.learn(rows, noise).loss < first);
 * ```
 */
export function vaeLearner<P extends TensorTree>(
  model: VaeModel<P>,
  parameters: P,
  config: VaeLearningConfig,
): VaeLearner {
  checkLearner({ model, parameters });
  const { pixels, latent, batch, learningRate, beta } = VAE_LEARNING.read(DOING, config);
  const most = batch * Math.max(pixels, latent);
  if (most > MOST_NUMBERS) {
    throw new RangeError(refusal(DOING, "the batch's numbers", most, `at most ${MOST_NUMBERS}`));
  }
  const own = { images: tf.zeros([batch, pixels]), noise: tf.zeros<tf.Rank.R2>([batch, latent]) };
  const optimizer = adamOptimizer(parameters, { learningRate });
  const terms = { loss: NaN, logLikelihood: NaN, kl: NaN };
  const captured = capture(() => {
    using at = valueAndGradients((each) => negativeElbo(model, each, own, { beta }), parameters);
    optimizer.update(at.gradients);
    onHost(() => Object.assign(terms, at.terms));
  });
  let steps = 0;
  return {
    learn: (rows, noise) => {
      overwrite(own.images, rows);
      overwrite(own.noise, noise);
      captured.run(steps++);
      return { ...terms };
    },
    [Symbol.dispose]: () => {
      captured[Symbol.dispose]();
      optimizer[Symbol.dispose]();
      tf.dispose(own);
    },
  };
}
