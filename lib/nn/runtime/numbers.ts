/** From tensors to plain numbers, and back into tensors that are there. */
import * as tf from "@tensorflow/tfjs";
import { callable, crc32, numberWith, plain, refusal, vector } from "../../math/mod.ts";
import { viewOf } from "./heap.ts";
import { requireFloatTensor } from "./require_tensor.ts";
import { tensorShape } from "./tensor_shape.ts";
import { type TensorTree, treeEntries } from "./tensor_tree.ts";

const READ = "read out numbers", TENSOR = tensorShape();

/** Tensors by name. */
export type NamedTensors = { readonly [name: string]: tf.Tensor };

/**
 * The numbers of what a computation gives; all its tensors are freed, the results included.
 *
 * @param compute runs as in `tf.tidy`
 * @returns row-major, a list of its own for each name
 *
 * @example
 * ```ts
 * import { readOut, startBackend } from "lib/nn";
 * import * as tf from "lib/nn/tf";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const { sum } = readOut(() => ({ sum: tf.sum(tf.tensor1d([1, 2])) }));
 * assertEquals([...sum], [3]);
 * ```
 */
export function readOut<T extends NamedTensors>(
  compute: () => T,
): { readonly [Name in keyof T]: Float32Array } {
  callable().check(READ, "compute", compute);
  const numbers: Record<string, Float32Array> = {};
  tf.tidy(() => { // which would look for tensors in a result, number by number
    for (const [name, tensor] of Object.entries(plain.check(READ, "its result", compute()))) {
      numbers[name] = TENSOR.check(READ, name, tensor).dataSync() as Float32Array;
    }
  });
  return numbers as { [Name in keyof T]: Float32Array };
}

/**
 * All numbers of a tree by their paths: weights for another program, or to compare with.
 *
 * @param tree borrowed
 * @returns row-major, copies
 * @throws {RangeError} when a tensor is disposed
 */
export function readTree(tree: TensorTree): Readonly<Record<string, Float32Array>> {
  return Object.fromEntries(
    treeEntries(tree).map(([path, tensor]) => [path, tensor.dataSync() as Float32Array]),
  );
}

/**
 * Writes numbers into tensors that are there, in place: weights from another program. Paths that are
 * not named stay as they are. All is checked first; at a fault nothing is written.
 *
 * @param tree its tensors are changed
 * @param numbers row-major, by path: `{ "actor/hidden1/weight": […] }`; of a dense layer `[I, O]`,
 *   where PyTorch keeps `[O, I]`
 * @throws {RangeError} for a path that is not there, or a number that float32 cannot hold
 * @throws {ShapeError} for another number of numbers, {NonFiniteError} for a NaN
 *
 * @example
 * ```ts
 * import { readTree, startBackend, writeTree } from "lib/nn";
 * import * as tf from "lib/nn/tf";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const layer = { weight: tf.zeros([2, 1]), bias: tf.zeros([1]) };
 * writeTree(layer, { weight: [3, 4] });
 * assertEquals(readTree(layer), { weight: Float32Array.of(3, 4), bias: Float32Array.of(0) });
 * ```
 */
export function writeTree(
  tree: TensorTree,
  numbers: Readonly<Record<string, ArrayLike<number>>>,
): void {
  plain.check(WRITE, "numbers", numbers);
  const tensors = new Map(treeEntries(tree));
  for (const [path, list] of Object.entries(numbers)) {
    const tensor = tensors.get(path);
    if (tensor === undefined) {
      throw new RangeError(
        refusal(WRITE, "a path", path, `one of ${[...tensors.keys()].join(", ")}`),
      );
    }
    requireFits(path, list, tensor);
  }
  for (const [path, list] of Object.entries(numbers)) viewOf(tensors.get(path)!).set(list);
}

const WRITE = "write numbers";
const float32 = numberWith(
  "a number that float32 can hold",
  (value) => Number.isFinite(Math.fround(value)),
);

function requireFits(path: string, list: unknown, tensor: tf.Tensor): void {
  requireFloatTensor(WRITE, path, tensor);
  vector(tensor.size, float32).check(WRITE, path, list);
}

/**
 * A checksum of all numbers of a tree, to the last bit, whatever its tensors are called and in which
 * order they stand: two trees that learned the same have the same one.
 *
 * @param tree borrowed; float32
 * @returns eight hexadecimal digits
 *
 * @example
 * ```ts
 * import { startBackend, treeChecksum } from "lib/nn";
 * import * as tf from "lib/nn/tf";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const [a, b] = [tf.tensor1d([1, 2]), tf.tensor1d([3])];
 * assertEquals(treeChecksum({ a, b }), treeChecksum({ b: { renamed: b }, a }));
 * ```
 */
export function treeChecksum(tree: TensorTree): string {
  const sums = Object.values(readTree(tree)).map(({ buffer, byteOffset, byteLength }) =>
    crc32(new Uint8Array(buffer, byteOffset, byteLength))
  );
  const all = Uint32Array.from(sums.toSorted((a, b) => a - b));
  return crc32(new Uint8Array(all.buffer)).toString(16).padStart(8, "0");
}
