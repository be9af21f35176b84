import { assert, assertEquals } from "@std/assert";
import { oldFaithful } from "data";
import {
  bic,
  type CovarianceKind,
  emStep,
  fitMixture,
  fitMixtureFrom,
  mixtureParameterCount,
} from "lib/inference";
import { key } from "lib/math";
import { covarianceMatrix, type Mixture } from "lib/prob";
import { assertClose } from "../../support/mod.ts";

// Numbers from mclust and mixtools (R), or recomputed with NumPy/SciPy: notes/reference-numbers.md.
const { points, waiting } = await oldFaithful();
const LAST_DIGIT = { atol: 6e-4 }; // published with three decimals

const scores = (kind: CovarianceKind, components: number, logLikelihood: number) => {
  const parameters = mixtureParameterCount(kind, components, 2);
  return bic({ logLikelihood, parameters, count: points.length });
};

Deno.test("fitMixture: Old Faithful with one component has log-likelihood −1289.797", () => {
  const { logLikelihood, mixture } = fitMixture(key(0), points, { components: 1 });
  assertClose(logLikelihood, -1289.797, LAST_DIGIT);
  assertEquals(mixture.weights, [1]);
});

Deno.test("fitMixture: Old Faithful, full covariances, 2 components: mclust's VVV", () => {
  for (const seed of [1, 2, 3]) {
    const { logLikelihood, mixture } = fitMixture(key(seed), points, { components: 2 });
    assertClose(logLikelihood, -1130.264, LAST_DIGIT);
    assertClose(scores("full", 2, logLikelihood), -2322.192, LAST_DIGIT);
    const order = mixture.weights[0]! > 0.5 ? [0, 1] : [1, 0];
    const [long, short] = order.map((k) => mixture.components[k]!.mean);
    assertClose(order.map((k) => mixture.weights[k]!), [0.6441, 0.3559], { atol: 6e-5 });
    assertClose(long!, [4.2897, 79.968], LAST_DIGIT);
    assertClose(short!, [2.0364, 54.4785], { atol: 1e-4 });
  }
});

Deno.test("fitMixture: Old Faithful, tied covariance, 3 components: mclust's EEE", () => {
  const { logLikelihood, mixture } = fitMixture(key(1), points, {
    components: 3,
    covariance: "tied",
  });
  assertClose(logLikelihood, -1126.316, LAST_DIGIT); // fully converged
  assertClose(logLikelihood, -1126.326, { atol: 0.02 }); // mclust stops early
  assertClose(scores("tied", 3, logLikelihood), -2314.316, { atol: 0.04 });
  const [first, ...others] = mixture.components.map(covarianceMatrix);
  for (const other of others) assertEquals(other, first);
});

Deno.test("fitMixtureFrom: waiting times, equal variances: mixtools, and textbook EM's first steps", () => {
  const covariance = { kind: "spherical", variance: 25 } as const;
  const start: Mixture = {
    weights: [0.5, 0.5],
    components: [{ mean: [55], covariance }, { mean: [80], covariance }],
  };
  const fit = fitMixtureFrom(start, waiting.map((minutes) => [minutes]), { covariance: "tied" });
  assertClose(fit.logLikelihoods.slice(0, 2), [-1051.090, -1034.174], LAST_DIGIT);
  assertClose(fit.logLikelihood, -1034.002, LAST_DIGIT);
  assertClose(fit.mixture.weights, [0.36085, 0.63915], { atol: 6e-6 });
  const means = fit.mixture.components.map(({ mean }) => mean[0]!);
  assertClose(means, [54.61364, 80.09031], { atol: 6e-6 });
  const variance = covarianceMatrix(fit.mixture.components[0]!)[0]![0]!;
  assertClose(Math.sqrt(variance), 5.86909, { atol: 6e-6 });
});

Deno.test("fitMixtureFrom: erratum 000.5, identical components stay at −1289.797", () => {
  const { mixture } = fitMixture(key(0), points, { components: 1 });
  const [one] = mixture.components;
  const twins: Mixture = { weights: [0.5, 0.5], components: [one!, one!] };
  const fit = fitMixtureFrom(twins, points);
  assertClose(fit.logLikelihood, -1289.797, LAST_DIGIT);
  assertClose(fit.mixture.components[0]!.mean, fit.mixture.components[1]!.mean, { atol: 0 });
  assert(fit.converged);
  // A push of a millionth of a minute is enough to leave the saddle.
  const [x, y] = one!.mean;
  const pushed = { ...twins, components: [{ ...one!, mean: [x! + 1e-6, y!] }, one!] };
  const free = fitMixtureFrom(pushed, points, { tolerance: 1e-14, maxIterations: 5000 });
  assertClose(free.logLikelihood, -1130.264, LAST_DIGIT);
});

Deno.test("emStep: erratum 000.5, the likelihood of a mixture is unbounded", () => {
  // One component on the first datum: each tenfold smaller width adds 2 log 10 (two dimensions).
  const { mixture } = fitMixture(key(0), points, { components: 1 });
  const values = [1e-3, 1e-4, 1e-5, 1e-6].map((width) => {
    const spike = {
      mean: points[0]!,
      covariance: { kind: "spherical", variance: width ** 2 },
    } as const;
    const pair = { weights: [1 / 272, 271 / 272], components: [spike, mixture.components[0]!] };
    return emStep(pair, points, "full", { covarianceFloor: 1e-12 }).logLikelihood;
  });
  for (let i = 1; i < values.length; i++) {
    assertClose(values[i]! - values[i - 1]!, 2 * Math.log(10), { atol: 1e-4 }); // the rest of p(x₁)
  }
});
