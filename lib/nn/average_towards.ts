import { polyakAverage } from "./polyak.ts";
import { requireSameTree, type TensorTree, treeEntries } from "./tensor_tree.ts";

/**
 * Moves a tree towards another one, in place: target ← target + τ (source − target) at each name.
 * See {@link polyakAverage}.
 *
 * @param target changed in place
 * @param source borrowed
 * @param tau τ, 0 … 1; 1 copies up to rounding
 * @throws {RangeError} when τ is no such number, a name is missing or surplus, a tensor is disposed
 * @throws {ShapeError} when a shape differs
 * @throws {TypeError} when a tensor is not float32
 *
 * @example
 * ```ts
 * import { averageTowards, startBackend, tf } from "lib/nn";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const target = { w: tf.tensor1d([0]) };
 * averageTowards(target, { w: tf.tensor1d([1]) }, 0.25);
 * assertEquals(target.w.dataSync()[0], 0.25);
 * ```
 */
export function averageTowards(target: TensorTree, source: TensorTree, tau: number): void {
  requireSameTree("average", "target", target, target);
  requireSameTree("average", "source", source, target);
  const sources = new Map(treeEntries(source));
  const entries = treeEntries(target);
  polyakAverage(
    entries.map(([, tensor]) => tensor),
    entries.map(([path]) => sources.get(path)!),
    tau,
  );
}
