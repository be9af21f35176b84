import {
  atLeast,
  door,
  fold,
  type Given,
  type Key,
  keyShape,
  type Matrix,
  matrix,
  normal,
  permutation,
  plain,
  positive,
  refusal,
  required,
  setting,
  settings,
  whole,
} from "../../../math/mod.ts";
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
import { negativeElbo, type VaeBatch } from "./negative_elbo.ts";

/**
 * How an autoencoder is trained.
 *
 * - `latent`: numbers of a code, D
 * - `batch`: images a step
 * - `learningRate`: Adam's
 * - `beta`: the divergence's weight; default 1
 * - `warmUp`: over so many steps that weight rises from 0 on a straight line; default 0: at once
 * - `freeNats`: so much of the divergence costs nothing; default 0
 */
export const VAE_TRAINING = settings({
  latent: required(whole(1)),
  batch: setting(whole(1), 128),
  learningRate: setting(positive, 1e-3),
  beta: setting(atLeast(0), 1),
  warmUp: setting(whole(0), 0),
  freeNats: setting(atLeast(0), 0),
});

/** How an autoencoder is trained, see {@link VAE_TRAINING}. */
export type VaeTrainingConfig = Given<typeof VAE_TRAINING>;

/** The terms of a step, means over its batch, nats an image. */
export interface VaeStep {
  readonly loss: number;
  readonly logLikelihood: number;
  readonly kl: number;
}

/** A training under way; owns its optimizer and its recording, borrows the parameters. */
export interface VaeTrainer extends Disposable {
  /** Learns from the next batch; says what its loss was before it learned. */
  readonly step: () => VaeStep;
  /** Steps taken. */
  readonly steps: () => number;
}

const DOING = "train an autoencoder";
const checkTrainer = door(DOING, {
  key: keyShape,
  model: MODEL,
  parameters: plain,
  images: matrix("N", "P"),
});

/**
 * Trains a variational autoencoder by Adam on random batches, a step at a time; each step is one
 * captured list of kernels. Every epoch goes through the images in a new order, and leaves out the
 * rest that fills no batch.
 *
 * @param key orders are drawn from folds of it, and the noise
 * @param model encoder, decoder and likelihood
 * @param parameters borrowed; changed in place
 * @param images rows of pixels, `[N, P]`
 * @param config see {@link VAE_TRAINING}
 * @returns owns memory: `using` frees it, never the parameters
 * @throws {RangeError|TypeError|ShapeError} for ragged images, fewer than a batch, a bad or unknown
 *   option
 * @throws {NonFiniteTensorError} at a step, naming the tensor and the step
 *
 * @example
 * ```ts
 * import { key } from "lib/math";
 * import { mlpVae, mlpVaeParameters, startBackend, vaeTrainer } from "lib/inference/tensor";
 * import { assert } from "@std/assert";
 * await startBackend();
 * const images = [[0, 0, 1, 1], [1, 1, 0, 0]];
 * const parameters = mlpVaeParameters(key(0), { pixels: 4, hidden: [8], latent: 1 });
 * const config = { latent: 1, batch: 2, learningRate: 0.01 };
 * using trainer = vaeTrainer(key(1), mlpVae, parameters, images, config);
 * const first = trainer.step().loss;
 * for (let i = 0; i < 300; i++) trainer.step();
 * assert(trainer.step().loss < first);
 * ```
 */
export function vaeTrainer<P extends TensorTree>(
  key: Key,
  model: VaeModel<P>,
  parameters: P,
  images: Matrix,
  config: VaeTrainingConfig,
): VaeTrainer {
  checkTrainer({ key, model, parameters, images });
  const { latent, batch, learningRate, beta, warmUp, freeNats } = VAE_TRAINING.read(DOING, config);
  if (images.length < batch) {
    throw new RangeError(refusal(DOING, "images", images.length, `at least a batch of ${batch}`));
  }
  const pixels = images[0]!.length;
  const own = {
    images: tf.zeros([batch, pixels]),
    noise: tf.zeros<tf.Rank.R2>([batch, latent]),
    beta: tf.scalar(warmUp === 0 ? beta : 0),
  };
  const weights = { beta: beta === 1 && warmUp === 0 ? 1 : own.beta, freeNats };
  const optimizer = adamOptimizer(parameters, { learningRate });
  const terms = { loss: NaN, logLikelihood: NaN, kl: NaN };
  const captured = capture(() => {
    using at = valueAndGradients((each) => negativeElbo(model, each, own, weights), parameters);
    optimizer.update(at.gradients);
    onHost(() => Object.assign(terms, at.terms));
  });
  const feed = feeder(key, images, { batch, latent });
  let steps = 0;
  return {
    step: () => {
      feed(own, steps);
      if (warmUp > 0) overwrite(own.beta, [beta * Math.min(1, steps / warmUp)]);
      captured.run(steps++);
      return { ...terms };
    },
    steps: () => steps,
    [Symbol.dispose]: () => {
      captured[Symbol.dispose]();
      optimizer[Symbol.dispose]();
      tf.dispose(own);
    },
  };
}

/** Puts the batch of a step into its tensors. */
function feeder(
  key: Key,
  images: Matrix,
  { batch, latent }: { readonly batch: number; readonly latent: number },
): (into: VaeBatch, step: number) => void {
  const rows = images.map((row) => Float32Array.from(row)), pixels = rows[0]!.length;
  const perEpoch = Math.floor(rows.length / batch),
    [orders, noises] = ["order", "noise"].map(
      (name) => fold(key, name),
    );
  const numbers = new Float32Array(batch * pixels);
  let order: Int32Array = new Int32Array(0);
  return (into, step) => {
    const place = step % perEpoch;
    if (place === 0) order = permutation(fold(orders!, step / perEpoch), rows.length);
    for (let i = 0; i < batch; i++) numbers.set(rows[order[place * batch + i]!]!, i * pixels);
    overwrite(into.images, numbers);
    overwrite(into.noise, Float32Array.from(normal(fold(noises!, step), batch * latent)));
  };
}
