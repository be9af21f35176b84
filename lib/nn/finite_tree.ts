import { globalNorm } from "./blocks.ts";
import { requireFiniteTensor } from "./finite.ts";
import { type TensorTree, treeEntries } from "./tensor_tree.ts";

/**
 * Stops when a tensor of a tree holds a NaN or an infinity; integers are passed over. One pass over
 * the numbers (Σ x² in float64 is finite just when all float32 x are).
 *
 * @param name what the tree is called in messages: `gradients` gives `gradients/encoder/weight`
 * @param tree borrowed
 * @param step the step of the run, for the message
 * @returns √Σ x² over all float32 numbers of the tree
 * @throws {NonFiniteTensorError} naming the first such tensor, the index in it, and the step
 * @throws {RangeError} naming a tensor that is disposed
 *
 * @example
 * ```ts
 * import { NonFiniteTensorError, requireFiniteTree, startBackend, tf } from "lib/nn";
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
  const entries = treeEntries(tree).filter(([, { dtype }]) => dtype === "float32");
  for (const [path, { isDisposed }] of entries) {
    if (!isDisposed) continue;
    throw new RangeError(
      `Cannot read ${name}/${path}: it is disposed, expected a living tensor`,
    );
  }
  const norm = globalNorm(entries.map(([, tensor]) => tensor));
  if (!Number.isFinite(norm)) {
    for (const [path, tensor] of entries) requireFiniteTensor(`${name}/${path}`, tensor, step);
  }
  return norm;
}
