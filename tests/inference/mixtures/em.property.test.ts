import { assert } from "@std/assert";
import fc from "fast-check";
import { CollapsedComponentError, type CovarianceKind, fitMixture } from "lib/inference";
import { fold, key, normal, uniform } from "lib/math";

/** Clustered points: K centres, unit noise, some axes stretched. */
function clustered(seed: number, count: number, dimension: number): number[][] {
  const centres = uniform(fold(key(seed), "centres"), 3 * dimension, -4, 4);
  const noise = normal(fold(key(seed), "noise"), count * dimension);
  return Array.from(
    { length: count },
    (_, n) =>
      Array.from(
        { length: dimension },
        (_, i) => centres[(n % 3) * dimension + i]! + (1 + i) * noise[n * dimension + i]!,
      ),
  );
}

const cases = fc.record({
  seed: fc.integer({ min: 0, max: 1e6 }),
  count: fc.integer({ min: 8, max: 80 }),
  dimension: fc.integer({ min: 1, max: 4 }),
  components: fc.integer({ min: 1, max: 4 }),
  covariance: fc.constantFrom<CovarianceKind>("full", "tied", "diagonal", "spherical"),
  covarianceFloor: fc.constantFrom(0, 0.3, 2),
});

Deno.test("fitMixture: EM never decreases the likelihood, with and without a floor", () => {
  let fits = 0;
  fc.assert(
    fc.property(cases, ({ seed, count, dimension, ...config }) => {
      const points = clustered(seed, count, dimension);
      try {
        const { logLikelihoods } = fitMixture(key(seed), points, {
          ...config,
          restarts: 1,
          maxIterations: 200,
        });
        fits++;
        for (let i = 1; i < logLikelihoods.length; i++) {
          const before = logLikelihoods[i - 1]!;
          // Rounding of a sum of at most 80 terms; a covariance of condition 1e12 (the collapse
          // limit) may multiply it, but such fits end within a step or two.
          const slack = 1e-11 * (1 + Math.abs(before));
          assert(logLikelihoods[i]! >= before - slack, `step ${i}: ${logLikelihoods[i]! - before}`);
        }
      } catch (error) {
        if (!(error instanceof CollapsedComponentError)) throw error; // an honest end for 8 points
      }
    }),
    { seed: 20_240_229, numRuns: 150 },
  );
  assert(fits > 100, `only ${fits} of 150 fits came through`);
});
