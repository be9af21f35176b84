import { assertGreaterOrEqual } from "@std/assert";
import fc from "fast-check";
import { covarianceMatrix, crossEntropy, entropy, type Gaussian, gaussianKl, kl } from "lib/prob";
import { assertClose } from "../support/mod.ts";

const RUNS = { seed: 20_240_229, numRuns: 300 };

const weights = (size: number) =>
  fc.array(fc.double({ min: 1e-6, max: 1, noNaN: true }), { minLength: size, maxLength: size })
    .map((values) => {
      const sum = values.reduce((total, value) => total + value, 0);
      return values.map((value) => value / sum);
    });
const pairs = fc.integer({ min: 1, max: 12 }).chain((size) =>
  fc.tuple(weights(size), weights(size))
);

Deno.test("kl: is never below zero", () => {
  fc.assert(
    fc.property(pairs, ([q, p]) => {
      // Twelve terms below 14 · q, each rounded once: −1e-15 is rounding.
      assertGreaterOrEqual(kl(q, p), -1e-15);
    }),
    RUNS,
  );
});

Deno.test("kl: is zero for equal distributions, and what crossEntropy has above entropy", () => {
  fc.assert(
    fc.property(pairs, ([q, p]) => {
      assertClose(kl(q, q), 0, { atol: 0 });
      assertClose(crossEntropy(q, p) - entropy(q), kl(q, p), { atol: 2e-14 }); // ulps of 14
    }),
    RUNS,
  );
});

Deno.test("kl: merging two outcomes never raises it", () => {
  const longPairs = fc.tuple(weights(6), weights(6));
  const merge = ([a, b, ...rest]: readonly number[]) => [a! + b!, ...rest];
  fc.assert(
    fc.property(longPairs, ([q, p]) => {
      assertGreaterOrEqual(kl(q, p), kl(merge(q), merge(p)) - 1e-15); // rounding of six terms
    }),
    RUNS,
  );
});

const entry = fc.double({ min: -3, max: 3, noNaN: true });
const gaussians = (size: number) =>
  fc.tuple(
    fc.array(entry, { minLength: size, maxLength: size }),
    fc.array(fc.array(entry, { minLength: size, maxLength: size }), {
      minLength: size,
      maxLength: size,
    }),
  ).map(([mean, b]): Gaussian => {
    const matrix = b.map((row, i) =>
      b.map((other, j) => row.reduce((sum, x, k) => sum + x * other[k]!, i === j ? 0.1 : 0))
    );
    return { mean, covariance: { kind: "full", matrix } };
  });

Deno.test("gaussianKl: is never below zero, and zero for equal Gaussians", () => {
  const two = fc.integer({ min: 1, max: 4 }).chain((n) => fc.tuple(gaussians(n), gaussians(n)));
  fc.assert(
    fc.property(two, ([q, p]) => {
      assertGreaterOrEqual(gaussianKl(q, p), 0); // each of its terms is
      assertClose(gaussianKl(q, q), 0, { atol: 1e-13 }); // L⁻¹L with condition up to 400
    }),
    RUNS,
  );
});

Deno.test("gaussianKl: does not see a shift of both or a change of units", () => {
  const two = fc.tuple(gaussians(2), gaussians(2), entry);
  const move = (g: Gaussian, by: number): Gaussian => ({
    mean: g.mean.map((m) => 2 * m + by),
    covariance: {
      kind: "full",
      matrix: covarianceMatrix(g).map((row) => row.map((s) => 4 * s)),
    },
  });
  fc.assert(
    fc.property(two, ([q, p, by]) => {
      // The shift rounds means of size 9 by 1e-15; whitened by variances of at least .1.
      assertClose(gaussianKl(move(q, by), move(p, by)), gaussianKl(q, p), {
        rtol: 1e-11,
        atol: 1e-11,
      });
    }),
    RUNS,
  );
});
