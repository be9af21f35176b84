// The VAE of a VaeProblem with lib/nn: its negative ELBO, and a step of its training.
import {
  type AdamOptimizer,
  adamOptimizer,
  convolution,
  denseLayer,
  onHost,
  transposedConvolution,
  valueAndGradients,
} from "lib/nn";
import * as tf from "lib/nn/tf";
import { bernoulliLogits, gaussianLatent } from "lib/prob/tensor";
import type { VaeProblem } from "./vae_problem.ts";
import type { Batch, Layer, Layers } from "./vae_tensors.ts";

type Network = {
  /** Mean and logarithmic spread, `[B, 2 latent]`. */
  readonly encode: (layers: Layers, images: tf.Tensor) => tf.Tensor;
  /** Logits of the pixels. */
  readonly decode: (layers: Layers, code: tf.Tensor) => tf.Tensor;
};

const mlp: Network = {
  encode: ({ encoder, posterior }, images) =>
    denseLayer(posterior!, denseLayer(encoder!, images, "relu")),
  decode: ({ decoder, pixels }, code) => denseLayer(pixels!, denseLayer(decoder!, code, "relu")),
};

const halved = { stride: 2, padding: "same" } as const;
const down = ({ weight, bias }: Layer, x: tf.Tensor) =>
  convolution(x, weight, bias, { ...halved, activation: "relu" });
const up = ({ weight, bias }: Layer, x: tf.Tensor, activation: "relu" | "linear") =>
  transposedConvolution(x, weight, bias, { ...halved, activation });

const conv: Network = {
  encode: ({ down1, down2, down3, posterior }, images) => {
    const features = down(down3!, down(down2!, down(down1!, images)));
    return denseLayer(posterior!, tf.reshape(features, [images.shape[0]!, -1]));
  },
  decode: ({ decoder, up1, up2, up3 }, code) => {
    const features = tf.reshape(denseLayer(decoder!, code, "relu"), [code.shape[0]!, 4, 4, -1]);
    return up(up3!, up(up2!, up(up1!, features, "relu"), "relu"), "linear");
  },
};

const networks = { mlp, conv };

/** Nats per image. */
function negativeElbo({ encode, decode }: Network, layers: Layers, { images, noise }: Batch) {
  const { sample, kl } = gaussianLatent(encode(layers, images) as tf.Tensor2D, noise);
  const logLikelihood = bernoulliLogits(decode(layers, sample), images);
  return tf.mean(tf.sub(kl, logLikelihood)) as tf.Scalar;
}

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
  const { layers, optimizer, batch } = training, own = networks[network];
  using at = valueAndGradients(
    (each) => tf.tidy(() => negativeElbo(own, each, batch)),
    layers,
  );
  optimizer.update(at.gradients);
  onHost(() => training.loss = at.loss);
}
