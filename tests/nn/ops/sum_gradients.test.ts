/** The ways back through sums and means: of all numbers, of some, once and twice. */
import { assertEquals, assertThrows } from "@std/assert";
import { startBackend } from "lib/nn";
import * as tf from "lib/nn/tf";
import { assertClose } from "../../support/mod.ts";
import { drawn, otherUniforms } from "../matrices.ts";

await startBackend();

const x = drawn(otherUniforms(50), 12), by = drawn(otherUniforms(51), 12);
const total = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0);
const cube = () => tf.tensor(x, [3, 2, 2]);

for (const [name, reduce, over] of [["sum", tf.sum, 1], ["mean", tf.mean, 12]] as const) {
  Deno.test(`${name}: of all numbers, each gets the same derivative, also with keepDims`, () => {
    tf.tidy(() => {
      for (const keepDims of [false, true]) {
        for (const axes of [undefined, [0, 1, 2], [2, 0, 1], [-1, -2, -3]]) {
          const slopes = tf.grad((x) => tf.mul(3, reduce(x, axes, keepDims)))(cube());
          assertEquals(slopes.shape, [3, 2, 2]);
          assertEquals([...slopes.dataSync()], Array(12).fill(Math.fround(3 / over)));
        }
      }
    });
  });

  Deno.test(`${name}: over some axes, and of a single number, by the definition`, () => {
    tf.tidy(() => {
      const weights = tf.tensor(by.slice(0, 6), [3, 2]);
      const slopes = tf.grad((x) => tf.sum(tf.mul(weights, reduce(x, 1))))(cube()).dataSync();
      const share = name === "sum" ? 1 : 2;
      const expected = x.map((_, i) => by[2 * Math.floor(i / 4) + i % 2]! / share);
      assertEquals([...slopes], expected); // halves are exact
      for (const shape of [[], [1], [1, 1]]) {
        const one = tf.grad((x) => reduce(tf.mul(x, 5)))(tf.tensor([2], shape));
        assertEquals([one.shape, ...one.dataSync()], [shape, 5]);
      }
      const row = tf.grad((x) => tf.mul(7, reduce(x, 1, true)))(tf.ones([1, 4])); // [1,1] of [1,4]
      assertEquals([row.shape, ...row.dataSync()], [
        [1, 4],
        ...Array(4).fill(name === "sum" ? 7 : 1.75),
      ]);
    });
  });

  Deno.test(`${name}: a second derivative goes through the first`, () => {
    tf.tidy(() => { // f = (Σ x / n)², f′ = 2 Σ x / n², and Σ by · f′ has the slope 2 Σ by / n²
      const slope = (x: tf.Tensor) => tf.grad((x: tf.Tensor) => tf.square(reduce(x)))(x);
      const f = (x: tf.Tensor) => tf.sum(tf.mul(slope(x), tf.tensor(by, [3, 2, 2])));
      const tolerance = { rtol: 1e-6, atol: 1e-6 }; // float32, a few roundings of numbers near one
      assertClose(slope(cube()).dataSync(), x.map(() => 2 * total(x) / over ** 2), tolerance);
      const bend = tf.grad(f)(cube()).dataSync();
      assertClose(bend, x.map(() => 2 * total(by) / over ** 2), tolerance);
      // through keepDims, where dy is [1,1,1]
      const kept = (x: tf.Tensor) =>
        tf.grad((x: tf.Tensor) => tf.square(reduce(x, [0, 1, 2], true)))(x);
      const keptBend = tf.grad((x: tf.Tensor) => tf.sum(tf.mul(kept(x), tf.tensor(by, [3, 2, 2]))));
      assertClose(keptBend(cube()).dataSync(), bend, { atol: 0 });
    });
  });

  Deno.test(`${name}: of whole numbers it goes tfjs' own way, and the same far`, () => {
    tf.tidy(() => {
      const whole = tf.tensor1d([1, 2, 5], "int32");
      assertEquals(reduce(whole).dataSync()[0], Math.fround(8 / (name === "sum" ? 1 : 3)));
      const slopes = tf.grad((x) => tf.mul(2, tf.cast(reduce(x), "float32")))(whole);
      assertClose(slopes.dataSync(), Array(3).fill(name === "sum" ? 2 : 2 / 3), { rtol: 1e-6 });
    });
  });
}

Deno.test("sum: of nothing the gradient is nothing", () => {
  tf.tidy(() => assertEquals(tf.grad((x) => tf.sum(x))(tf.zeros([0, 3])).shape, [0, 3]));
});

Deno.test("sum: an axis that is none is refused, not passed over", () => {
  tf.tidy(() => {
    for (const axis of [2, -3, 0.5, [0, 2], [1, 5]]) {
      assertThrows(() => tf.sum(tf.ones([2, 3]), axis), Error, "All values in axis param must be");
    }
  });
});
