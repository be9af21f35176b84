import type * as tf from "@tensorflow/tfjs";
import { refusal, ShapeError, text } from "../../math/mod.ts";
import { isRecording, noteHostAccess } from "../recording/now.ts";
import { onHost } from "../recording/on_host.ts";
import { addressOf } from "./heap.ts";
import { kernels } from "./kernels.ts";
import { isLike, requireFiniteTensor, requireLike, STEP } from "./require_tensor.ts";
import { type TensorTree, treeEntries, type TreeEntry } from "./tensor_tree.ts";

/**
 * Checks that lists of blocks can be walked through together: as many, of the same shapes, float32,
 * none of them disposed.
 *
 * @param doing what for, for the message
 * @param blocks the lists by name; the first one is the measure
 * @throws {ShapeError} when the shapes or the numbers of blocks differ
 * @throws {TypeError} when a block is not float32
 * @throws {RangeError} when a block is disposed
 */
export function requireSameBlocks(
  doing: string,
  blocks: Readonly<Record<string, readonly tf.Tensor[]>>,
): void {
  const [measure = []] = Object.values(blocks);
  for (const [name, list] of Object.entries(blocks)) {
    if (!Array.isArray(list)) throw new TypeError(refusal(doing, name, list, "a list of tensors"));
    if (list.length !== measure.length) {
      throw new ShapeError(doing, `${name}.length`, [list.length], String(measure.length));
    }
    for (let i = 0; i < list.length; i++) { // by index, so that a hole is seen
      const [block, like] = [list[i], measure[i]!];
      if (!isLike(block, like)) requireLike(doing, `${name}[${i}]`, block, like);
    }
  }
}

/**
 * √Σ g² over all numbers of all blocks, added in float64.
 *
 * @param blocks float32, borrowed
 *
 * @example
 * ```ts
 * import { globalNorm, startBackend } from "lib/nn";
 * import * as tf from "lib/nn/tf";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * assertEquals(globalNorm([tf.tensor1d([3]), tf.tensor1d([0, 4])]), 5);
 * ```
 */
export function globalNorm(blocks: readonly tf.Tensor[]): number {
  requireSameBlocks("take the norm", { blocks });
  noteHostAccess();
  return normOf(placesOf(blocks));
}

/** Where the numbers of some blocks lie, and how many. */
export type Places = readonly (readonly [size: number, address: number])[];

/** They stay there as long as the blocks do, and in a captured step as long as it does. */
export function placesOf(blocks: readonly tf.Tensor[]): Places {
  return blocks.map((block) => [block.size, addressOf(block)] as const);
}

/** √Σ g² over all numbers at these places, added in float64. */
export function normOf(places: Places): number {
  const { sumSquares } = kernels();
  let sum = 0;
  for (const [size, address] of places) sum += sumSquares(size, address);
  return Math.sqrt(sum);
}

/**
 * Stops when a tensor of a tree holds a NaN or an infinity; integers are passed over. One pass over
 * the numbers (Σ x² in float64 is finite just when all float32 x are).
 *
 * @param name what the tree is called in messages: `gradients` gives `gradients/encoder/weight`
 * @param tree borrowed
 * @param step the step of the run, for the message
 * @returns √Σ x² over all float32 numbers of the tree; NaN in a captured step, where it would be that
 *   of the recording (the check itself is made at every run, see `onHost`)
 * @throws {NonFiniteTensorError} naming the first such tensor, the index in it, and the step
 * @throws {RangeError} naming a tensor that is disposed
 * @throws {TypeError} when the tree is none, {RangeError} when the step is none
 *
 * @example
 * ```ts
 * import { NonFiniteTensorError, requireFiniteTree, startBackend } from "lib/nn";
 * import * as tf from "lib/nn/tf";
 * import { assertEquals, assertThrows } from "@std/assert";
 * await startBackend();
 * assertEquals(requireFiniteTree("batch", { x: tf.tensor1d([3, 4]) }), 5);
 * assertThrows(
 *   () => requireFiniteTree("batch", { x: tf.tensor1d([0, NaN]) }, 12),
 *   NonFiniteTensorError,
 *   "Cannot go on: batch/x[1] is NaN at step 12, expected a finite number",
 * );
 * ```
 */
export function requireFiniteTree(name: string, tree: TensorTree, step?: number): number {
  text.check("look for a NaN", "name", name);
  STEP.check("look for a NaN", "step", step);
  const entries = treeEntries(tree).filter(([, { dtype }]) => dtype === "float32");
  for (const [path, { isDisposed }] of entries) {
    if (!isDisposed) continue;
    throw new RangeError(
      `Cannot read ${name}/${path}: it is disposed, expected a living tensor`,
    );
  }
  const finite = finiteNormOf(name, entries, step);
  let norm = NaN;
  onHost(() => norm = finite(), { name });
  return isRecording() ? NaN : norm;
}

/** What {@link requireFiniteTree} does to entries that were looked at before, as often as it is called. */
export function finiteNormOf(
  name: string,
  entries: readonly TreeEntry[],
  step: number | undefined,
): () => number {
  const places = placesOf(entries.map(([, tensor]) => tensor));
  return () => {
    const norm = normOf(places);
    if (!Number.isFinite(norm)) {
      for (const [path, tensor] of entries) requireFiniteTensor(`${name}/${path}`, tensor, step);
    }
    return norm;
  };
}
