import type * as tf from "@tensorflow/tfjs";
import { fold, type Given, type Key, required, settings, whole } from "../../math/mod.ts";
import {
  convolution,
  type ConvolutionOptions,
  transposedConvolution,
} from "../ops/convolution/convolution.ts";
import { LAYER } from "./dense_layer.ts";
import { fanInUniform } from "./initialize.ts";

/** The numbers of a convolution. */
export type ConvolutionParameters = {
  /** `[K, K, C, F]`. */
  readonly weight: tf.Tensor4D;
  /** `[F]`. */
  readonly bias: tf.Tensor1D;
};

/**
 * What a convolution is like.
 *
 * - `size`: side of its square window, K
 * - `channels`: channels of its input, C
 * - `filters`: channels of its output, F
 */
export const CONVOLUTION_SETTINGS = settings({
  size: required(whole(1)),
  channels: required(whole(1)),
  filters: required(whole(1)),
});

/** What a convolution is like, see {@link CONVOLUTION_SETTINGS}. */
export type ConvolutionConfig = Given<typeof CONVOLUTION_SETTINGS>;

/**
 * Parameters to start a convolution with, as PyTorch's Conv2d: weight and bias by
 * {@link fanInUniform} with a fan-in of K² C.
 *
 * @param key weight and bias are drawn from folds of it by their names
 * @returns float32; the caller owns the tensors
 * @throws {RangeError|TypeError} when a size is no whole number of at least 1, or a name is unknown
 *
 * @example
 * ```ts
 * import { convolutionParameters, startBackend } from "lib/nn";
 * import { key } from "lib/math";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const { weight } = convolutionParameters(key(0), { size: 3, channels: 2, filters: 8 });
 * assertEquals(weight.shape, [3, 3, 2, 8]);
 * ```
 */
export function convolutionParameters(key: Key, config: ConvolutionConfig): ConvolutionParameters {
  const { size, channels, filters } = CONVOLUTION_SETTINGS.read("start a convolution", config);
  const fans = { inputs: size * size * channels, outputs: size * size * filters };
  const shape = [size, size, channels, filters];
  return {
    weight: fanInUniform(fold(key, "weight"), shape, fans) as tf.Tensor4D,
    bias: fanInUniform(fold(key, "bias"), [filters], fans) as tf.Tensor1D,
  };
}

/**
 * act(x ∗ W + b), a convolution as networks have it; the equation is at {@link convolution}.
 *
 * @param parameters borrowed
 * @param x `[B, H, W, C]`, borrowed
 * @param options stride, padding and activation
 * @returns `[B, H′, W′, F]`; the caller owns it. It can be differentiated once.
 * @throws {ShapeError} when the channels differ, or the window is larger than the padded image
 * @throws {RangeError|TypeError} when an option is none, a tensor is disposed or not float32
 *
 * @example
 * ```ts
 * import { convolutionLayer, startBackend } from "lib/nn";
 * import * as tf from "lib/nn/tf";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const sums = { weight: tf.ones<tf.Rank.R4>([2, 2, 1, 1]), bias: tf.zeros<tf.Rank.R1>([1]) };
 * const x = tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1]);
 * assertEquals([...convolutionLayer(sums, x).dataSync()], [10]);
 * ```
 */
export function convolutionLayer(
  parameters: ConvolutionParameters,
  x: tf.Tensor,
  options: ConvolutionOptions = {},
): tf.Tensor4D {
  const { weight, bias } = LAYER.check("apply a convolution", "parameters", parameters);
  return convolution(x, weight, bias, options);
}

/** The numbers of a transposed convolution. */
export type TransposedConvolutionParameters = {
  /** `[K, K, F, C]`: of the convolution that leads back, from F channels to C. */
  readonly weight: tf.Tensor4D;
  /** `[F]`. */
  readonly bias: tf.Tensor1D;
};

/**
 * Parameters to start a transposed convolution with, as PyTorch's ConvTranspose2d: weight and bias
 * by {@link fanInUniform} with a "fan-in" of K² F.
 *
 * @param key weight and bias are drawn from folds of it by their names
 * @returns float32; the caller owns the tensors
 * @throws {RangeError|TypeError} when a size is no whole number of at least 1, or a name is unknown
 *
 * @example
 * ```ts
 * import { startBackend, transposedConvolutionParameters } from "lib/nn";
 * import { key } from "lib/math";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const config = { size: 4, channels: 8, filters: 2 };
 * assertEquals(transposedConvolutionParameters(key(0), config).weight.shape, [4, 4, 2, 8]);
 * ```
 */
export function transposedConvolutionParameters(
  key: Key,
  config: ConvolutionConfig,
): TransposedConvolutionParameters {
  const { size, channels, filters } = CONVOLUTION_SETTINGS.read(
    "start a transposed convolution",
    config,
  );
  const fans = { inputs: size * size * filters, outputs: size * size * channels };
  const shape = [size, size, filters, channels];
  return {
    weight: fanInUniform(fold(key, "weight"), shape, fans) as tf.Tensor4D,
    bias: fanInUniform(fold(key, "bias"), [filters], fans) as tf.Tensor1D,
  };
}

/**
 * act(x ∗ᵀ W + b), the way back through a convolution, for decoders: every pixel lays its window
 * down, a stride apart; the equation and the sides are at {@link transposedConvolution}.
 *
 * @param parameters borrowed
 * @param x `[B, H, W, C]`, borrowed
 * @param options stride, padding and activation
 * @returns `[B, H′, W′, F]`; the caller owns it. It can be differentiated once.
 * @throws {ShapeError} when the channels differ, or nothing would be left
 * @throws {RangeError|TypeError} when an option is none, a tensor is disposed or not float32
 *
 * @example
 * ```ts
 * import { startBackend, transposedConvolutionLayer } from "lib/nn";
 * import * as tf from "lib/nn/tf";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const copies = { weight: tf.ones<tf.Rank.R4>([2, 2, 1, 1]), bias: tf.zeros<tf.Rank.R1>([1]) };
 * const y = transposedConvolutionLayer(copies, tf.tensor4d([3, 5], [1, 1, 2, 1]), { stride: 2 });
 * assertEquals([...y.dataSync()], [3, 3, 5, 5, 3, 3, 5, 5]);
 * ```
 */
export function transposedConvolutionLayer(
  parameters: TransposedConvolutionParameters,
  x: tf.Tensor,
  options: ConvolutionOptions = {},
): tf.Tensor4D {
  const { weight, bias } = LAYER.check("apply a transposed convolution", "parameters", parameters);
  return transposedConvolution(x, weight, bias, options);
}
