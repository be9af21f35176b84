import { assert, assertThrows } from "@std/assert";
import { fitGaussian, laplace, logisticTarget } from "lib/inference";
import { covarianceMatrix, type Gaussian } from "lib/prob";
import { assertClose, integral, normalPdf, otherNormals, spreadOf } from "../../support/mod.ts";
import { bioassayProblem, logistic, wineProblem } from "../golden.ts";

const sdOf = (q: Gaussian) => covarianceMatrix(q).map((row, d) => Math.sqrt(row[d]!));
const unit = (size: number): Gaussian => ({
  mean: Array.from({ length: size }, () => 0),
  covariance: { kind: "spherical", variance: 1 },
});

/** log p of the bioassay, from binomial probabilities. */
function bioassayLog(a: number, b: number): number {
  const { inputs, successes, trials } = bioassayProblem();
  return inputs.reduce((sum, [, dose], i) => {
    const p = 1 / (1 + Math.exp(-(a + b * dose!)));
    return sum + successes[i]! * Math.log(p) + (trials[i]! - successes[i]!) * Math.log(1 - p);
  }, 0);
}

Deno.test("logisticTarget: the log density is the product of Bernoulli probabilities", () => {
  const target = logisticTarget(bioassayProblem());
  for (const [a, b] of [[0, 0], [1, 8], [-0.5, 3]] as const) {
    assertClose(target.logDensity([a, b]), bioassayLog(a, b), { atol: 1e-12 });
  }
});

Deno.test("logisticTarget: slope and bend are differences of the log density", () => {
  for (const target of [logisticTarget(bioassayProblem([2.5, 10])), logisticTarget(wineProblem)]) {
    const place = Array.from({ length: target.dimension }, (_, d) => 0.3 - 0.1 * d);
    const h = 1e-4;
    const at = (d: number, push: number) => place.map((each, e) => e === d ? each + push : each);
    const felt = place.map((_, d) =>
      (target.logDensity(at(d, h)) - target.logDensity(at(d, -h))) / (2 * h)
    );
    assertClose(target.gradient(place), felt, { atol: 1e-5 }); // h² times the third derivative
    const bent = place.map((_, d) => {
      const [up, down] = [target.gradient(at(d, h)), target.gradient(at(d, -h))];
      return up.map((each, e) => -(each - down[e]!) / (2 * h));
    });
    assertClose(target.curvature(place).flat(), bent.flat(), { atol: 1e-5 });
  }
});

Deno.test("logisticTarget: its averages are integrals over q, narrow or very wide", () => {
  for (const spread of [0.01, 1, 30]) {
    const target = logisticTarget({ inputs: [[1]], successes: [2], trials: [5] });
    const q: Gaussian = { mean: [0.7], covariance: { kind: "spherical", variance: spread ** 2 } };
    const average = (f: (w: number) => number) =>
      integral((w) => normalPdf(w, 0.7, spread) * f(w), 0.7 - 10 * spread, 0.7 + 10 * spread);
    const { logDensity, gradient, curvature } = target.averages(q);
    const log = (w: number) => 2 * w - 5 * (Math.max(w, 0) + Math.log1p(Math.exp(-Math.abs(w))));
    const p = (w: number) => 1 / (1 + Math.exp(-w));
    const accuracy = { atol: 1e-9 * Math.max(1, spread) }; // the midpoint rule's, at the kink
    assertClose(logDensity, average(log), accuracy);
    assertClose(gradient[0]!, average((w) => 2 - 5 * p(w)), accuracy);
    assertClose(curvature[0]![0]!, average((w) => 5 * p(w) * (1 - p(w))), accuracy);
  }
});

Deno.test("logisticTarget: its averages in 14 dimensions are those of draws", () => {
  const target = logisticTarget(wineProblem);
  const q: Gaussian = { ...unit(14), covariance: { kind: "spherical", variance: 0.5 } };
  const draw = otherNormals(17);
  const values = Array.from(
    { length: 4000 },
    () => target.logDensity(Array.from({ length: 14 }, () => Math.SQRT1_2 * draw())),
  );
  const { mean, standardError } = spreadOf(values);
  assertClose(target.averages(q).logDensity, mean, { atol: 5 * standardError });
});

Deno.test("laplace: bioassay's top and spread; wine's top is scikit-learn's", () => {
  const { q, logEvidence, converged } = laplace(logisticTarget(bioassayProblem()), [0, 0]);
  assert(converged);
  // published to one decimal (Gelman et al. 2013, section 3.7): 0.8, 7.7; 1.0, 4.9
  assertClose(q.mean, [0.8, 7.7], { atol: 0.051 });
  assertClose(sdOf(q), [1, 4.9], { atol: 0.051 });
  const [[a, b], [, c]] = covarianceMatrix(q) as [[number, number], [number, number]];
  const height = bioassayLog(q.mean[0]!, q.mean[1]!);
  assertClose(logEvidence, height + Math.log(2 * Math.PI) + 0.5 * Math.log(a * c - b * b), {
    atol: 1e-10,
  });
  const wine = laplace(logisticTarget(wineProblem), unit(14).mean);
  assertClose(wine.q.mean, logistic.wine.optimum, { atol: 1e-4 }); // L-BFGS stops at slope 1e-10·scale
});

Deno.test("laplace: a perfectly separated class without a prior has no top; q is absurdly wide", () => {
  const { prior: _, ...flat } = wineProblem;
  const { q, logEvidence } = laplace(logisticTarget(flat), unit(14).mean);
  assert(Math.min(...sdOf(q)) > 1e3 && logEvidence > 50); // with the prior the spreads are near 1
});

Deno.test("fitGaussian: both families end where PyTorch's L-BFGS ends, and never fall", () => {
  const cases = [
    ...logistic.bioassay.map((each) => ({ problem: bioassayProblem(each.prior_sd), ...each })),
    { problem: wineProblem, ...logistic.wine },
  ];
  for (const { problem, full, diagonal } of cases) {
    const target = logisticTarget(problem);
    for (const [family, wished] of Object.entries({ full, diagonal })) {
      const options = { family: family as "full" | "diagonal" };
      const fit = fitGaussian(target, unit(target.dimension), options);
      assert(fit.converged && fit.elbos.every((each, i) => i === 0 || each >= fit.elbos[i - 1]!));
      assertClose(fit.elbo, wished.elbo, { atol: 1e-6 }); // Gauss–Hermite with 120 nodes
      assertClose(fit.q.mean, wished.mean, { atol: 2e-4 }); // flat top: √ of that
      assertClose(sdOf(fit.q), wished.sd, { atol: 2e-4 });
    }
  }
});

Deno.test("logistic regression: what does not fit is refused by name", () => {
  const problem = bioassayProblem();
  assertThrows(
    () => logisticTarget({ ...problem, successes: [0, 1, 3, 6] }),
    RangeError,
    "problem.successes[3] is 6, expected at most 5, the trials",
  );
  assertThrows(() => logisticTarget({ ...problem, prior: unit(3) }), RangeError, "expected [2]");
  assertThrows(() => logisticTarget(problem).gradient([1]), RangeError, "weights is [1]");
  assertThrows(() => fitGaussian(logisticTarget(problem), unit(3)), RangeError, "expected [2]");
  const wrong = { family: "ful" } as unknown as { family: "full" };
  assertThrows(() => fitGaussian(logisticTarget(problem), unit(2), wrong), RangeError, '"ful"');
});
