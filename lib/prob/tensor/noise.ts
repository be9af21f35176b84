import { anyList, door, type Key, keyShape, normal, whole } from "../../math/mod.ts";
import * as tf from "../../nn/tf.ts";

const checkNoise = door("draw noise", { key: keyShape, shape: anyList(whole(0)) });

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
  checkNoise({ key, shape });
  const count = shape.reduce((product, side) => product * side, 1);
  return tf.tensor(Float32Array.from(normal(key, count)), shape);
}
