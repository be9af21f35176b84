import type * as tf from "@tensorflow/tfjs";
import { NonFiniteError, refusal, ShapeError } from "../../math/mod.ts";
import { requireFloat } from "../runtime/require_tensor.ts";
import { viewOf } from "../runtime/heap.ts";

/**
 * Puts new numbers into a tensor, in place: the next batch for a captured step that reads it.
 *
 * @param tensor float32; tensors that share its numbers (reshapes, clones) change, too
 * @param numbers row-major, as many as the tensor has
 * @throws {ShapeError} for another number of numbers
 * @throws {TypeError} when it is not float32 or the numbers are no list, {RangeError} when it is disposed
 * @throws {NonFiniteError} naming a number that float32 cannot hold
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
  requireFloat(DOING, { tensor });
  requireList(numbers, tensor);
  const bad = numbers instanceof Float32Array ? notFinite(numbers) : notFloat(numbers);
  if (bad >= 0) {
    const each: unknown = numbers[bad], name = `numbers[${bad}]`;
    if (typeof each === "number") throw new NonFiniteError(DOING, name, each);
    throw new TypeError(refusal(DOING, name, each, "a number"));
  }
  viewOf(tensor).set(numbers);
}

/** The first that is not finite, or −1; a loop for one kind of list, as batches are. */
function notFinite(numbers: Float32Array): number {
  for (let i = 0; i < numbers.length; i++) if (!Number.isFinite(numbers[i])) return i;
  return -1;
}

/** The first that float32 cannot hold, or −1. */
function notFloat(numbers: ArrayLike<unknown>): number {
  for (let i = 0; i < numbers.length; i++) {
    const each = numbers[i];
    if (typeof each !== "number" || !Number.isFinite(Math.fround(each))) return i;
  }
  return -1;
}

const DOING = "overwrite";

/** The same without a look at each number: guards of the step find those that are none. */
export function putNumbers(tensor: tf.Tensor, numbers: ArrayLike<number>): void {
  requireList(numbers, tensor);
  viewOf(tensor).set(numbers);
}

function requireList(numbers: ArrayLike<number>, { size, shape }: tf.Tensor): void {
  const isList = Array.isArray(numbers) || (ArrayBuffer.isView(numbers) && "length" in numbers);
  if (!isList) throw new TypeError(refusal(DOING, "numbers", numbers, "a list of numbers"));
  if (numbers.length !== size) {
    throw new ShapeError(DOING, "numbers", [numbers.length], `${size} numbers, for [${shape}]`);
  }
}
