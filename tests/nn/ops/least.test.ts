/** The least of a stack: by its definition, ties, NaN, and where its derivative goes. */
import { assertEquals, assertThrows } from "@std/assert";
import { ShapeError } from "lib/math";
import { leastOfStack, startBackend } from "lib/nn";
import * as tf from "lib/nn/tf";
import { assertClose } from "../../support/mod.ts";
import { centralDifferences } from "../gradients.ts";
import { drawn, otherUniforms } from "../matrices.ts";

await startBackend();

/** min over the first of the sides. */
function leastBy(values: readonly number[], size: number): number[] {
  return Array.from(
    { length: size },
    (_, i) => Math.min(...values.filter((_, at) => at % size === i)),
  );
}

for (const shape of [[1, 4], [2, 5], [3, 7], [3, 2, 3], [4], [2, 1, 1], [5, 3, 1]]) {
  Deno.test(`leastOfStack: [${shape}] equals its definition, and its gradient central differences`, () => {
    const next = otherUniforms(shape.length + shape[0]!);
    const count = shape.reduce((p, q) => p * q, 1), size = count / shape[0]!;
    const x = drawn(next, count), by = drawn(next, size);
    tf.tidy(() => {
      const got = leastOfStack(tf.tensor(x, shape)), weights = tf.tensor(by, got.shape);
      assertEquals(got.shape, shape.slice(1));
      assertEquals([...got.dataSync()], leastBy(x, size)); // nothing is rounded
      const f = (x: tf.Tensor) => tf.sum(tf.mul(weights, leastOfStack(x)));
      const loss = (x: readonly number[]) =>
        leastBy(x, size).reduce((sum, y, i) => sum + y * by[i]!, 0);
      const slopes = tf.grad(f)(tf.tensor(x, shape)).dataSync();
      assertClose(slopes, centralDifferences(loss, x), { atol: 1e-9 }); // of the differences
    });
  });
}

const slopesOf = (x: number[][]) =>
  tf.tidy(() =>
    tf.grad((x: tf.Tensor) => tf.sum(leastOfStack(x)))(tf.tensor2d(x)).arraySync()
  ) as unknown as number[][];

Deno.test("leastOfStack: of ties the first gets all of the derivative, of 0 and −0 too", () => {
  assertEquals(slopesOf([[1, 3], [1, 2], [1, 2]]), [[1, 0], [0, 1], [0, 0]]);
  assertEquals(slopesOf([[2, 0], [1, -0], [1, 0]]), [[0, 1], [1, 0], [0, 0]]);
  assertEquals(slopesOf([[Infinity, -Infinity], [Infinity, -Infinity]]), [[1, 1], [0, 0]]);
});

Deno.test("leastOfStack: a NaN anywhere in the stack comes out, and goes back to all of it", () => {
  for (const t of [0, 1, 2]) {
    const x = [[1, 5], [2, 4], [3, 6]];
    x[t]![0] = NaN;
    const least = tf.tidy(() => [...leastOfStack(tf.tensor2d(x)).dataSync()]);
    assertEquals(least, [NaN, 4]);
    assertEquals(slopesOf(x), [[NaN, 0], [NaN, 1], [NaN, 0]]);
  }
});

Deno.test("leastOfStack: nothing of nothing; no stack and whole numbers are refused", () => {
  tf.tidy(() => {
    assertEquals(leastOfStack(tf.zeros([2, 0])).shape, [0]);
    const slopes = tf.grad((x: tf.Tensor) => tf.sum(leastOfStack(x)))(tf.zeros([2, 0]));
    assertEquals(slopes.shape, [2, 0]);
    const words = "Cannot take the least: x is";
    assertThrows(() => leastOfStack(tf.zeros([0, 3])), ShapeError, `${words} [0,3], expected [T`);
    assertThrows(() => leastOfStack(tf.scalar(1)), ShapeError, `${words} [], expected`);
    assertThrows(() => leastOfStack(tf.ones([2], "int32")), TypeError, `${words} int32`);
  });
});

Deno.test("leastOfStack: a second derivative is an error, not a wrong number", () => {
  tf.tidy(() => {
    const slope = tf.grad((x: tf.Tensor) => tf.sum(tf.square(leastOfStack(x))));
    const bend = tf.grad((x: tf.Tensor) => tf.sum(tf.square(slope(x))));
    assertThrows(() => bend(tf.tensor2d([[1], [2]])), Error, "gradient function not found");
  });
});
