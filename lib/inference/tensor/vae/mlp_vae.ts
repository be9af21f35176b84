import { fold, type Given, type Key, list, required, settings, whole } from "../../../math/mod.ts";
import { mlp, type MlpParameters, mlpParameters } from "../../../nn/mod.ts";
import { bernoulliLogits } from "../../../prob/tensor/mod.ts";
import type { VaeModel } from "./model.ts";

/** Encoder and decoder of a variational autoencoder, each a multilayer perceptron. */
export type MlpVaeParameters = {
  /** From the pixels to μ and log σ. */
  readonly encoder: MlpParameters;
  /** From the code to the logits of the pixels. */
  readonly decoder: MlpParameters;
};

/**
 * What an autoencoder of perceptrons is like.
 *
 * - `pixels`: numbers of an image, P
 * - `hidden`: widths of the encoder's hidden layers, the first one first; the decoder has them the
 *   other way round
 * - `latent`: numbers of a code, D
 */
export const MLP_VAE_SETTINGS = settings({
  pixels: required(whole(1)),
  hidden: required(list(whole(1))),
  latent: required(whole(1)),
});

/** What an autoencoder of perceptrons is like, see {@link MLP_VAE_SETTINGS}. */
export type MlpVaeConfig = Given<typeof MLP_VAE_SETTINGS>;

/**
 * Parameters to start {@link mlpVae} with; each layer starts as PyTorch's Linear.
 *
 * @param key encoder and decoder are drawn from folds of it by their names
 * @returns float32; the caller owns the tensors
 * @throws {RangeError|TypeError} when a width is no whole number of at least 1, there is no hidden
 *   layer, or a name is none of {@link MLP_VAE_SETTINGS}
 *
 * @example
 * ```ts
 * import { key } from "lib/math";
 * import { mlpVaeParameters, startBackend } from "lib/inference/tensor";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const { encoder } = mlpVaeParameters(key(0), { pixels: 64, hidden: [128], latent: 2 });
 * assertEquals(encoder.output!.weight.shape, [128, 4]); // a mean and a log σ for each of two codes
 * ```
 */
export function mlpVaeParameters(key: Key, config: MlpVaeConfig): MlpVaeParameters {
  const read = MLP_VAE_SETTINGS.read("start an autoencoder", config);
  const { pixels, hidden, latent } = read;
  return {
    encoder: mlpParameters(fold(key, "encoder"), { inputs: pixels, hidden, outputs: 2 * latent }),
    decoder: mlpParameters(fold(key, "decoder"), {
      inputs: latent,
      hidden: [...hidden].reverse(),
      outputs: pixels,
    }),
  };
}

/** A variational autoencoder of perceptrons on `[B, P]`, its pixels Bernoulli. Kingma & Welling 2013, appendix C. */
export const mlpVae: VaeModel<MlpVaeParameters> = {
  encode: ({ encoder }, images) => mlp(encoder, images) as ReturnType<typeof mlpVae.encode>,
  decode: ({ decoder }, codes) => mlp(decoder, codes),
  logLikelihood: bernoulliLogits,
};
