/** A reparameterized Gaussian and its divergence: float64, an integral, and the derivatives. */
import { assertEquals, assertThrows } from "@std/assert";
import { ShapeError } from "lib/math";
import { loadKernels, startBackend } from "lib/nn";
import * as tf from "lib/nn/tf";
import { gaussianLatent } from "lib/prob/tensor";
import { assertClose, integral, logNormal } from "../../support/mod.ts";
import { centralDifferences } from "../../nn/gradients.ts";
import { drawn, otherUniforms } from "../../nn/matrices.ts";

await startBackend();

const [B, D] = [4, 3];
const next = otherUniforms(32);
const posterior = drawn(next, 2 * B * D), noise = drawn(next, B * D).map((e) => 2 * e);
const bySample = drawn(next, B * D), byKl = drawn(next, B);

const muAt = (q: readonly number[], i: number) => q[i + D * Math.floor(i / D)]!;
const sigmaAt = (q: readonly number[], i: number) => Math.exp(q[i + D * (Math.floor(i / D) + 1)]!);
const samples = (q: readonly number[]) =>
  noise.map((epsilon, i) => muAt(q, i) + sigmaAt(q, i) * epsilon);
const divergences = (q: readonly number[]) =>
  byKl.map((_, b) => {
    let sum = 0;
    for (let i = b * D; i < (b + 1) * D; i++) {
      sum += (muAt(q, i) ** 2 + sigmaAt(q, i) ** 2 - 1) / 2 - Math.log(sigmaAt(q, i));
    }
    return sum;
  });

for (const build of ["fma", "plain"] as const) {
  Deno.test(`gaussianLatent, ${build}: equals float64, and its gradient central differences`, async () => {
    await loadKernels({ build });
    tf.tidy(() => {
      const q = tf.tensor2d(posterior, [B, 2 * D]), epsilon = tf.tensor2d(noise, [B, D]);
      const { sample, kl } = gaussianLatent(q, epsilon);
      assertClose(sample.dataSync(), samples(posterior), { atol: 1e-6 }); // float32
      assertClose(kl.dataSync(), divergences(posterior), { atol: 1e-6 });
      const slopes = tf.grad((q) => {
        const { sample, kl } = gaussianLatent(q as tf.Tensor2D, epsilon);
        const first = tf.sum(tf.mul(sample, tf.tensor2d(bySample, [B, D])));
        return tf.add(first, tf.sum(tf.mul(kl, tf.tensor1d(byKl))));
      })(q);
      const loss = (q: readonly number[]) =>
        samples(q).reduce((sum, z, i) => sum + z * bySample[i]!, 0) +
        divergences(q).reduce((sum, k, b) => sum + k * byKl[b]!, 0);
      assertClose(slopes.dataSync(), centralDifferences(loss, posterior), { atol: 2e-6 }); // float32
    });
    await loadKernels();
  });
}

Deno.test("gaussianLatent: the divergence is the integral of q log q / p", () => {
  const [mu, sigma] = [0.7, 0.4];
  const exact = integral(
    (z) => {
      const logQ = logNormal(z, mu, sigma);
      return Math.exp(logQ) * (logQ - logNormal(z, 0, 1));
    },
    mu - 10 * sigma,
    mu + 10 * sigma,
    2000,
  );
  const got = tf.tidy(() =>
    gaussianLatent(tf.tensor2d([[mu, Math.log(sigma)]]), tf.tensor2d([[0]])).kl.dataSync()
  );
  assertClose(got, [exact], { atol: 1e-6 }); // float32
});

Deno.test("gaussianLatent: a gradient through one of the two results alone", () => {
  tf.tidy(() => {
    const q = tf.tensor2d([[2, 0]]), epsilon = tf.tensor2d([[0.5]]);
    const bySample = tf.grad((q) => tf.sum(gaussianLatent(q as tf.Tensor2D, epsilon).sample))(q);
    assertEquals([...bySample.dataSync()], [1, 0.5]);
    const byKl = tf.grad((q) => tf.sum(gaussianLatent(q as tf.Tensor2D, epsilon).kl))(q);
    assertEquals([...byKl.dataSync()], [2, 0]);
  });
});

Deno.test("gaussianLatent: nothing of nothing; what does not fit is refused", () => {
  tf.tidy(() => {
    assertEquals(gaussianLatent(tf.zeros([0, 4]), tf.zeros([0, 2])).kl.shape, [0]);
    const refused = (q: tf.Tensor, epsilon: tf.Tensor, kind: typeof RangeError, words: string) =>
      assertThrows(() => gaussianLatent(q as tf.Tensor2D, epsilon as tf.Tensor2D), kind, words);
    refused(tf.zeros([2, 3]), tf.zeros([2, 2]), ShapeError as never, "is [2,3], expected [2,4]");
    refused(tf.zeros([3, 4]), tf.zeros([2, 2]), ShapeError as never, "is [3,4], expected [2,4]");
    refused(tf.zeros([4]), tf.zeros([2]), ShapeError as never, "noise is [2], expected [B,D]");
    const whole = tf.zeros([2, 2], "int32");
    assertThrows(
      () => gaussianLatent(tf.zeros([2, 4]), whole as tf.Tensor2D),
      TypeError,
      "noise is int32",
    );
  });
});
