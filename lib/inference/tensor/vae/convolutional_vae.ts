import {
  fold,
  type Given,
  type Key,
  list,
  refusal,
  required,
  settings,
  whole,
} from "../../../math/mod.ts";
import {
  convolution,
  convolutionParameters,
  denseLayer,
  type DenseParameters,
  denseParameters,
  transposedConvolution,
  transposedConvolutionParameters,
} from "../../../nn/mod.ts";
import * as tf from "../../../nn/tf.ts";
import { bernoulliLogits } from "../../../prob/tensor/mod.ts";
import type { VaeModel } from "./model.ts";

/**
 * Layers by name: `down1`, `down2`, … from the image to the features, `posterior` to μ and log σ,
 * `decoder` from the code to features, `up1`, `up2`, … back to the image.
 */
export type ConvolutionalVaeParameters = { readonly [layer: string]: DenseParameters };

/**
 * What a convolutional autoencoder is like.
 *
 * - `side`: height and width of its grey images; each convolution halves it
 * - `channels`: channels after each convolution, the first one first
 * - `latent`: numbers of a code, D
 */
export const CONVOLUTIONAL_VAE_SETTINGS = settings({
  side: required(whole(1)),
  channels: required(list(whole(1))),
  latent: required(whole(1)),
});

/** What a convolutional autoencoder is like, see {@link CONVOLUTIONAL_VAE_SETTINGS}. */
export type ConvolutionalVaeConfig = Given<typeof CONVOLUTIONAL_VAE_SETTINGS>;

const DOING = "start a convolutional autoencoder";

/**
 * Parameters to start {@link convolutionalVae} with; each layer starts as PyTorch's.
 *
 * @param key each layer is drawn from the fold of it by the layer's name
 * @returns float32; the caller owns the tensors
 * @throws {RangeError|TypeError} when a size is no whole number of at least 1, the side cannot be
 *   halved once for each convolution, or a name is none of {@link CONVOLUTIONAL_VAE_SETTINGS}
 *
 * @example
 * ```ts
 * import { key } from "lib/math";
 * import { convolutionalVaeParameters, startBackend } from "lib/inference/tensor";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const config = { side: 32, channels: [16, 32], latent: 4 };
 * const { posterior } = convolutionalVaeParameters(key(0), config);
 * assertEquals(posterior!.weight.shape, [8 * 8 * 32, 8]);
 * ```
 */
export function convolutionalVaeParameters(
  key: Key,
  config: ConvolutionalVaeConfig,
): ConvolutionalVaeParameters {
  const { side, channels, latent } = CONVOLUTIONAL_VAE_SETTINGS.read(DOING, config);
  const last = side / 2 ** channels.length, widths = [1, ...channels];
  if (channels.length === 0 || !Number.isInteger(last)) {
    const wish = `a multiple of ${2 ** Math.max(1, channels.length)}, and a convolution at least`;
    throw new RangeError(refusal(DOING, "side", side, wish));
  }
  const features = last * last * channels.at(-1)!;
  const layers: Record<string, DenseParameters> = {};
  channels.forEach((filters, i) => {
    const name = `down${i + 1}`, sides = { size: 3, channels: widths[i]!, filters };
    layers[name] = convolutionParameters(fold(key, name), sides);
  });
  const dense = (name: string, inputs: number, outputs: number) => {
    layers[name] = denseParameters(fold(key, name), { inputs, outputs });
  };
  dense("posterior", features, 2 * latent);
  dense("decoder", latent, features);
  channels.toReversed().forEach((filters, i) => {
    const name = `up${i + 1}`, sides = { size: 3, channels: filters, filters: widths.at(-2 - i)! };
    layers[name] = transposedConvolutionParameters(fold(key, name), sides);
  });
  return layers;
}

const HALVED = { stride: 2, padding: "same" } as const;

/**
 * A variational autoencoder of convolutions, 3×3 with stride 2, relu between; images are `[B, H W]`
 * or `[B, H, W, 1]`, square, their pixels Bernoulli.
 */
export const convolutionalVae: VaeModel<ConvolutionalVaeParameters> = {
  encode: (layers, images) =>
    tf.tidy(() => {
      const [count, pixels] = [images.shape[0]!, images.size / images.shape[0]!];
      const side = Math.round(Math.sqrt(pixels));
      const squares = tf.reshape(images, [count, side, side, 1]);
      const features = named(layers, "down").reduce(
        (x, { weight, bias }) => convolution(x, weight, bias, { ...HALVED, activation: "relu" }),
        squares,
      );
      const flat = tf.reshape(features, [count, -1]);
      return denseLayer(layers.posterior!, flat) as tf.Tensor2D;
    }),
  decode: (layers, codes) =>
    tf.tidy(() => {
      const up = named(layers, "up"), channels = up[0]!.weight.shape[3]!;
      const hidden = denseLayer(layers.decoder!, codes, "relu");
      const side = Math.round(Math.sqrt(hidden.shape[1]! / channels));
      return up.reduce<tf.Tensor>(
        (x, { weight, bias }, i) => {
          const activation = i < up.length - 1 ? "relu" : "linear";
          return transposedConvolution(x, weight, bias, { ...HALVED, activation });
        },
        tf.reshape(hidden, [codes.shape[0]!, side, side, channels]),
      );
    }),
  logLikelihood: (logits, images) =>
    tf.tidy(() => bernoulliLogits(tf.reshape(logits, images.shape), images)),
};

/** The layers `name1`, `name2`, …, in their order. */
function named(layers: ConvolutionalVaeParameters, name: string): readonly DenseParameters[] {
  const found: DenseParameters[] = [];
  while (Object.hasOwn(layers, `${name}${found.length + 1}`)) {
    found.push(layers[`${name}${found.length + 1}`]!);
  }
  return found;
}
