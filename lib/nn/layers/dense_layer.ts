import * as tf from "@tensorflow/tfjs";
import {
  fold,
  type Given,
  type Key,
  oneOf,
  optional,
  record,
  required,
  setting,
  settings,
  whole,
} from "../../math/mod.ts";
import { tensorShape } from "../runtime/tensor_shape.ts";
import { type Activation, dense } from "../ops/dense.ts";
import { fanInUniform, glorotUniform, heNormal } from "./initialize.ts";

/** The numbers of a dense layer; of a stack of T layers, `[T, …]`. */
export type DenseParameters = {
  /** `[I, O]`, or `[T, I, O]`. */
  readonly weight: tf.Tensor;
  /** `[O]`, or `[T, O]`. */
  readonly bias: tf.Tensor;
};

/** The tensors of a layer; whether their sides fit is seen when they meet an input. */
export const LAYER = record({ weight: tensorShape(), bias: tensorShape() });

/**
 * What a dense layer is like.
 *
 * - `inputs`: width of its input, I
 * - `outputs`: width of its output, O
 * - `networks`: how many layers are stacked, one each for several networks; left out: one, not stacked
 * - `initial`: how it starts: `fanIn` as PyTorch's Linear (the default), or `glorot` (for tanh), `he`
 *   (for relu), both with a bias of 0
 */
export const DENSE_SETTINGS = settings({
  inputs: required(whole(1)),
  outputs: required(whole(1)),
  networks: optional(whole(1)),
  initial: setting(oneOf("fanIn", "glorot", "he"), "fanIn"),
});

/** What a dense layer is like, see {@link DENSE_SETTINGS}. */
export type DenseConfig = Given<typeof DENSE_SETTINGS>;

/**
 * Parameters to start a dense layer with; see {@link fanInUniform}, {@link glorotUniform} and
 * {@link heNormal} for the formulas.
 *
 * @param key weight and bias are drawn from folds of it by their names
 * @returns float32; the caller owns the tensors
 * @throws {RangeError|TypeError} when a width or the number of networks is no whole number of at least
 *   1, or a name is none of {@link DENSE_SETTINGS}
 *
 * @example
 * ```ts
 * import { denseParameters, startBackend } from "lib/nn";
 * import { key } from "lib/math";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const twins = denseParameters(key(0), { inputs: 3, outputs: 64, networks: 2 });
 * assertEquals([twins.weight.shape, twins.bias.shape], [[2, 3, 64], [2, 64]]);
 * ```
 */
export function denseParameters(key: Key, config: DenseConfig): DenseParameters {
  const resolved = DENSE_SETTINGS.read("start a dense layer", config);
  const { inputs, outputs, networks, initial } = resolved;
  const stack = networks === undefined ? [] : [networks], fans = { inputs, outputs };
  const bias = [...stack, outputs];
  return {
    weight: weights[initial](fold(key, "weight"), [...stack, inputs, outputs], fans),
    bias: initial === "fanIn" ? fanInUniform(fold(key, "bias"), bias, fans) : tf.zeros(bias),
  };
}

const weights = { fanIn: fanInUniform, glorot: glorotUniform, he: heNormal };

/**
 * act(x W + b); a stack of layers, each for a network of its own, in one call.
 *
 * @param parameters borrowed
 * @param x `[B, I]`, or `[T, B, I]` with a stack of T layers
 * @param activation applied to every number
 * @returns `[B, O]`, or `[T, B, O]`; the caller owns it. It can be differentiated once.
 * @throws {ShapeError} when the shapes do not fit
 * @throws {TypeError} when a tensor is not float32
 *
 * @example
 * ```ts
 * import { denseLayer, startBackend } from "lib/nn";
 * import * as tf from "lib/nn/tf";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const layer = { weight: tf.tensor2d([[1], [2]]), bias: tf.tensor1d([0.5]) };
 * assertEquals(denseLayer(layer, tf.tensor2d([[3, 4]])).arraySync(), [[11.5]]);
 * ```
 */
export function denseLayer(
  parameters: DenseParameters,
  x: tf.Tensor,
  activation: Activation = "linear",
): tf.Tensor {
  const { weight, bias } = LAYER.check("apply a dense layer", "parameters", parameters);
  return dense(x, weight, bias, activation);
}
