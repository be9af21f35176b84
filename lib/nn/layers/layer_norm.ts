import * as tf from "@tensorflow/tfjs";
import { MOST_NUMBERS, positive, record, whole } from "../../math/mod.ts";
import { requireFloat } from "../runtime/require_tensor.ts";
import { tensorShape } from "../runtime/tensor_shape.ts";
import { runLayerNorm } from "../ops/attention/layer_norm.ts";

/** The numbers of a layer norm. */
export type LayerNormParameters = {
  /** γ, `[D]`. */
  readonly scale: tf.Tensor1D;
  /** β, `[D]`. */
  readonly offset: tf.Tensor1D;
};

const DOING = "normalize a layer";
const PARAMETERS = record({ scale: tensorShape(), offset: tensorShape() });

/** ε, as PyTorch has it. */
const EPSILON = 1e-5;

/**
 * Parameters to start a layer norm with: a scale of 1, an offset of 0; no chance in it.
 *
 * @param width D
 * @returns float32; the caller owns the tensors
 * @throws {RangeError} when the width is no whole number of at least 1, or too large to hold
 *
 * @example
 * ```ts
 * import { layerNormParameters, startBackend } from "lib/nn";
 * await startBackend();
 * const { scale, offset } = layerNormParameters(8);
 * ```
 */
export function layerNormParameters(width: number): LayerNormParameters {
  whole(1, MOST_NUMBERS).check("start a layer norm", "width", width);
  return { scale: tf.ones([width]), offset: tf.zeros([width]) };
}

/**
 * Shifts and scales each example to mean 0 and variance 1 over its last axis.
 * y = γ (x − mean x) / √(var x + ε) + β, with var x = mean (x − mean x)². ε = 1e-5 stands inside the
 * root, so that an example whose numbers are all the same gives β. Ba, Kiros & Hinton 2016,
 * equation 4, where there is no ε. One kernel forward, one back; means are added up in float64.
 *
 * @param parameters borrowed
 * @param x `[…, D]`, borrowed
 * @param epsilon ε, in squared units of x
 * @returns `[…, D]`; the caller owns it. It can be differentiated once.
 * @throws {ShapeError} when the shapes do not fit
 * @throws {RangeError} when ε is not above 0
 *
 * @example
 * ```ts
 * import { layerNorm, layerNormParameters, startBackend } from "lib/nn";
 * import * as tf from "lib/nn/tf";
 * import { assertAlmostEquals } from "@std/assert";
 * await startBackend();
 * const y = layerNorm(layerNormParameters(2), tf.tensor2d([[4, 6]]));
 * assertAlmostEquals(y.dataSync()[1]!, 1, 1e-5);
 * ```
 */
export function layerNorm<T extends tf.Tensor>(
  parameters: LayerNormParameters,
  x: T,
  epsilon = EPSILON,
): T {
  const { scale, offset } = PARAMETERS.check(DOING, "parameters", parameters);
  requireFloat(DOING, { x, scale, offset });
  const sides = [x.shape.at(-1) ?? "D"];
  tensorShape(sides).check(DOING, "scale", scale);
  tensorShape(sides).check(DOING, "offset", offset);
  positive.check(DOING, "epsilon", epsilon);
  return runLayerNorm(x, scale, offset, epsilon) as T;
}
