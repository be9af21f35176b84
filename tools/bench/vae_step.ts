// The VAE of a VaeProblem with lib: its negative ELBO, and a step of its training.
import { convolutionalVae, mlpVae, negativeElbo, type VaeModel } from "lib/inference/tensor";
import { type AdamOptimizer, adamOptimizer, onHost, valueAndGradients } from "lib/nn";
import * as tf from "lib/nn/tf";
import type { VaeProblem } from "./vae_problem.ts";
import type { Batch, Layers } from "./vae_tensors.ts";

/** The layers of the problem's files, by their names there, as lib's autoencoders have them. */
const mlp: VaeModel<Layers> = {
  ...mlpVae,
  encode: ({ encoder, posterior }, images) =>
    mlpVae.encode({ encoder: { hidden1: encoder!, output: posterior! }, decoder: {} }, images),
  decode: ({ decoder, pixels }, code, images) =>
    mlpVae.decode({ encoder: {}, decoder: { hidden1: decoder!, output: pixels! } }, code, images),
};

const models = { mlp, conv: convolutionalVae };

/** A training: its parameters, its optimizer, and the batch that it learns from. */
export type VaeTraining = {
  readonly layers: Layers;
  readonly optimizer: AdamOptimizer<Layers>;
  readonly batch: Batch;
  loss: number;
};

/** The caller owns optimizer and batch. */
export function vaeTraining(problem: VaeProblem, layers: Layers): VaeTraining {
  const { batch, latent, image } = problem;
  return {
    layers,
    optimizer: adamOptimizer(layers, { learningRate: problem.learningRate }),
    batch: { images: tf.zeros([batch, ...image]), noise: tf.zeros([batch, latent]) },
    loss: NaN,
  };
}

/** A step, which can be captured. */
export function vaeStep({ network }: VaeProblem, training: VaeTraining): void {
  const { layers, optimizer, batch } = training, model = models[network];
  using at = valueAndGradients((each) => negativeElbo(model, each, batch), layers);
  optimizer.update(at.gradients);
  onHost(() => training.loss = at.loss);
}
