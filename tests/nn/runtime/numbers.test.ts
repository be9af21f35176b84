/** Numbers out of tensors and into them, and the checksum of a tree. */
import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { NonFiniteError, ShapeError } from "lib/math";
import {
  mlp,
  readOut,
  readTree,
  startBackend,
  treeChecksum,
  withoutLeaks,
  writeTree,
} from "lib/nn";
import * as tf from "lib/nn/tf";

await startBackend();

const tree = () => ({ a: { weight: tf.tensor2d([[1, 2], [3, 4]]), bias: tf.tensor1d([5, 6]) } });

Deno.test("readOut: all named results as numbers of their own; no tensor stays", async () => {
  await withoutLeaks(() => {
    const { sum, squares } = readOut(() => {
      const x = tf.tensor1d([1, 2, 3]);
      return { sum: tf.sum(x), squares: tf.square(x) };
    });
    assertEquals([[...sum], [...squares]], [[6], [1, 4, 9]]);
    squares[0] = 99; // a copy: no tensor has it
    assertThrows(
      () =>
        readOut(() => {
          tf.ones([2]);
          throw new RangeError("in the middle");
        }),
      RangeError,
      "in the middle",
    );
  });
});

Deno.test("writeTree: writes in place what is named, and nothing at a fault", () => {
  const target = tree(),
    faults: [Record<string, ArrayLike<number>>, unknown, string][] = [
      [
        { "a/bias": [1, 1], "a/weigth": [1] },
        RangeError,
        'a path is "a/weigth", expected one of a/w',
      ],
      [{ "a/bias": [1, 1], "a/weight": [1, 2] }, ShapeError, "a/weight is [2], expected [4]"],
      [{ "a/weight": [9, 9, 9, 9], "a/bias": [1, NaN] }, NonFiniteError, "a/bias[1] is NaN"],
      [{ "a/bias": [1e39, 0] }, RangeError, "a/bias[0] is 1e+39, expected a number that float32"],
    ];
  for (const [numbers, kind, words] of faults) {
    const error = assertThrows(() => writeTree(target, numbers), Error, words);
    assert(error instanceof (kind as typeof Error), words);
    assertEquals(readTree(target), readTree(tree()));
  }
  writeTree(target, { "a/bias": [-1, 0.5] });
  assertEquals([...target.a.bias.dataSync()], [-1, 0.5]);
  assertEquals(readTree(target)["a/weight"], Float32Array.of(1, 2, 3, 4));
});

Deno.test("treeChecksum: of the numbers, not of names or order; one bit changes it", () => {
  const { a: { weight, bias } } = tree(), sum = treeChecksum({ weight, bias });
  assertEquals(sum.length, 8);
  assertEquals(treeChecksum({ bias, other: { name: weight } }), sum);
  const turned = { weight: tf.tensor2d([[1, 2], [3, 4 + 2 ** -21]]), bias };
  assertNotEquals(treeChecksum(turned), sum);
  assertNotEquals(treeChecksum({ weight }), sum);
  // the same numbers in other tensors are another tree
  assertNotEquals(treeChecksum({ x: tf.tensor1d([1, 2, 3]), y: tf.tensor1d([4, 5, 6]) }), sum);
});

Deno.test("mlp: weights in PyTorch's layout are named as such, not the input", () => {
  const hidden = { weight: tf.zeros([64, 3]), bias: tf.zeros([64]) }; // PyTorch's Linear(3, 64)
  const output = { weight: tf.zeros([1, 64]), bias: tf.zeros([1]) };
  assertThrows(
    () => mlp({ hidden, output }, tf.zeros([5, 3])),
    ShapeError,
    "hidden/weight is [64,3], expected [3,64]: inputs by outputs, where PyTorch keeps the transpose",
  );
});
