import { assert, assertEquals, assertThrows } from "@std/assert";
import { effectiveSampleSize, hamiltonianChain, logisticTarget, splitRhat } from "lib/inference";
import { fold, key } from "lib/math";
import { type Gaussian } from "lib/prob";
import { assertClose, otherNormals, spreadOf } from "../../support/mod.ts";
import { bioassayProblem, logistic } from "../golden.ts";
import golden from "../golden/chains.json" with { type: "json" };

Deno.test("splitRhat, effectiveSampleSize: ArviZ's, for lazy, swinging and parted chains", () => {
  for (const { chains, rhat, size } of golden.cases) {
    assertClose(splitRhat(chains), rhat, { rtol: 1e-12 });
    assertClose(effectiveSampleSize(chains), size, { rtol: 1e-9 }); // its autocovariance is an FFT
  }
});

Deno.test("effectiveSampleSize: of an autoregression it is (1 − r)/(1 + r) of the draws", () => {
  const chains = [1, 2, 3, 4].map((seed) => {
    const noise = otherNormals(7919 * seed);
    let x = 0;
    return Array.from({ length: 10_000 }, () => x = 0.5 * x + noise());
  });
  assertClose(effectiveSampleSize(chains), 40_000 / 3, { rtol: 0.1 }); // the sum of lags scatters
});

const bell: Gaussian = { mean: [0, 0], covariance: { kind: "spherical", variance: 1 } };

Deno.test("hamiltonianChain: has the moments of a correlated Gaussian, from far away", () => {
  // precision [[5, 4], [4, 5]]: variances 5/9, covariance −4/9
  const target = {
    dimension: 2,
    logDensity: ([a, b]: readonly number[]) => -2.5 * (a! * a! + b! * b!) - 4 * a! * b!,
    gradient: ([a, b]: readonly number[]) => [-5 * a! - 4 * b!, -4 * a! - 5 * b!],
  };
  const chains = [0, 1, 2, 3].map((seed) =>
    hamiltonianChain(fold(key(3), seed), target, [4, 4], {
      draws: 4000,
      shape: bell,
      step: 0.3,
      leaps: 8,
    })
  );
  const of = (f: (w: readonly number[]) => number) => chains.map(({ draws }) => draws.map(f));
  const expected = [[(w: readonly number[]) => w[0]!, 0], [
    (w: readonly number[]) => w[0]! ** 2,
    5 / 9,
  ], [
    (w: readonly number[]) => w[0]! * w[1]!,
    -4 / 9,
  ]] as const;
  for (const [f, wish] of expected) {
    const values = of(f);
    assert(splitRhat(values) < 1.01);
    const { mean, std } = spreadOf(values.flat());
    assertClose(mean, wish, { atol: 5 * std / Math.sqrt(effectiveSampleSize(values)) });
  }
});

Deno.test("hamiltonianChain: the bioassay's mean and spread are those of quadrature", () => {
  const exact = logistic.bioassay[0]!;
  const target = logisticTarget(bioassayProblem());
  const shape: Gaussian = {
    mean: [1, 10],
    covariance: { kind: "full", matrix: [[1, 3.5], [3.5, 25]] },
  };
  const chains = [0, 1, 2, 3].map((seed) =>
    hamiltonianChain(fold(key(5), seed), target, [1, 8], {
      draws: 5000,
      shape,
      step: 0.4,
      leaps: 5,
    }).draws
  );
  for (const d of [0, 1]) {
    const values = chains.map((draws) => draws.map((w) => w[d]!));
    const { mean, std } = spreadOf(values.flat());
    assert(splitRhat(values) < 1.01);
    assertClose(mean, exact.mean[d]!, { atol: 5 * std / Math.sqrt(effectiveSampleSize(values)) });
    assertClose(std, exact.sd[d]!, { rtol: 0.06 }); // skewed: five errors of a variance of 5,000
  }
});

Deno.test("hamiltonianChain: leaps too long are rejected, and the chain stands still", () => {
  const steep = {
    dimension: 1,
    logDensity: ([z]: readonly number[]) => -5000 * z! * z!,
    gradient: ([z]: readonly number[]) => [-10_000 * z!],
  };
  const shape: Gaussian = { mean: [0], covariance: { kind: "spherical", variance: 1 } };
  const { draws, acceptance } = hamiltonianChain(key(0), steep, [0.01], { draws: 20, shape });
  assertEquals(acceptance, 0);
  assertEquals(draws.every(([z]) => z === 0.01), true);
});

Deno.test("chains: what does not fit is refused by name", () => {
  assertThrows(() => splitRhat([[1, 2, 3]]), RangeError, "draws a chain is 3, expected at least 8");
  assertThrows(() => effectiveSampleSize([[1, 2], [1]]), RangeError, "chains[1]");
  const target = logisticTarget(bioassayProblem());
  assertThrows(
    () => hamiltonianChain(key(0), target, [0], { draws: 1, shape: bell }),
    RangeError,
    "start",
  );
});
