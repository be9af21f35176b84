import type * as tf from "@tensorflow/tfjs";
import { ShapeError } from "../math/mod.ts";
import { addressOf } from "./heap.ts";
import { kernels } from "./kernels.ts";

/**
 * Checks that lists of blocks can be walked through together: as many, of the same shapes, float32,
 * none of them disposed.
 *
 * @param action what for, for the message
 * @param blocks the lists by name; the first one is the measure
 * @throws {ShapeError} when the shapes or the numbers of blocks differ
 * @throws {TypeError} when a block is not float32
 * @throws {RangeError} when a block is disposed
 */
export function requireSameBlocks(
  action: string,
  blocks: Readonly<Record<string, readonly tf.Tensor[]>>,
): void {
  const measure = Object.values(blocks)[0]!;
  for (const [name, list] of Object.entries(blocks)) {
    if (list.length !== measure.length) {
      throw new ShapeError(action, `${name}.length`, [list.length], String(measure.length));
    }
    list.forEach((block, i) => requireBlock(action, `${name}[${i}]`, block, measure[i]!.shape));
  }
}

function requireBlock(
  action: string,
  name: string,
  block: tf.Tensor,
  shape: readonly number[],
): void {
  if (block.isDisposed) {
    throw new RangeError(`Cannot ${action}: ${name} is disposed, expected a living tensor`);
  }
  if (block.dtype !== "float32") {
    throw new TypeError(`Cannot ${action}: ${name} is ${block.dtype}, expected float32`);
  }
  if (block.rank !== shape.length || block.shape.some((side, axis) => side !== shape[axis])) {
    throw new ShapeError(action, name, block.shape, `[${shape}]`);
  }
}

/**
 * √Σ g² over all numbers of all blocks, added in float64.
 *
 * @param blocks float32, borrowed
 *
 * @example
 * ```ts
 * import { globalNorm, startBackend, tf } from "lib/nn";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * assertEquals(globalNorm([tf.tensor1d([3]), tf.tensor1d([0, 4])]), 5);
 * ```
 */
export function globalNorm(blocks: readonly tf.Tensor[]): number {
  requireSameBlocks("take the norm", { blocks });
  const { sumSquares } = kernels();
  return Math.sqrt(
    blocks.reduce((sum, block) => sum + sumSquares(block.size, addressOf(block)), 0),
  );
}
