import * as tf from "@tensorflow/tfjs";
import { callable, plain, refusal, text } from "../../math/mod.ts";
import { tensorShape } from "./tensor_shape.ts";
import { isLike, requireLike } from "./require_tensor.ts";

/**
 * Tensors by name, records within records: the parameters of a model, their gradients, what an
 * optimizer remembers. A tensor's path, `encoder/hidden/weight`, is its name in messages and in
 * checkpoints. Write the records as `type`, not as `interface`: TypeScript takes only those.
 */
export type TensorTree = { readonly [name: string]: tf.Tensor | TensorTree };

const TENSOR = tensorShape();

/** A tensor and its path. */
export type TreeEntry = readonly [path: string, tensor: tf.Tensor];

/**
 * All tensors of a tree with their paths, in the order of the records.
 *
 * @param tree borrowed
 * @throws {RangeError} when a name is empty or holds a slash
 * @throws {TypeError} when something else than a tensor or a record is in the tree
 *
 * @example
 * ```ts
 * import { startBackend, treeEntries } from "lib/nn";
 * import * as tf from "lib/nn/tf";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const tree = { encoder: { weight: tf.ones([2, 1]) }, bias: tf.zeros([1]) };
 * assertEquals(treeEntries(tree).map(([path]) => path), ["encoder/weight", "bias"]);
 * tf.dispose(tree);
 * ```
 */
export function treeEntries(tree: TensorTree): readonly TreeEntry[] {
  plain.check("walk a tree", "the tree", tree);
  const entries: TreeEntry[] = [];
  collect(tree, "", entries);
  return entries;
}

function collect(tree: TensorTree, prefix: string, entries: TreeEntry[]): void {
  for (const [name, value] of Object.entries(tree)) {
    const path = prefix + name;
    if (name === "" || name.includes("/")) {
      throw new RangeError(refusal("walk a tree", "a name", path, "names without slashes"));
    }
    if (value instanceof tf.Tensor) entries.push([path, value]);
    else if (plain.fault(value) === undefined) collect(value, `${path}/`, entries);
    else throw new TypeError(refusal("walk a tree", path, value, "a tensor or a record"));
  }
}

/**
 * A tree of the same names, with another tensor at each path.
 *
 * @param tree borrowed
 * @param make gives a tensor of the same shape for each
 * @returns the same records; the caller owns what `make` gave
 *
 * @example
 * ```ts
 * import { mapTree, startBackend } from "lib/nn";
 * import * as tf from "lib/nn/tf";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const doubled = mapTree({ layer: { w: tf.scalar(3) } }, (tensor) => tf.mul(tensor, 2));
 * assertEquals(doubled.layer.w.dataSync()[0], 6);
 * ```
 */
export function mapTree<P extends TensorTree>(
  tree: P,
  make: (tensor: tf.Tensor, path: string) => tf.Tensor,
): P {
  callable().check("map a tree", "make", make);
  const made = new Map(treeEntries(tree).map(([path, tensor]) => [path, make(tensor, path)]));
  for (const [path, tensor] of made) TENSOR.check("map a tree", `make at ${path}`, tensor);
  const build = (branch: TensorTree, prefix: string): TensorTree =>
    Object.fromEntries(
      Object.entries(branch).map(([name, value]) => [
        name,
        made.get(prefix + name) ?? build(value as TensorTree, `${prefix}${name}/`),
      ]),
    );
  return build(tree, "") as P;
}

/**
 * A tree with numbers of its own, for a target network or a best model so far: an optimizer, which
 * works in place, does not reach them (as it does those of a `tf.reshape` or a `tf.variable`).
 *
 * @param tree borrowed
 * @returns the caller owns the tensors
 *
 * @example
 * ```ts
 * import { averageTowards, copyTree, startBackend } from "lib/nn";
 * import * as tf from "lib/nn/tf";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const critic = { weight: tf.tensor1d([1]) }, target = copyTree(critic);
 * averageTowards(target, { weight: tf.tensor1d([5]) }, 0.5);
 * assertEquals([critic.weight.dataSync()[0], target.weight.dataSync()[0]], [1, 3]);
 * ```
 */
export function copyTree<P extends TensorTree>(tree: P): P {
  return mapTree(tree, (tensor) => tf.tensor(tensor.dataSync(), tensor.shape, tensor.dtype));
}

/**
 * Checks that a tree has the names and shapes of another one, all float32, none disposed.
 *
 * @param doing what for, for the message
 * @param name what the tree is called in messages
 * @param tree borrowed
 * @param measure what it should be like
 * @throws {RangeError} naming the first path that is missing, surplus, or disposed
 * @throws {ShapeError} naming the first path of another shape
 * @throws {TypeError} naming the first path that is not float32
 *
 * @example
 * ```ts
 * import { requireSameTree, startBackend } from "lib/nn";
 * import * as tf from "lib/nn/tf";
 * import { assertThrows } from "@std/assert";
 * await startBackend();
 * assertThrows(
 *   () => requireSameTree("take a step", "gradients", {}, { w: tf.zeros([2]) }),
 *   RangeError,
 *   "Cannot take a step: gradients/w is undefined, expected a tensor [2]",
 * );
 * ```
 */
export function requireSameTree(
  doing: string,
  name: string,
  tree: TensorTree,
  measure: TensorTree,
): void {
  text.check(doing, "name", name);
  const expected = treeEntries(measure), found = new Map(treeEntries(tree));
  for (const [path, like] of expected) {
    const tensor = found.get(path);
    if (tensor === undefined) {
      const wish = `a tensor [${like.shape}]`;
      throw new RangeError(refusal(doing, `${name}/${path}`, undefined, wish));
    }
    if (!isLike(tensor, like)) requireLike(doing, `${name}/${path}`, tensor, like);
    found.delete(path);
  }
  for (const [path, { shape }] of found) {
    throw new RangeError(refusal(doing, `${name}/${path}`, shape, "no tensor of this name"));
  }
}
