/** A squashed Gaussian: the change of variables in float64, and its derivatives. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { ShapeError } from "lib/math";
import { loadKernels, startBackend } from "lib/nn";
import * as tf from "lib/nn/tf";
import { squashedGaussian, squashedLogDensity } from "lib/prob/tensor";
import { assertClose, integral, logNormal } from "../../support/mod.ts";
import { centralDifferences } from "../../nn/gradients.ts";
import { drawn, otherUniforms } from "../../nn/matrices.ts";

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
      const policy = tf.concat([matrix(mean), matrix(logStd)], 1) as tf.Tensor2D;
      const sample = squashedGaussian(policy, matrix(noise));
      assertClose(sample.action.dataSync(), actions(mean, logStd), { atol: 5e-7 }); // float32 of u
      assertClose(sample.logDensity.dataSync(), densities(mean, logStd), { atol: 5e-6 }); // 5 terms near 3
      const slopes = tf.grad((q: tf.Tensor) => {
        const { action, logDensity } = squashedGaussian(q as tf.Tensor2D, matrix(noise));
        const first = tf.sum(tf.mul(action, matrix(byAction)));
        return tf.add(first, tf.sum(tf.mul(logDensity, tf.tensor1d(byDensity))));
      })(policy).arraySync() as number[][];
      const dMean = slopes.flatMap((row) => row.slice(0, D));
      const dLogStd = slopes.flatMap((row) => row.slice(D));
      const loss = (m: readonly number[], s: readonly number[]) =>
        actions(m, s).reduce((sum, a, i) => sum + a * byAction[i]!, 0) +
        densities(m, s).reduce((sum, l, i) => sum + l * byDensity[i]!, 0);
      const tolerance = { atol: 5e-6 }; // float32, a few roundings of numbers near three
      assertClose(dMean, centralDifferences((m) => loss(m, logStd), mean), tolerance);
      assertClose(dLogStd, centralDifferences((s) => loss(mean, s), logStd), tolerance);
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
        const { logDensity } = squashedGaussian(tf.tensor2d([[m, s]]), tf.tensor2d([[eps]]));
        return Math.exp(logDensity.dataSync()[0]!);
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
    const policy = tf.tensor2d(far.map((mean) => [mean, 0]));
    return squashedGaussian(policy, tf.zeros([4, 1])).logDensity.dataSync();
  });
  assert(got.every(Number.isFinite));
  assertClose(got, far.map((m) => logDensityAt(m, 0, 0)), { rtol: 1e-6 }); // float32
});

Deno.test("squashedGaussian: log σ beyond an end counts as that end and gets no gradient", () => {
  tf.tidy(() => {
    const range = [-20, 2] as const, noise = tf.fill<tf.Rank.R2>([6, 1], 0.5);
    const logStds = [-25, -20, 0, 2, 2.5, 7], ends = [-20, -20, 0, 2, 2, 2];
    const policy = (logs: readonly number[]) => tf.tensor2d(logs.map((log) => [0.1, log]));
    const sample = squashedGaussian(policy(logStds), noise, range);
    const expected = squashedGaussian(policy(ends), noise);
    assertEquals(sample.action.dataSync(), expected.action.dataSync());
    assertEquals(sample.logDensity.dataSync(), expected.logDensity.dataSync());
    const slopesAt = (
      logs: readonly number[],
      ends?: readonly [number, number],
    ) => (tf.grad((q: tf.Tensor) =>
      tf.sum(squashedGaussian(q as tf.Tensor2D, noise, ends).logDensity)
    )(policy(logs)).arraySync() as [number, number][]);
    const got = slopesAt(logStds, range), free = slopesAt(ends);
    assertEquals(got.map(([mean]) => mean), free.map(([mean]) => mean));
    assertEquals(got.map(([, log]) => log === 0), [true, false, false, false, true, true]);
    assertEquals(got.slice(1, 4), free.slice(1, 4));
  });
});

Deno.test("squashedGaussian: a NaN comes out, also through the ends of log σ", () => {
  tf.tidy(() => {
    const noise = tf.zeros<tf.Rank.R2>([2, 1]), policy = tf.tensor2d([[0, NaN], [NaN, 0]]);
    const { action, logDensity } = squashedGaussian(policy, noise, [-20, 2]);
    for (const tensor of [action, logDensity]) assert(tensor.dataSync().every(Number.isNaN));
  });
});

for (const build of ["fma", "plain"] as const) {
  Deno.test(`squashedGaussian, ${build}: one column, four rows at a time, has the bits of row by row`, async () => {
    await loadKernels({ build });
    for (let rows = 1; rows <= 9; rows++) {
      const policies = Array.from({ length: rows }, () => [2 * next(), 2 * next()]);
      const noises = drawn(next, rows).map((each) => [2 * each]);
      tf.tidy(() => {
        const sampleOf = (from: number, to: number) =>
          squashedGaussian(
            tf.tensor2d(policies.slice(from, to)),
            tf.tensor2d(noises.slice(from, to)),
            [-1, 0.5],
          );
        const all = sampleOf(0, rows), each = noises.map((_, row) => sampleOf(row, row + 1));
        for (const what of ["action", "logDensity"] as const) {
          const numbers = each.map((one) => one[what].dataSync()[0]!);
          assertEquals([...all[what].dataSync()], numbers);
        }
        const logStds = policies.map(([, log]) => Math.max(-1, Math.min(0.5, log!)));
        const exact = logStds.map((log, i) => logDensityAt(policies[i]![0]!, log, noises[i]![0]!));
        assertClose(all.logDensity.dataSync(), exact, { atol: 3e-6 }); // a few roundings near three
      });
    }
    await loadKernels();
  });
}

Deno.test("squashedGaussian: refuses what does not fit, by name", () => {
  tf.tidy(() => {
    const ok = tf.zeros<tf.Rank.R2>([2, 3]), policy = tf.zeros<tf.Rank.R2>([2, 6]);
    assertThrows(
      () => squashedGaussian(ok, ok),
      ShapeError,
      "Cannot sample a squashed Gaussian: policy is [2,3], expected [2,6]",
    );
    assertThrows(
      () => squashedGaussian(policy, tf.zeros<tf.Rank.R1>([2]) as unknown as tf.Tensor2D),
      ShapeError,
      "noise is [2], expected [B,D]",
    );
    const whole = tf.zeros<tf.Rank.R2>([2, 3], "int32");
    assertThrows(
      () => squashedGaussian(policy, whole),
      TypeError,
      "noise is int32, expected float32",
    );
    for (const range of [[2, -20], [NaN, 2]] as const) {
      assertThrows(() => squashedGaussian(policy, ok, range), RangeError, "logStdRange is");
    }
    const wide = 150_000, words = "the dimension is 150000, expected at most";
    const [long, eps] = [tf.zeros<tf.Rank.R2>([1, 2 * wide]), tf.zeros<tf.Rank.R2>([1, wide])];
    assertThrows(() => squashedGaussian(long, eps), RangeError, words);
    const none = tf.zeros<tf.Rank.R2>([0, 6]);
    assertEquals(squashedGaussian(none, tf.zeros([0, 3])).logDensity.shape, [0]);
  });
});

Deno.test("squashedLogDensity: of given actions, equals the change of variables; gradients by differences", () => {
  const means = [0.3, -1, 0, 2], logStds = [-1, 0.2, -0.3, -2], actions = [0.2, -0.95, 0.7, 0.9];
  const rows = means.map((mean, i) => [mean, logStds[i]!]);
  const expected = actions.map((a, i) => {
    const density = logNormal(Math.atanh(a), means[i]!, Math.exp(logStds[i]!));
    return density - Math.log(1 - a * a);
  });
  tf.tidy(() => {
    const policy = tf.tensor2d(rows), given = tf.tensor2d(actions.map((a) => [a]));
    assertClose(squashedLogDensity(policy, given).dataSync(), expected, { rtol: 2e-6 }); // float32
    const slopes = tf.grad((q) => tf.sum(squashedLogDensity(q as tf.Tensor2D, given)))(policy);
    const byHand = actions.flatMap((a, i) => {
      const std = Math.exp(logStds[i]!), z = (Math.atanh(a) - means[i]!) / std;
      return [z / std, z * z - 1];
    });
    assertClose(slopes.dataSync(), byHand, { rtol: 2e-5, atol: 1e-5 });
    // two actions of one example add up; beyond its end log σ is the end
    const two = tf.tensor2d([[0.3, -1, -1, 5]]), pair = tf.tensor2d([[0.2, -0.95]]);
    const capped = logNormal(Math.atanh(-0.95), -1, Math.exp(2)) - Math.log(1 - 0.95 ** 2);
    const [sum] = squashedLogDensity(two, pair, [-20, 2]).dataSync();
    assertClose(sum!, expected[0]! + capped, { rtol: 2e-6 });
  });
});

Deno.test("squashedLogDensity: is squashedGaussian's own density of what it drew", () => {
  tf.tidy(() => {
    const next = otherUniforms(5),
      draws = (columns: number) =>
        tf.tensor2d(drawn(next, 40 * columns).map((u) => 2 * u - 1), [40, columns]);
    const policy = draws(4), noise = draws(2);
    const { action, logDensity } = squashedGaussian(policy, noise);
    const again = squashedLogDensity(policy, action).dataSync();
    // artanh of a float32 action near ±1 knows u to 6e-8/(1 − a²) only
    assertClose(again, logDensity.dataSync(), { rtol: 1e-3, atol: 1e-3 });
  });
});

Deno.test("squashedLogDensity: refuses actions on the edge, and what does not fit, by name", () => {
  tf.tidy(() => {
    const policy = tf.zeros<tf.Rank.R2>([1, 2]);
    for (const edge of [1, -1, NaN, 2]) {
      const scored = () => squashedLogDensity(policy, tf.tensor2d([[edge]]));
      assertThrows(scored, RangeError, `actions[0] is ${edge}, expected a number inside (-1, 1)`);
    }
    const wide = () => squashedLogDensity(policy, tf.zeros([1, 2]));
    assertThrows(wide, ShapeError, "policy is [1,2], expected [1,4]");
    const ends = () => squashedLogDensity(policy, tf.zeros([1, 1]), [2, -2]);
    assertThrows(ends, RangeError, "logStdRange");
  });
});
