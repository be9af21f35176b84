import type * as tf from "@tensorflow/tfjs";
import { refusal, ShapeError } from "../../math/mod.ts";
import { requireFloat } from "../runtime/require_tensor.ts";
import { viewOf } from "../runtime/heap.ts";

/**
 * Puts new numbers into a tensor, in place: the next batch for a captured step that reads it.
 *
 * @param tensor float32; tensors that share its numbers (reshapes, clones) change, too
 * @param numbers row-major, as many as the tensor has
 * @throws {ShapeError} for another number of numbers
 * @throws {TypeError} when it is not float32 or the numbers are no list, {RangeError} when it is disposed
 * @throws {CaptureError} in a captured step outside `onHost`
 *
 * @example
 * ```ts
 * import { overwrite, startBackend } from "lib/nn";
 * import * as tf from "lib/nn/tf";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const x = tf.zeros([2]);
 * overwrite(x, [3, 4]);
 * assertEquals([...x.dataSync()], [3, 4]);
 * ```
 */
export function overwrite(tensor: tf.Tensor, numbers: ArrayLike<number>): void {
  requireFloat("overwrite", { tensor });
  const view = viewOf(tensor), length: unknown = numbers?.length;
  if (typeof length !== "number" || typeof numbers !== "object") {
    throw new TypeError(refusal("overwrite", "numbers", numbers, "a list of numbers"));
  }
  if (length !== view.length) {
    const wish = `${view.length} numbers, for [${tensor.shape}]`;
    throw new ShapeError("overwrite", "numbers", [length], wish);
  }
  view.set(numbers);
}
