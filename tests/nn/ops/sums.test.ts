/** tf.sum: any axes, rounded once. */
import { assertEquals } from "@std/assert";
import { startBackend } from "lib/nn";
import * as tf from "lib/nn/tf";
import { assertClose } from "../../support/mod.ts";
import { drawn, otherUniforms } from "../matrices.ts";

await startBackend();

const shape = [3, 5, 7];
const x = drawn(otherUniforms(9), 105);

/** Sums over the axes named, by their definition. */
function summed(axes: readonly number[]): { readonly shape: number[]; readonly values: number[] } {
  const kept = [0, 1, 2].filter((axis) => !axes.includes(axis));
  const sides = kept.map((axis) => shape[axis]!);
  const values = new Array<number>(sides.reduce((p, q) => p * q, 1)).fill(0);
  x.forEach((value, flat) => {
    const index = [Math.floor(flat / 35), Math.floor(flat / 7) % 5, flat % 7];
    values[kept.reduce((at, axis) => at * shape[axis]! + index[axis]!, 0)]! += value;
  });
  return { shape: sides, values };
}

for (const axes of [[0], [1], [2], [0, 1], [1, 2], [2, 1], [0, 1, 2], [0, 2], [-1], [-3]]) {
  Deno.test(`sum over [${axes}] equals float64, rounded once`, () => {
    tf.tidy(() => {
      const expected = summed(axes.map((axis) => (axis + 3) % 3));
      const got = tf.sum(tf.tensor(x, shape), axes);
      assertEquals(got.shape, expected.shape);
      const apart = axes.length === 2 && axes[0] === 0 && axes[1] === 2; // tfjs' own, in float32
      assertClose(got.dataSync(), expected.values.map(Math.fround), { atol: apart ? 2e-6 : 0 });
    });
  });
}

Deno.test("sum: keepDims, empty tensors, whole numbers, and no axis at all", () => {
  tf.tidy(() => {
    assertEquals(tf.sum(tf.ones([2, 3]), 0, true).arraySync(), [[2, 2, 2]]);
    assertEquals(tf.sum(tf.zeros([0, 3]), 0).arraySync(), [0, 0, 0] as unknown as number);
    assertEquals(tf.sum(tf.zeros([3, 0]), 1).arraySync(), [0, 0, 0] as unknown as number);
    const nothing = tf.zeros([0, 3, 2]);
    for (let i = 0; i < 4; i++) tf.tidy(() => tf.fill([3], 7)); // what would be found in its place
    assertEquals([...tf.sum(nothing, [0, 2]).dataSync()], [0, 0, 0]);
    assertEquals([...tf.sum(nothing.toInt(), 0).dataSync()], [0, 0, 0, 0, 0, 0]);
    assertEquals(tf.sum(tf.tensor1d([1, 2, 3], "int32")).dataSync()[0], 6);
    assertEquals(tf.sum(tf.scalar(4)).dataSync()[0], 4);
  });
});

Deno.test("sum: adds in float64, where float32 stands still at 2²⁴", () => {
  const many = 2 ** 20, start = 2 ** 24; // the first number swallows all others in float32
  const values = new Float32Array(many).fill(1);
  values[0] = start;
  assertEquals(tf.tidy(() => tf.sum(tf.tensor1d(values)).dataSync()[0]), start + many);
});
