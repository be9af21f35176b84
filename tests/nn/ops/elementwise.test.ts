/** Functions of every number: how far from float64, at the edges, and their derivatives. */
import { assert, assertEquals } from "@std/assert";
import { loadKernels, startBackend } from "lib/nn";
import * as tf from "lib/nn/tf";
import { assertClose } from "../../support/mod.ts";

await startBackend();

interface Case {
  readonly f: (x: tf.Tensor) => tf.Tensor;
  readonly exact: (x: number) => number;
  /** Where it is tried: results from the smallest normal float32 to the largest. */
  readonly range: readonly [number, number];
  /** Largest error in units in the last place, as measured, rounded up. */
  readonly ulps: number;
}

const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
const cases: Record<string, Case> = {
  exp: { f: tf.exp, exact: Math.exp, range: [-87, 88.7], ulps: 1.5 },
  log: { f: tf.log, exact: Math.log, range: [1e-38, 40], ulps: 1.5 },
  tanh: { f: tf.tanh, exact: Math.tanh, range: [-12, 12], ulps: 2 },
  sigmoid: { f: tf.sigmoid, exact: (x) => 1 / (1 + Math.exp(-x)), range: [-86, 30], ulps: 3 },
  softplus: { f: tf.softplus, exact: softplus, range: [-86, 40], ulps: 2.5 },
  relu: { f: tf.relu, exact: (x) => Math.max(0, x), range: [-3, 3], ulps: 0 },
};

/** The distance of a float32 number to the next. */
function ulp(x: number): number {
  return 2 ** (Math.floor(Math.log2(Math.max(Math.abs(x), 2 ** -126))) - 23);
}

for (const build of ["fma", "plain"] as const) {
  for (const [name, { f, exact, range: [low, high], ulps }] of Object.entries(cases)) {
    Deno.test(`${name}, ${build}: within ${ulps} units in the last place`, async () => {
      await loadKernels({ build });
      const count = 100_003; // three numbers more than whole vectors
      const x = Float32Array.from({ length: count }, (_, i) => low + (high - low) * i / count);
      const y = tf.tidy(() => f(tf.tensor1d(x)).dataSync());
      x.forEach((each, i) => {
        const error = Math.abs(y[i]! - exact(each)) / ulp(exact(each));
        assert(error <= ulps, `${name}(${each}) is ${y[i]}, ${error} units off`);
      });
      await loadKernels();
    });
  }
}

Deno.test("exp, log, tanh, sigmoid, softplus, relu: right at the edges, and NaN stays NaN", () => {
  const edges = [NaN, Infinity, -Infinity, 0, 89, -104];
  const at = (
    f: (x: tf.Tensor) => tf.Tensor,
  ) => [...tf.tidy(() => f(tf.tensor1d(edges)).dataSync())];
  assertEquals(at(tf.exp), [NaN, Infinity, 0, 1, Infinity, 0]);
  assertEquals(at(tf.log), [NaN, Infinity, NaN, -Infinity, Math.fround(Math.log(89)), NaN]);
  assertEquals(at(tf.tanh), [NaN, 1, -1, 0, 1, -1]);
  assertEquals(at(tf.sigmoid), [NaN, 1, 0, 0.5, 1, 0]);
  assertEquals(at(tf.softplus), [NaN, Infinity, 0, Math.fround(Math.LN2), 89, 0]);
  assertEquals(at(tf.relu), [NaN, Infinity, 0, 0, 89, 0]);
  const tiny = Math.fround(1e-40); // subnormal
  assertClose(tf.tidy(() => tf.log(tf.tensor1d([tiny])).dataSync()), [Math.log(tiny)], {
    rtol: 1e-7,
  });
});

/** First and second derivatives in closed form. */
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const derivatives: Record<string, [(x: number) => number, (x: number) => number]> = {
  exp: [Math.exp, Math.exp],
  log: [(x) => 1 / x, (x) => -1 / x ** 2],
  tanh: [(x) => 1 - Math.tanh(x) ** 2, (x) => -2 * Math.tanh(x) * (1 - Math.tanh(x) ** 2)],
  sigmoid: [
    (x) => sigmoid(x) * (1 - sigmoid(x)),
    (x) => sigmoid(x) * (1 - sigmoid(x)) * (1 - 2 * sigmoid(x)),
  ],
  softplus: [sigmoid, (x) => sigmoid(x) * (1 - sigmoid(x))],
  relu: [(x) => x > 0 ? 1 : 0, () => 0],
};

for (const [name, [first, second]] of Object.entries(derivatives)) {
  Deno.test(`${name}: first and second derivatives equal their closed forms`, () => {
    const x = name === "log" ? [0.1, 0.5, 1, 2, 7] : [-3, -0.5, 0.25, 1, 2.5];
    const { f } = cases[name]!;
    const slope = (v: tf.Tensor) => tf.grad((u: tf.Tensor) => tf.sum(f(u)))(v);
    tf.tidy(() => {
      const at = tf.tensor1d(x);
      const tolerance = { rtol: 2e-6, atol: 5e-7 }; // of y near one, 1 − y² keeps 24 bits after the point
      assertClose(slope(at).dataSync(), x.map(first), tolerance);
      const bend = tf.grad((v: tf.Tensor) => tf.sum(slope(v)))(at);
      assertClose(bend.dataSync(), x.map(second), tolerance);
    });
  });
}

Deno.test("softplus: its derivative keeps small numbers, e^−30 and not 0", () => {
  const slope = tf.tidy(() =>
    tf.grad((x: tf.Tensor) => tf.sum(tf.softplus(x)))(tf.tensor1d([-30])).dataSync()
  );
  assertClose(slope, [Math.exp(-30)], { rtol: 1e-6 });
});

for (const build of ["fma", "plain"] as const) {
  Deno.test(`softplus, ${build}: log(1 + u) of u = e^x in (0, 1] is within 1.7 units, everywhere`, async () => {
    await loadKernels({ build });
    // as many logarithms of u as u: near 0, near 1, and across √2 − 1, where the formula changes
    const u = [...Array(60_000).keys()].map((i) => (i + 1) / 60_000);
    const x = Float32Array.from(
      [...u, ...u.map((u) => u ** 8), ...u.map((u) => 1 - u / 64)],
      Math.log,
    );
    const y = tf.tidy(() => tf.softplus(tf.tensor1d(x)).dataSync());
    let worst = 0;
    x.forEach((x, i) => {
      const exact = Math.log1p(Math.exp(x));
      worst = Math.max(worst, Math.abs(y[i]! - exact) / ulp(exact));
    });
    assert(worst <= 1.7, `${worst} units off`);
    await loadKernels();
  });
}

Deno.test("relu, exp: whole numbers go tfjs' own way", () => {
  assertEquals([...tf.tidy(() => tf.relu(tf.tensor1d([-1, 2], "int32")).dataSync())], [0, 2]);
});
