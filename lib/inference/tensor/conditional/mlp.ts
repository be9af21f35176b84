import {
  callable,
  fold,
  type Given,
  type Key,
  list,
  required,
  settings,
  whole,
} from "../../../math/mod.ts";
import { mlp, type MlpParameters, mlpParameters } from "../../../nn/mod.ts";
import * as tf from "../../../nn/tf.ts";
import type { ConditionalModel } from "./model.ts";

/** Encoder and decoder of a conditional autoencoder, each a multilayer perceptron. */
export type MlpConditionalParameters = {
  /** From x and y to μ and log σ. */
  readonly encoder: MlpParameters;
  /** From z and x to y. */
  readonly decoder: MlpParameters;
};

/**
 * What a conditional autoencoder of perceptrons is like.
 *
 * - `inputs`: numbers of x
 * - `targets`: numbers of y
 * - `hidden`: widths of the hidden layers of both networks
 * - `latent`: numbers of a code, D
 */
export const MLP_CONDITIONAL_SETTINGS = settings({
  inputs: required(whole(1)),
  targets: required(whole(1)),
  hidden: required(list(whole(1))),
  latent: required(whole(1)),
});

/** What it is like, see {@link MLP_CONDITIONAL_SETTINGS}. */
export type MlpConditionalConfig = Given<typeof MLP_CONDITIONAL_SETTINGS>;

/**
 * Parameters to start {@link mlpConditional} with; each layer starts as PyTorch's Linear.
 *
 * @param key encoder and decoder are drawn from folds of it by their names
 * @returns float32; the caller owns the tensors
 * @throws {RangeError|TypeError} when a width is no whole number of at least 1, there is no hidden
 *   layer, or a name is unknown
 *
 * @example
 * ```ts
 * import { key } from "lib/math";
 * import { mlpConditionalParameters, startBackend } from "lib/inference/tensor";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const sides = { inputs: 2, targets: 3, hidden: [8], latent: 4 };
 * assertEquals(mlpConditionalParameters(key(0), sides).decoder.hidden1!.weight.shape, [6, 8]);
 * ```
 */
export function mlpConditionalParameters(
  key: Key,
  config: MlpConditionalConfig,
): MlpConditionalParameters {
  const read = MLP_CONDITIONAL_SETTINGS.read("start a conditional autoencoder", config);
  const { inputs, targets, hidden, latent } = read;
  return {
    encoder: mlpParameters(fold(key, "encoder"), {
      inputs: inputs + targets,
      hidden,
      outputs: 2 * latent,
    }),
    decoder: mlpParameters(fold(key, "decoder"), {
      inputs: latent + inputs,
      hidden,
      outputs: targets,
    }),
  };
}

/**
 * A conditional autoencoder of perceptrons: both networks read the input beside what is theirs.
 *
 * @param logLikelihood of targets, as `gaussianPixels` makes it
 * @throws {TypeError} when the likelihood is no function
 *
 * @example
 * ```ts
 * import { gaussianPixels, mlpConditional } from "lib/inference/tensor";
 * mlpConditional(gaussianPixels(0.01)).decode; // z and x side by side, through the decoder
 * ```
 */
export function mlpConditional(
  logLikelihood: ConditionalModel["logLikelihood"],
): ConditionalModel<MlpConditionalParameters> {
  callable("a function of what decode gives and targets")
    .check("make a conditional autoencoder", "logLikelihood", logLikelihood);
  return {
    encode: ({ encoder }, inputs, targets) =>
      tf.tidy(() => mlp(encoder, tf.concat2d([inputs, targets], 1)) as tf.Tensor2D),
    decode: ({ decoder }, codes, inputs) =>
      tf.tidy(() => mlp(decoder, tf.concat2d([codes, inputs], 1)) as tf.Tensor2D),
    logLikelihood,
  };
}
