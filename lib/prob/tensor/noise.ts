import { type Key, normal } from "../../math/mod.ts";
import * as tf from "../../nn/tf.ts";

/**
 * Standard normal noise as a float32 tensor, drawn in float64 by our keys and rounded once.
 *
 * @param key for this draw only
 * @param shape of the tensor
 * @returns float32; the caller owns it
 * @throws {RangeError} when a side of the shape is not a whole number ≥ 0
 *
 * @example
 * ```ts
 * import { key } from "lib/math";
 * import { startBackend } from "lib/nn";
 * import { normalTensor } from "lib/prob/tensor";
 * await startBackend();
 * const noise = normalTensor(key(0), [2, 3]);
 * noise.dispose();
 * ```
 */
export function normalTensor<R extends tf.Rank = tf.Rank>(
  key: Key,
  shape: tf.ShapeMap[R],
): tf.Tensor<R> {
  for (const side of shape) {
    if (!Number.isInteger(side) || side < 0) {
      throw new RangeError(`Cannot draw noise: shape is [${shape}], expected whole numbers ≥ 0`);
    }
  }
  const count = shape.reduce((product, side) => product * side, 1);
  return tf.tensor(Float32Array.from(normal(key, count)), shape);
}
