import type * as tf from "@tensorflow/tfjs";
import { between } from "../../math/mod.ts";
import { onHost } from "../recording/on_host.ts";
import { requireSameBlocks } from "../runtime/blocks.ts";
import { addressOf } from "../runtime/heap.ts";
import { kernels } from "../runtime/kernels.ts";
import { requireSameTree, type TensorTree, treeEntries } from "../runtime/tensor_tree.ts";

const share = between(0, 1);

/**
 * Polyak averaging, in place: target ← target + τ (source − target). A captured step repeats it.
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
 * import { polyakAverage, startBackend } from "lib/nn";
 * import * as tf from "lib/nn/tf";
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
  share.check("average", "tau", tau);
  requireSameBlocks("average", { targets, sources });
  const places = targets.map((t, i) => [t.size, addressOf(t), addressOf(sources[i]!)] as const);
  onHost(() => {
    const { polyak } = kernels();
    for (const [size, target, source] of places) polyak(size, target, source, tau);
  }, { tau });
}

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
 * import { averageTowards, startBackend } from "lib/nn";
 * import * as tf from "lib/nn/tf";
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
