import { assertEquals, assertThrows } from "@std/assert";
import { ShapeError } from "lib/math";
import {
  averageTowards,
  copyTree,
  mapTree,
  polyakAverage,
  requireFiniteTree,
  startBackend,
  tensorScope,
  type TensorTree,
  treeEntries,
  withoutLeaks,
} from "lib/nn";
import * as tf from "lib/nn/tf";

await startBackend();

const valuesOf = (tree: TensorTree) =>
  Object.fromEntries(treeEntries(tree).map(([path, tensor]) => [path, [...tensor.dataSync()]]));

Deno.test("treeEntries, mapTree: paths in the order of the records, the same records again", () => {
  tf.tidy(() => {
    const tree = { b: { y: tf.scalar(1), x: tf.scalar(2) }, a: tf.scalar(3) };
    assertEquals(treeEntries(tree).map(([path]) => path), ["b/y", "b/x", "a"]);
    const doubled = mapTree(tree, (tensor) => tf.mul(tensor, 2));
    assertEquals(valuesOf(doubled), { "b/y": [2], "b/x": [4], "a": [6] });
    assertEquals([Object.keys(doubled), Object.keys(doubled.b)], [["b", "a"], ["y", "x"]]);
    assertEquals(valuesOf({ none: {} }), {});
  });
});

Deno.test("treeEntries: names that make no path, and things that are no tensors, are refused", () => {
  tf.tidy(() => {
    assertThrows(() => treeEntries({ "a/b": tf.scalar(1) }), RangeError, 'a name is "a/b"');
    assertThrows(() => treeEntries({ "": tf.scalar(1) }), RangeError, "names without slashes");
    for (const wrong of [3, null, undefined, [tf.scalar(1)]]) {
      const tree = { a: { b: wrong } } as unknown as TensorTree;
      assertThrows(() => treeEntries(tree), TypeError, "a/b is ");
    }
  });
});

Deno.test("copyTree: its numbers are its own; a reshape's are not", async () => {
  await withoutLeaks(() => {
    using scope = tensorScope();
    const tree = scope.own({ w: tf.tensor2d([[1, 2]]) });
    const copy = scope.own(copyTree(tree)), same = scope.own({ w: tf.reshape(tree.w, [2]) });
    polyakAverage([tree.w], [scope.own(tf.tensor2d([[3, 4]]))], 1);
    assertEquals([valuesOf(copy).w, valuesOf(same).w], [[1, 2], [3, 4]]);
    assertEquals([copy.w.shape, copy.w.dtype], [[1, 2], "float32"]);
  });
});

Deno.test("averageTowards: target + τ (source − target), by name", async () => {
  await withoutLeaks(() => {
    using scope = tensorScope();
    const target = scope.own({ a: tf.tensor1d([0, 1, 2, 3, 4]), b: { c: tf.scalar(8) } });
    const source = scope.own({ b: { c: tf.scalar(0) }, a: tf.tensor1d([4, 4, 4, 4, 4]) });
    averageTowards(target, source, 0.25); // all of these are exact in float32
    assertEquals(valuesOf(target), { "a": [1, 1.75, 2.5, 3.25, 4], "b/c": [6] });
    for (let step = 0; step < 10_000; step++) averageTowards(target, source, 0.01);
    assertEquals(valuesOf(source), { "b/c": [0], "a": [4, 4, 4, 4, 4] });
  });
});

Deno.test("averageTowards: another tree, a τ that is none, are named; nothing is changed", () => {
  using scope = tensorScope();
  const target = scope.own({ a: tf.zeros([2]), b: tf.zeros([1]) });
  const half = scope.own({ a: tf.ones([2]) }),
    wide = scope.own({ a: tf.ones([2]), b: tf.ones([2]) });
  assertThrows(() => averageTowards(target, half, 0.5), RangeError, "source/b is undefined");
  assertThrows(() => averageTowards(half, target, 0.5), RangeError, "source/b is [1]");
  assertThrows(
    () => averageTowards(target, wide, 0.5),
    ShapeError,
    "source/b is [2], expected [1]",
  );
  assertThrows(() => averageTowards(target, target, 1.5), RangeError, "tau is 1.5");
  assertEquals(valuesOf(target), { a: [0, 0], b: [0] });
});

Deno.test("requireFiniteTree: the norm of the largest float32 numbers is finite", () => {
  tf.tidy(() => {
    const norm = requireFiniteTree("x", { a: tf.fill([3], 3e38), none: tf.zeros([0]) });
    assertEquals(Math.abs(norm / (Math.sqrt(3) * Math.fround(3e38)) - 1) < 1e-12, true); // float64
  });
});
