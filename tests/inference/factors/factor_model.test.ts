import { assertThrows } from "@std/assert";
import {
  factorBound,
  factorElbo,
  factorLogJoint,
  factorLogLikelihood,
  factorMarginal,
  type FactorModel,
  factorPosterior,
  factorPrecision,
} from "lib/inference";
import { covarianceMatrix, type Gaussian } from "lib/prob";
import { assertClose, integral, logNormal } from "../../support/mod.ts";
import { dataOf, factors } from "../golden.ts";

const oneCause: FactorModel = { mean: [1, -1], loadings: [[2], [0.5]], noise: [0.5, 1.5] };
const twoCauses: FactorModel = { mean: [0.3], loadings: [[1, 1]], noise: [0.25] };
const x = [2, 0];

/** log p(x, z) of the model with one cause, from normal densities alone. */
const joint = (z: number) =>
  logNormal(z, 0, 1) + logNormal(x[0]!, 1 + 2 * z, Math.sqrt(0.5)) +
  logNormal(x[1]!, -1 + 0.5 * z, Math.sqrt(1.5));
const evidence = integral((z) => Math.exp(joint(z)), -12, 12);

Deno.test("factorLogJoint: is the product of the normal densities", () => {
  for (const z of [-1, 0, 0.7]) {
    assertClose(factorLogJoint(oneCause, x, [z]), joint(z), { atol: 1e-13 });
  }
});

Deno.test("factorLogLikelihood: is the log of the integral over the cause", () => {
  assertClose(factorLogLikelihood(oneCause, [x]), Math.log(evidence), { atol: 1e-11 });
  const twice = factorLogLikelihood(oneCause, [x, x]);
  assertClose(twice, 2 * Math.log(evidence), { atol: 1e-11 }); // midpoint rule
});

Deno.test("factorPosterior: has the moments of p(x, z) over z", () => {
  const moment = (power: number) =>
    integral((z) => z ** power * Math.exp(joint(z)), -12, 12) / evidence;
  const { mean, covariance } = factorPosterior(oneCause, x);
  assertClose(mean[0]!, moment(1), { atol: 1e-11 });
  const variance = moment(2) - moment(1) ** 2;
  assertClose(covarianceMatrix({ mean, covariance }).flat(), [variance], { atol: 1e-11 });
});

Deno.test("factorPosterior: two causes of one reading explain each other away, correlation −0.8", () => {
  const { mean, covariance } = factorPosterior(twoCauses, [2.3]);
  // by hand: Λ = [[5, 4], [4, 5]], its inverse [[5, −4], [−4, 5]]/9, times 2/0.25 in both
  assertClose(mean, [8 / 9, 8 / 9], { atol: 1e-14 });
  const matrix = covarianceMatrix({ mean, covariance });
  assertClose(matrix.flat(), [5 / 9, -4 / 9, -4 / 9, 5 / 9], { atol: 1e-14 });
  assertClose(factorPrecision(twoCauses).flat(), [5, 4, 4, 5], { atol: 1e-14 });
});

Deno.test("factorMarginal: W Wᵀ + diag ψ", () => {
  assertClose(covarianceMatrix(factorMarginal(oneCause)).flat(), [4.5, 1, 1, 1.75], {
    atol: 1e-14,
  });
});

Deno.test("factorElbo: is E_q[log p(x, z) − log q(z)], and tight at the posterior", () => {
  const q: Gaussian = { mean: [0.4], covariance: { kind: "spherical", variance: 0.3 } };
  const byQuadrature = integral(
    (z) => {
      const logQ = logNormal(z, 0.4, Math.sqrt(0.3));
      return Math.exp(logQ) * (joint(z) - logQ);
    },
    -7,
    8,
  );
  assertClose(factorElbo(oneCause, x, q), byQuadrature, { atol: 1e-11 });
  const best = factorElbo(oneCause, x, factorPosterior(oneCause, x));
  assertClose(best, Math.log(evidence), { atol: 1e-11 });
});

Deno.test("factorBound: adds the data up, each with its own guess", () => {
  const points = [[2, 0], [0, 1]];
  const guesses = points.map((point) => factorPosterior(oneCause, point));
  const bound = factorBound(oneCause, points, guesses);
  assertClose(bound, factorLogLikelihood(oneCause, points), { atol: 1e-12 });
});

Deno.test("factor models: what does not fit is refused by name", () => {
  const guess: Gaussian = { mean: [0, 0], covariance: { kind: "spherical", variance: 1 } };
  assertThrows(() => factorPosterior(oneCause, [1]), RangeError, "x is [1], expected [2]");
  assertThrows(() => factorElbo(oneCause, x, guess), RangeError, "expected [1]");
  assertThrows(() => factorBound(oneCause, [x], []), RangeError, "guesses is [0], expected [1]");
  const silent = { ...oneCause, noise: [0.5, 0] };
  assertThrows(() => factorMarginal(silent), RangeError, "model.noise[1] is 0");
});

Deno.test("factor models: scikit-learn's parameters have scikit-learn's likelihood and posterior", () => {
  for (const { data, pca, analysis } of factors.cases) {
    const points = dataOf[data as "wine" | "iris"];
    const mean = points[0]!.map((_, d) =>
      points.reduce((sum, each) => sum + each[d]!, 0) / points.length
    );
    const noise = mean.map(() => pca.noise);
    const ofPca = factorLogLikelihood({ mean, loadings: pca.loadings, noise }, points);
    assertClose(ofPca, pca.log_likelihood, { rtol: 1e-12 }); // rounding of 178 terms
    const model = { mean, loadings: analysis.loadings, noise: analysis.noise };
    // a noise of 6e-6 beside variances of 3: an inverse loses six digits, in either program
    assertClose(factorLogLikelihood(model, points), analysis.log_likelihood, { rtol: 1e-9 });
    const { mean: cause } = factorPosterior(model, points[0]!);
    assertClose(cause, analysis.first_posterior_mean, { atol: 1e-8 });
  }
});
