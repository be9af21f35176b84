import * as tf from "@tensorflow/tfjs";
import { fold, type Key, requireInteger } from "../../math/mod.ts";
import { type Activation, dense } from "../ops/dense.ts";
import { fanInUniform, type Fans, glorotUniform, heNormal } from "./initialize.ts";

/** The numbers of a dense layer; of a stack of T layers, `[T, …]`. */
export type DenseParameters = {
  /** `[I, O]`, or `[T, I, O]`. */
  readonly weight: tf.Tensor;
  /** `[O]`, or `[T, O]`. */
  readonly bias: tf.Tensor;
};

/** What a dense layer is like. */
export interface DenseConfig {
  /** Width of its input, I. */
  readonly inputs: number;
  /** Width of its output, O. */
  readonly outputs: number;
  /** How many layers are stacked, one each for several networks; default: one, not stacked. */
  readonly networks?: number;
  /**
   * How it starts: `fanIn` as PyTorch's Linear (the default), or `glorot` (for tanh), `he` (for
   * relu), both with a bias of 0.
   */
  readonly initial?: "fanIn" | "glorot" | "he";
}

/**
 * Parameters to start a dense layer with; see {@link fanInUniform}, {@link glorotUniform} and
 * {@link heNormal} for the formulas.
 *
 * @param key weight and bias are drawn from folds of it by their names
 * @returns float32; the caller owns the tensors
 * @throws {RangeError} when a width or the number of networks is no whole number of at least 1
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
  const { inputs, outputs, networks, initial = "fanIn" } = config;
  requireInteger("start a dense layer", "inputs", inputs, 1);
  requireInteger("start a dense layer", "outputs", outputs, 1);
  if (networks !== undefined) requireInteger("start a dense layer", "networks", networks, 1);
  const stack = networks === undefined ? [] : [networks], fans = { inputs, outputs };
  const bias = [...stack, outputs];
  return {
    weight: weightOf(initial)(fold(key, "weight"), [...stack, inputs, outputs], fans),
    bias: initial === "fanIn" ? fanInUniform(fold(key, "bias"), bias, fans) : tf.zeros(bias),
  };
}

type Draw = (key: Key, shape: readonly number[], fans: Fans) => tf.Tensor;

function weightOf(initial: NonNullable<DenseConfig["initial"]>): Draw {
  switch (initial) {
    case "fanIn":
      return fanInUniform;
    case "glorot":
      return glorotUniform;
    case "he":
      return heNormal;
    default:
      return initial satisfies never;
  }
}

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
  return dense(x, parameters.weight, parameters.bias, activation);
}
