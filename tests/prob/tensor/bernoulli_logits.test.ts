/** Bernoulli log-likelihoods from logits: float64, and its derivatives. */
import { assertEquals, assertThrows } from "@std/assert";
import { ShapeError } from "lib/math";
import { loadKernels, startBackend } from "lib/nn";
import * as tf from "lib/nn/tf";
import { bernoulliLogits } from "lib/prob/tensor";
import { assertClose } from "../../support/mod.ts";
import { centralDifferences } from "../../nn/gradients.ts";
import { drawn, otherUniforms } from "../../nn/matrices.ts";

await startBackend();

/** x log p + (1 − x) log(1 − p) with p = 1 / (1 + e⁻ʸ), summed over each example. */
function logLikelihoods(logits: readonly number[], x: readonly number[], examples: number) {
  const length = logits.length / examples;
  return Array.from({ length: examples }, (_, b) => {
    let sum = 0;
    for (let i = b * length; i < (b + 1) * length; i++) {
      const [y, bit] = [logits[i]!, x[i]!];
      sum -= bit * Math.log1p(Math.exp(-y)) + (1 - bit) * Math.log1p(Math.exp(y));
    }
    return sum;
  });
}

const next = otherUniforms(31);
const shape = [3, 2, 5, 1]; // ten numbers an example: two whole vectors and two more
const logits = drawn(next, 30).map((y) => 4 * y);
const x = drawn(next, 30).map((u, i) => i % 5 === 0 ? Math.abs(u) : u < 0 ? 0 : 1);
const weights = drawn(next, 3);

for (const build of ["fma", "plain"] as const) {
  Deno.test(`bernoulliLogits, ${build}: equals float64, and its gradient central differences`, async () => {
    await loadKernels({ build });
    tf.tidy(() => {
      const bits = tf.tensor(x, shape);
      const got = bernoulliLogits(tf.tensor(logits, shape), bits);
      assertClose(got.dataSync(), logLikelihoods(logits, x, 3), { rtol: 1e-6 }); // float32
      const slopes = tf.grad((y) => tf.sum(tf.mul(bernoulliLogits(y, bits), tf.tensor1d(weights))))(
        tf.tensor(logits, shape),
      );
      const loss = (y: readonly number[]) =>
        logLikelihoods(y, x, 3).reduce((sum, l, b) => sum + l * weights[b]!, 0);
      assertClose(slopes.dataSync(), centralDifferences(loss, logits), { atol: 1e-6 }); // float32
    });
    await loadKernels();
  });
}

for (const length of [1, 2, 3, 4, 5, 7, 9, 17, 31]) {
  Deno.test(`bernoulliLogits: ${length} numbers an example, logits up to ±100, equal float64`, () => {
    const next = otherUniforms(length), rows = 5;
    const far = [100, -100, 40, -40, 17, -17];
    const y = drawn(next, rows * length).map((u, i) => i % 3 === 0 ? far[i / 3 % 6]! : 8 * u);
    const bits = drawn(next, rows * length).map((u) => u < 0 ? 0 : 1), by = drawn(next, rows);
    tf.tidy(() => {
      const shape = [rows, length], x = tf.tensor(bits, shape);
      const got = bernoulliLogits(tf.tensor(y, shape), x);
      // each of 31 numbers is rounded where it is up to 100: half a unit there is 4e-6
      assertClose(got.dataSync(), logLikelihoods(y, bits, rows), { atol: 4e-6 * length });
      const slopes = tf.grad((y) => tf.sum(tf.mul(tf.tensor1d(by), bernoulliLogits(y, x))))(
        tf.tensor(y, shape),
      );
      const exact = y.map((y, i) =>
        by[Math.floor(i / length)]! * (bits[i]! - 1 / (1 + Math.exp(-y)))
      );
      assertClose(slopes.dataSync(), exact, { atol: 3e-7 }); // some roundings of numbers below one
    });
  });
}

Deno.test("bernoulliLogits: the likelihoods of all images add up to one", () => {
  const images = Array.from({ length: 8 }, (_, n) => [n & 1, (n >> 1) & 1, n >> 2]);
  const y = [0.3, -2, 1.5];
  const likelihoods = tf.tidy(() =>
    bernoulliLogits(tf.tensor2d(images.map(() => y)), tf.tensor2d(images)).dataSync()
  );
  assertClose([[...likelihoods].reduce((sum, l) => sum + Math.exp(l), 0)], [1], { atol: 1e-6 }); // float32
});

Deno.test("bernoulliLogits: far out it is exact; a NaN stays", () => {
  tf.tidy(() => {
    const far = tf.tensor2d([[100], [100], [-1000], [NaN]]);
    const got = bernoulliLogits(far, tf.tensor2d([[1], [0], [1], [1]])).dataSync();
    assertEquals([...got.subarray(0, 3)].map((l) => l + 0), [0, -100, -1000]);
    assertEquals(got[3], NaN);
  });
});

Deno.test("bernoulliLogits: nothing of nothing; what does not fit is refused", () => {
  tf.tidy(() => {
    assertEquals(bernoulliLogits(tf.zeros([0, 3]), tf.zeros([0, 3])).shape, [0]);
    assertEquals([...bernoulliLogits(tf.zeros([2, 0]), tf.zeros([2, 0])).dataSync()], [0, 0]);
    const y = tf.zeros([2, 3]);
    assertThrows(
      () => bernoulliLogits(y, tf.zeros([3, 2])),
      ShapeError,
      "x is [3,2], expected [2,3]",
    );
    assertThrows(() => bernoulliLogits(tf.scalar(0), tf.scalar(0)), ShapeError, "logits is []");
    assertThrows(() => bernoulliLogits(y, tf.zeros([2, 3], "int32")), TypeError, "x is int32");
  });
});
