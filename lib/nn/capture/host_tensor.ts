import * as tf from "@tensorflow/tfjs";
import { anyList, callable, door, whole } from "../../math/mod.ts";
import { onHost } from "../recording/on_host.ts";
import { newOutput } from "../runtime/heap.ts";
import { putNumbers } from "./overwrite.ts";

const checkHostTensor = door("make a tensor", {
  shape: anyList(whole(0)),
  numbers: callable("a function that gives numbers"),
});

/**
 * A tensor with numbers of JavaScript that differ from run to run: a captured step asks for them again
 * at every replay, where `tf.tensor` would keep those of the recording.
 *
 * @param shape of the tensor
 * @param numbers gives as many numbers as the shape has, row-major; called at every run
 * @returns float32; the caller owns it
 * @throws {ShapeError} for another number of numbers
 * @throws {RangeError|TypeError} for a shape that is none, and numbers that are no list. What is in the
 *   list is not looked at: a guard finds a NaN, and names the step
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
  checkHostTensor({ shape, numbers });
  const tensor = tf.engine().makeTensorFromTensorInfo(newOutput(shape)) as tf.Tensor<R>;
  try {
    onHost(() => putNumbers(tensor, numbers()));
  } catch (error) {
    tensor.dispose();
    throw error;
  }
  return tensor;
}
