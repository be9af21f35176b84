import { assert, assertEquals, assertThrows } from "@std/assert";
import { fitMixture, fitMixtureFrom, type MixtureConfig } from "lib/inference";
import { key, ShapeError } from "lib/math";
import { covarianceMatrix, type Mixture, mixtureLogLikelihood, sampleMixture } from "lib/prob";
import { assertClose } from "../../support/mod.ts";

const TRUTH: Mixture = {
  weights: [0.2, 0.3, 0.5],
  components: [
    { mean: [-6, 0, 1], covariance: { kind: "spherical", variance: 0.5 } },
    { mean: [0, 5, 0], covariance: { kind: "diagonal", variances: [1, 2, 0.5] } },
    {
      mean: [6, -3, 2],
      covariance: { kind: "full", matrix: [[2, 0.8, 0], [0.8, 1, 0.3], [0, 0.3, 1]] },
    },
  ],
};
const { points: POINTS } = sampleMixture(key(77), TRUTH, 3000);

Deno.test("fitMixture: finds planted components", () => {
  const { mixture, logLikelihood, converged } = fitMixture(key(1), POINTS, { components: 3 });
  assert(converged);
  assert(logLikelihood > mixtureLogLikelihood(TRUTH, POINTS)); // a maximum is above the truth
  const order = [0, 1, 2].sort((a, b) =>
    mixture.components[a]!.mean[0]! - mixture.components[b]!.mean[0]!
  );
  order.forEach((k, truth) => {
    const own = 3000 * TRUTH.weights[truth]!;
    const wanted = covarianceMatrix(TRUTH.components[truth]!);
    const found = covarianceMatrix(mixture.components[k]!);
    assertClose(mixture.weights[k]!, TRUTH.weights[truth]!, { atol: 5 * 0.5 / Math.sqrt(3000) });
    wanted.forEach((row, i) => {
      const deviation = Math.sqrt(row[i]! / own);
      const mean = mixture.components[k]!.mean[i]!;
      assertClose(mean, TRUTH.components[truth]!.mean[i]!, { atol: 5 * deviation });
      // Var of a sample covariance is (σᵢᵢσⱼⱼ + σᵢⱼ²)/n ≤ 2σᵢᵢσⱼⱼ/n.
      row.forEach((s, j) =>
        assertClose(found[i]![j]!, s, { atol: 5 * Math.sqrt(2 * row[i]! * wanted[j]![j]! / own) })
      );
    });
  });
});

Deno.test("fitMixture: reports the likelihood of what it returns, and its whole way", () => {
  const fit = fitMixture(key(2), POINTS, { components: 2, covariance: "diagonal", restarts: 3 });
  assertEquals(fit.logLikelihoods.length, fit.iterations + 1);
  assertEquals(fit.logLikelihoods.at(-1), fit.logLikelihood);
  assertClose(mixtureLogLikelihood(fit.mixture, POINTS), fit.logLikelihood, { rtol: 1e-13 }); // sums
  assertEquals(fit.restartLogLikelihoods.length, 3);
  assertEquals(Math.max(...fit.restartLogLikelihoods), fit.logLikelihood);
});

Deno.test("fitMixture: keys repeat a fit; further restarts never worsen it", () => {
  const config = { components: 4, restarts: 2, tolerance: 1e-6 };
  const once = fitMixture(key(3), POINTS.slice(0, 300), config);
  assertEquals(fitMixture(key(3), POINTS.slice(0, 300), config), once);
  const more = fitMixture(key(3), POINTS.slice(0, 300), { ...config, restarts: 6 });
  assertEquals(more.restartLogLikelihoods.slice(0, 2), once.restartLogLikelihoods);
  assert(more.logLikelihood >= once.logLikelihood);
});

Deno.test("fitMixture: starts from the clusters' means and the variances within them", () => {
  // With one component: the data's mean and variances, an axis-parallel Gaussian.
  const few = POINTS.slice(0, 50);
  const { logLikelihoods } = fitMixture(key(4), few, { components: 1, restarts: 1 });
  const expected = [0, 1, 2].reduce((sum, i) => {
    const mean = few.reduce((total, x) => total + x[i]!, 0) / 50;
    const variance = few.reduce((total, x) => total + (x[i]! - mean) ** 2, 0) / 50;
    return sum - 25 * (1 + Math.log(2 * Math.PI * variance));
  }, 0);
  assertClose(logLikelihoods[0]!, expected, { rtol: 1e-13 }); // 150 terms
});

Deno.test("fitMixtureFrom: stops at maxIterations, and says that it did not converge", () => {
  const start: Mixture = {
    weights: [0.5, 0.5],
    components: [0, 1].map((mean) => ({
      mean: [mean, 0, 0],
      covariance: { kind: "spherical", variance: 9 } as const,
    })),
  };
  const short = fitMixtureFrom(start, POINTS, { maxIterations: 3 });
  assertEquals([short.iterations, short.converged, short.logLikelihoods.length], [3, false, 4]);
  const long = fitMixtureFrom(start, POINTS);
  assert(long.converged && long.iterations > 3);
  assertEquals(long.logLikelihoods.slice(0, 4), short.logLikelihoods);
  const gain = long.logLikelihoods.at(-1)! - long.logLikelihoods.at(-2)!;
  assert(Math.abs(gain) < 1e-10 * POINTS.length);
  assertEquals(start.components[0]!.mean, [0, 0, 0]); // the start is not written to
});

Deno.test("fitMixtureFrom: a start outside the family may drop once, and goes on climbing", () => {
  const { mixture } = fitMixture(key(1), POINTS, { components: 3 });
  const fit = fitMixtureFrom(mixture, POINTS, { covariance: "spherical" });
  assert(fit.logLikelihoods[1]! < fit.logLikelihoods[0]!);
  assert(fit.converged && fit.iterations > 1);
});

Deno.test("fitMixture: as many components as points works with a floor", () => {
  const fit = fitMixture(key(0), [[0], [1], [5]], { components: 3, covarianceFloor: 0.01 });
  const means = fit.mixture.components.map(({ mean }) => mean[0]!).sort((a, b) => a - b);
  assertClose(means, [0, 1, 5], { atol: 1e-9 }); // each 10 widths from the next
});

Deno.test("fitMixture: refuses impossible configs and data", () => {
  const fit = (config: unknown, points: unknown = POINTS) => () =>
    fitMixture(key(0), points as number[][], config as MixtureConfig);
  assertThrows(
    fit({ components: 2, covarianceType: "full" }),
    TypeError,
    'Cannot fit a mixture: an option is "covarianceType", expected one of components, restarts, cov',
  );
  assertThrows(
    fit({ components: 0 }),
    RangeError,
    "components is 0, expected a whole number of at",
  );
  assertThrows(fit({}), TypeError, "components is undefined");
  assertThrows(fit(undefined), TypeError, "components is undefined");
  assertThrows(
    fit({ components: 3 }, [[1], [2]]),
    RangeError,
    "components is 3, expected at most 2, the number of points",
  );
  assertThrows(
    fit({ components: 2 }, [[1], [1], [1]]),
    RangeError,
    "count is 2, expected at most 1",
  );
  assertThrows(fit({ components: 1, covariance: "round" }), RangeError, 'covariance is "round"');
  assertThrows(fit({ components: 1, tolerance: 0 }), RangeError, "tolerance is 0");
  assertThrows(fit({ components: 1, maxIterations: 0 }), RangeError, "maxIterations is 0");
  assertThrows(fit({ components: 1, restarts: 1.5 }), RangeError, "restarts is 1.5");
  assertThrows(fit({ components: 1, covarianceFloor: NaN }), RangeError, "covarianceFloor is NaN");
  assertThrows(fit({ components: 1 }, []), ShapeError, "points is [0]");
  assertThrows(fit({ components: 1 }, [[1, 2], [3]]), ShapeError, "points[1] is [1], expected [2]");
  assertThrows(fit({ components: 1 }, [[1], [NaN]]), RangeError, "points[1][0] is NaN");
  assertThrows(
    () => fitMixtureFrom(TRUTH, [[1, 2]]),
    ShapeError,
    "Cannot fit a mixture: points is [1,2], expected [N,3]",
  );
  assertThrows(
    () => fitMixtureFrom(TRUTH, POINTS, { restarts: 2 } as never),
    TypeError,
    'an option is "restarts", expected one of covariance, covarianceFloor, tolerance',
  );
});
