/** A squashed Gaussian: the change of variables in float64, and its derivatives. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { ShapeError } from "lib/math";
import { loadKernels, squashedGaussian, startBackend, tf } from "lib/nn";
import { assertClose, integral, logNormal } from "../support/mod.ts";
import { centralDifferences } from "./gradients.ts";
import { drawn, otherUniforms } from "./matrices.ts";

await startBackend();

/** log N(u; μ, σ²) − log(1 − tanh² u), with 1 − tanh² u = 4 / (eᵘ + e⁻ᵘ)². */
function logDensityAt(mean: number, logStd: number, noise: number): number {
  const u = mean + Math.exp(logStd) * noise;
  const logSlope = Math.log(4) - 2 * (Math.abs(u) + Math.log1p(Math.exp(-2 * Math.abs(u))));
  return logNormal(u, mean, Math.exp(logStd)) - logSlope;
}

const [B, D] = [4, 5]; // a whole vector and one more
const next = otherUniforms(8);
const mean = drawn(next, B * D).map((x) => 2 * x),
  logStd = drawn(next, B * D),
  noise = drawn(next, B * D);
const byAction = drawn(next, B * D), byDensity = drawn(next, B);

const densities = (mean: readonly number[], logStd: readonly number[]) =>
  byDensity.map((_, row) => {
    let sum = 0;
    for (let i = row * D; i < (row + 1) * D; i++) {
      sum += logDensityAt(mean[i]!, logStd[i]!, noise[i]!);
    }
    return sum;
  });
const actions = (mean: readonly number[], logStd: readonly number[]) =>
  mean.map((m, i) => Math.tanh(m + Math.exp(logStd[i]!) * noise[i]!));

for (const build of ["fma", "plain"] as const) {
  Deno.test(`squashedGaussian, ${build}: equals the change of variables, and its gradients central differences`, async () => {
    await loadKernels({ build });
    tf.tidy(() => {
      const matrix = (values: readonly number[]) => tf.tensor2d([...values], [B, D]);
      const sample = squashedGaussian(matrix(mean), matrix(logStd), matrix(noise));
      assertClose(sample.action.dataSync(), actions(mean, logStd), { atol: 5e-7 }); // float32 of u
      assertClose(sample.logDensity.dataSync(), densities(mean, logStd), { atol: 5e-6 }); // 5 terms near 3
      const [dMean, dLogStd] = tf.grads((m, s) => {
        const { action, logDensity } = squashedGaussian(
          m as tf.Tensor2D,
          s as tf.Tensor2D,
          matrix(noise),
        );
        const first = tf.sum(tf.mul(action, matrix(byAction)));
        return tf.add(first, tf.sum(tf.mul(logDensity, tf.tensor1d(byDensity))));
      })([matrix(mean), matrix(logStd)]);
      const loss = (m: readonly number[], s: readonly number[]) =>
        actions(m, s).reduce((sum, a, i) => sum + a * byAction[i]!, 0) +
        densities(m, s).reduce((sum, l, i) => sum + l * byDensity[i]!, 0);
      const tolerance = { atol: 5e-6 }; // float32, a few roundings of numbers near three
      assertClose(dMean!.dataSync(), centralDifferences((m) => loss(m, logStd), mean), tolerance);
      assertClose(dLogStd!.dataSync(), centralDifferences((s) => loss(mean, s), logStd), tolerance);
    });
    await loadKernels();
  });
}

Deno.test("squashedGaussian: the density of the actions integrates to one", () => {
  const [m, s] = [0.3, -0.2];
  const total = integral(
    (a) => {
      const eps = (Math.atanh(a) - m) / Math.exp(s);
      return tf.tidy(() => {
        const one = (x: number) => tf.tensor2d([[x]]);
        return Math.exp(squashedGaussian(one(m), one(s), one(eps)).logDensity.dataSync()[0]!);
      });
    },
    -1 + 1e-6,
    1 - 1e-6,
    2000,
  );
  assertClose([total], [1], { atol: 1e-4 }); // 2,000 midpoints
});

Deno.test("squashedGaussian: far out, where tanh rounds to one, the density is still right", () => {
  const far = [12, -15, 30, -40];
  const got = tf.tidy(() => {
    const zeros = tf.zeros<tf.Rank.R2>([4, 1]);
    return squashedGaussian(tf.tensor2d(far, [4, 1]), zeros, zeros).logDensity.dataSync();
  });
  assert(got.every(Number.isFinite));
  assertClose(got, far.map((m) => logDensityAt(m, 0, 0)), { rtol: 1e-6 }); // float32
});

Deno.test("squashedGaussian: refuses what does not fit, by name", () => {
  tf.tidy(() => {
    const ok = tf.zeros<tf.Rank.R2>([2, 3]);
    assertThrows(
      () => squashedGaussian(ok, tf.zeros([2, 1]), ok),
      ShapeError,
      "Cannot sample a squashed Gaussian: logStd is [2,1], expected [2,3], the shape of mean",
    );
    const whole = tf.zeros<tf.Rank.R2>([2, 3], "int32");
    assertThrows(
      () => squashedGaussian(ok, ok, whole),
      TypeError,
      "noise is int32, expected float32",
    );
    const none = tf.zeros<tf.Rank.R2>([0, 3]);
    assertEquals(squashedGaussian(none, none, none).logDensity.shape, [0]);
  });
});
