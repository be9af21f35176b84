import type * as tf from "@tensorflow/tfjs";
import { fold, type Key, requireInteger } from "../math/mod.ts";
import type { ConvolutionOptions } from "./conv_options.ts";
import { transposedConvolution } from "./convolution.ts";
import type { ConvolutionConfig } from "./convolution_layer.ts";
import { fanInUniform } from "./initialize.ts";

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
 * @throws {RangeError} when a size is no whole number of at least 1
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
  const { size, channels, filters } = config;
  for (const [name, value] of Object.entries({ size, channels, filters })) {
    requireInteger("start a transposed convolution", name, value, 1);
  }
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
 * import { startBackend, tf, transposedConvolutionLayer } from "lib/nn";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const copies = { weight: tf.ones<tf.Rank.R4>([2, 2, 1, 1]), bias: tf.zeros<tf.Rank.R1>([1]) };
 * const y = transposedConvolutionLayer(copies, tf.tensor4d([3, 5], [1, 1, 2, 1]), { stride: 2 });
 * assertEquals([...y.dataSync()], [3, 3, 5, 5, 3, 3, 5, 5]);
 * ```
 */
export function transposedConvolutionLayer(
  { weight, bias }: TransposedConvolutionParameters,
  x: tf.Tensor,
  options: ConvolutionOptions = {},
): tf.Tensor4D {
  return transposedConvolution(x, weight, bias, options);
}
