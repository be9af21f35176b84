import type * as tf from "@tensorflow/tfjs";
import { requireSameBlocks } from "./blocks.ts";
import { addressOf } from "./heap.ts";
import { kernels } from "./kernels.ts";

/**
 * Polyak averaging, in place: target ← target + τ (source − target).
 *
 * @param targets changed in place; tensors that share their numbers (reshapes, clones) change, too
 * @param sources borrowed
 * @param tau τ, 0 … 1
 * @throws {ShapeError} when shapes or numbers of blocks differ
 * @throws {TypeError} when a block is not float32
 * @throws {RangeError} when tau is no such number, or a block is disposed
 *
 * @example
 * ```ts
 * import { polyakAverage, startBackend, tf } from "lib/nn";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const target = tf.tensor1d([0]);
 * polyakAverage([target], [tf.tensor1d([1])], 0.25);
 * assertEquals(target.dataSync()[0], 0.25);
 * ```
 */
export function polyakAverage(
  targets: readonly tf.Tensor[],
  sources: readonly tf.Tensor[],
  tau: number,
): void {
  if (!(tau >= 0 && tau <= 1)) {
    throw new RangeError(`Cannot average: tau is ${tau}, expected a number from 0 to 1`);
  }
  requireSameBlocks("average", { targets, sources });
  const { polyak } = kernels();
  targets.forEach((t, i) => polyak(t.size, addressOf(t), addressOf(sources[i]!), tau));
}
