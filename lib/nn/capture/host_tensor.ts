import * as tf from "@tensorflow/tfjs";
import { requireInteger } from "../../math/mod.ts";
import { onHost } from "../recording/on_host.ts";
import { newOutput } from "../runtime/heap.ts";
import { overwrite } from "./overwrite.ts";

/**
 * A tensor with numbers of JavaScript that differ from run to run: a captured step asks for them again
 * at every replay, where `tf.tensor` would keep those of the recording.
 *
 * @param shape of the tensor
 * @param numbers gives as many numbers as the shape has, row-major; called at every run
 * @returns float32; the caller owns it
 * @throws {ShapeError} for another number of numbers
 * @throws {RangeError|TypeError} for a shape that is none
 *
 * @example
 * ```ts
 * import { capture, hostTensor, onHost, startBackend } from "lib/nn";
 * import * as tf from "lib/nn/tf";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const squares: number[] = [];
 * let rate = 0;
 * const step = capture(() => {
 *   tf.tidy(() => {
 *     const square = tf.square(hostTensor([], () => [rate]));
 *     onHost(() => squares.push(square.dataSync()[0]!));
 *   });
 * });
 * for (rate = 1; rate < 5; rate++) step.run();
 * assertEquals(squares, [1, 4, 9, 16]);
 * ```
 */
export function hostTensor<R extends tf.Rank = tf.Rank>(
  shape: tf.ShapeMap[R],
  numbers: () => ArrayLike<number>,
): tf.Tensor<R> {
  shape.forEach((side, axis) => requireInteger("make a tensor", `shape[${axis}]`, side, 0));
  const tensor = tf.engine().makeTensorFromTensorInfo(newOutput(shape)) as tf.Tensor<R>;
  try {
    onHost(() => overwrite(tensor, numbers()));
  } catch (error) {
    tensor.dispose();
    throw error;
  }
  return tensor;
}
