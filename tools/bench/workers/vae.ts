// Training steps of the VAE of a folder with lib/nn: tfjs' autodiff, our kernels and optimizer, and
// the checks for NaN that every training of ours has.
import {
  adamOptimizer,
  convolution,
  denseLayer,
  kernelBuild,
  startBackend,
  transposedConvolution,
  valueAndGradients,
} from "lib/nn";
import * as tf from "lib/nn/tf";
import { bernoulliLogits, gaussianLatent } from "lib/prob/tensor";
import { serve } from "../serve.ts";
import { readVae } from "../vae_problem.ts";
import { type Batch, type Layer, type Layers, vaeTensors } from "../vae_tensors.ts";

const { problem, numbers } = await readVae(Deno.args[0]!);
await startBackend();
const { layers, batches } = vaeTensors(problem, numbers);
const optimizer = adamOptimizer(layers, { learningRate: problem.learningRate });

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

const { encode, decode } = { mlp, conv }[problem.network];

/** Nats per image. */
function negativeElbo(layers: Layers, { images, noise }: Batch): tf.Scalar {
  const { sample, kl } = gaussianLatent(encode(layers, images) as tf.Tensor2D, noise);
  const logLikelihood = bernoulliLogits(decode(layers, sample), images);
  return tf.mean(tf.sub(kl, logLikelihood));
}

let count = 0;
function step(): number {
  const batch = batches[count++ % batches.length]!;
  using at = valueAndGradients((each) => tf.tidy(() => negativeElbo(each, batch)), layers);
  optimizer.update(at.gradients);
  return at.loss;
}

let loss = NaN;
while (count < problem.steps) loss = step();
const version = `Deno ${Deno.version.deno}, kernels ${kernelBuild().build}`;
await serve({ version, steps: problem.steps, loss }, step);
