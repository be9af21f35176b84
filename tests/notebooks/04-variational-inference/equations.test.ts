/** Chapter 04: every equation, both sides, by oracles that import nothing of lib. */
import { assert, assertGreater } from "@std/assert";
import * as inference from "lib/inference";
import { covarianceMatrix, type Gaussian } from "lib/prob";
import {
  assertClose,
  integral,
  logNormal,
  maximizer,
  normalPdf,
  otherNormals,
  sum,
} from "../../support/mod.ts";
import { dataOf, factors, logistic } from "../../inference/golden.ts";
import {
  forwardKl,
  humpDensity,
  laplaceOfBioassay,
  reverseKl,
  twoCauses,
  wholeFit,
} from "./oracle.ts";

const Lambda = [[5, 4], [4, 5]];
const posterior: Gaussian = {
  mean: [twoCauses.mean, twoCauses.mean],
  covariance: { kind: "full", matrix: [[5 / 9, -4 / 9], [-4 / 9, 5 / 9]] },
};
/** KL(N(m, diag v) ‖ posterior) of the two causes, written out. */
const divergence = (m: readonly number[], v: readonly number[]) => {
  const d = m.map((each) => each - twoCauses.mean);
  const square = 5 * (d[0]! ** 2 + d[1]! ** 2) + 8 * d[0]! * d[1]!;
  return 0.5 * (5 * (v[0]! + v[1]!) + square - 2 - Math.log(9 * v[0]! * v[1]!));
};

Deno.test("VI-1: the best factor is exp of the average log joint over the others: any change is worse", () => {
  const other = { mean: 0.4, variance: 0.7 };
  // E₋₁[log p] = −½·5(z₁ − m)² − 4(z₁ − m)(0.4 − m) + …: a normal of variance 1/5
  const average = (z: number) => {
    const [d, e] = [z - twoCauses.mean, other.mean - twoCauses.mean];
    return -0.5 * (5 * d * d + 8 * d * e);
  };
  const total = integral((z) => Math.exp(average(z)), -6, 8);
  const mean = integral((z) => z * Math.exp(average(z)), -6, 8) / total;
  const variance = integral((z) => (z - mean) ** 2 * Math.exp(average(z)), -6, 8) / total;
  const best = divergence([mean, other.mean], [variance, other.variance]);
  for (const [dm, f] of [[0.05, 1], [-0.05, 1], [0, 1.05], [0, 0.95]] as const) {
    assertGreater(divergence([mean + dm, other.mean], [variance * f, other.variance]), best);
  }
});

Deno.test("VI-2: for a Gaussian the best factor is N(m − Σ Λⱼₖ(μₖ − mₖ)/Λⱼⱼ, 1/Λⱼⱼ)", () => {
  const place = maximizer((m) => -divergence([m, 0.4], [0.2, 0.7]), -5, 5);
  const width = maximizer((v) => -divergence([place, 0.4], [v, 0.7]), 0.01, 3);
  const swept = inference.sweepMeanField(posterior, {
    mean: [9, 0.4],
    covariance: { kind: "spherical", variance: 1 },
  });
  assertClose(swept.mean[0]!, place, { atol: 1e-6 }); // golden section
  assertClose(swept.covariance.variances[0]!, width, { atol: 1e-6 });
});

Deno.test("VI-3: independence costs ½ (Σ log Λⱼⱼ − log det Λ), −½ log(1 − ρ²) for two", () => {
  const least = divergence(posterior.mean, [0.2, 0.2]);
  assertClose(least, 0.5 * (Math.log(25) - Math.log(9)), { atol: 1e-14 });
  assertClose(least, -0.5 * Math.log(1 - twoCauses.correlation ** 2), { atol: 1e-14 });
  assertClose(inference.meanFieldGap(posterior), least, { atol: 1e-14 });
});

Deno.test("VI-4: a natural-gradient step of length one is the coordinate update", () => {
  const mu = [-1.5, 0.3], h = 1e-5;
  const slope =
    -(divergence([mu[0]! + h, mu[1]!], [0.2, 0.2]) - divergence([mu[0]! - h, mu[1]!], [0.2, 0.2])) /
    (2 * h);
  const updated = maximizer((m) => -divergence([m, mu[1]!], [0.2, 0.2]), -6, 6);
  assertClose(mu[0]! + slope / Lambda[0]![0]!, updated, { atol: 1e-6 }); // golden section
});

Deno.test("VI-5: KL(p ‖ q) is least at p's mean and variance", () => {
  const mean = integral((z) => z * humpDensity(z), -8, 8);
  const variance = integral((z) => (z - mean) ** 2 * humpDensity(z), -8, 8);
  assertClose([mean, Math.sqrt(variance)], [wholeFit.mean, wholeFit.std], { atol: 1e-10 });
  assertClose(maximizer((m) => -forwardKl({ mean: m, std: wholeFit.std }), -2, 1), mean, {
    atol: 1e-5,
  });
  assertClose(maximizer((s) => -forwardKl({ mean, std: s }), 1, 4), wholeFit.std, { atol: 1e-5 });
  assertGreater(reverseKl(wholeFit), reverseKl({ mean: -2, std: 0.5 }));
});

const model = {
  mean: [0.2, -0.1, 0],
  loadings: [[1, 0.3], [-0.5, 0.8], [0.2, 0.4]],
  noise: [0.5, 0.8, 0.3],
};
const points = [[1, 0.2, -0.5], [-0.7, 0.4, 0.9]];

Deno.test("VI-6: bounds of data add up, and stay below, whatever the guesses are", () => {
  const draw = otherNormals(3);
  const best = inference.factorLogLikelihood(model, points);
  for (let trial = 0; trial < 20; trial++) {
    const guesses = points.map((): Gaussian => ({
      mean: [draw(), draw()],
      covariance: { kind: "diagonal", variances: [Math.exp(draw()), Math.exp(draw())] },
    }));
    const each = points.map((x, i) => inference.factorElbo(model, x, guesses[i]!));
    const bound = inference.factorBound(model, points, guesses);
    assertClose(bound, sum(each), { atol: 1e-12 });
    assert(bound <= best);
  }
});

Deno.test("VI-7: perDatumAscent keeps KD + 1 numbers of the model and 2K of every datum", () => {
  const { model: fitted, guesses } = inference.perDatumAscent([0, 1], points, 2, { steps: 1 });
  const own = guesses.reduce((count, q) => count + q.mean.length + covarianceMatrix(q).length, 0);
  assertClose([fitted.loadings.flat().length, own], [3 * 2, 2 * 2 * points.length], { atol: 0 });
  assertClose(new Set(fitted.noise).size, 1, { atol: 0 });
});

Deno.test("VI-8: with the causes integrated out, x is N(m, W Wᵀ + Ψ)", () => {
  // one cause and one measurement, by quadrature
  const one = { mean: [0.3], loadings: [[1.7]], noise: [0.4] };
  for (const x of [-2, 0.1, 3]) {
    const evidence = integral(
      (z) => normalPdf(z, 0, 1) * normalPdf(x, 0.3 + 1.7 * z, Math.sqrt(0.4)),
      -10,
      10,
    );
    assertClose(inference.factorLogLikelihood(one, [[x]]), Math.log(evidence), { atol: 1e-10 });
    assertClose(Math.log(evidence), logNormal(x, 0.3, Math.sqrt(1.7 ** 2 + 0.4)), { atol: 1e-10 });
  }
});

Deno.test("VI-9: the posterior's precision is I + Wᵀ Ψ⁻¹ W: log p(x, z) less its value at the mean", () => {
  const { mean, covariance } = inference.factorPosterior(model, points[0]!);
  const [[a, b], [, c]] = covarianceMatrix({ mean, covariance }) as [
    [number, number],
    [number, number],
  ];
  const det = a * c - b * b, top = inference.factorLogJoint(model, points[0]!, mean);
  for (const [u, v] of [[0.3, 0], [0, -0.7], [1, 1], [-2, 0.5]] as const) {
    const there = inference.factorLogJoint(model, points[0]!, [mean[0]! + u, mean[1]! + v]);
    assertClose(there - top, -0.5 * (c * u * u - 2 * b * u * v + a * v * v) / det, { atol: 1e-12 });
  }
});

Deno.test("VI-10: probabilistic PCA's optimum, NumPy's likelihood and scikit-learn's directions", () => {
  for (const { data, latent, most_probable: wished, pca } of factors.cases) {
    const table = dataOf[data as "wine" | "iris"],
      { model: fitted, logLikelihood } = inference.fitProbabilisticPca(table, latent);
    assertClose(logLikelihood, wished.log_likelihood, { rtol: 1e-12 });
    const shrink = Math.sqrt((table.length - 1) / table.length); // scikit-learn's covariance has N − 1
    const peers = pca.loadings.map((row) => row.map((each) => Math.abs(each) * shrink));
    assertClose(fitted.loadings.flat().map(Math.abs), peers.flat(), { rtol: 1e-10 });
  }
});

Deno.test("VI-11: a round of EM raises the likelihood, and its end is scikit-learn's", () => {
  for (const { data, latent, analysis } of factors.cases.filter((each) => each.data === "wine")) {
    const table = dataOf[data as "wine"];
    assertClose(inference.fitFactorAnalysis(table, latent).logLikelihood, analysis.log_likelihood, {
      atol: 1e-7,
    });
  }
});

Deno.test("VI-12: a rotation leaves the likelihood and costs the independent bound its mutual information", () => {
  for (const angle of [0.3, 1, 2]) {
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    const loadings = model.loadings.map(([u, v]) => [c * u! + s * v!, -s * u! + c * v!]);
    const turned = { ...model, loadings };
    assertClose(
      inference.factorLogLikelihood(turned, points),
      inference.factorLogLikelihood(model, points),
      { atol: 1e-12 },
    );
    const entry = (a: number, b: number) =>
      sum(loadings.map((w, d) => w[a]! * w[b]! / model.noise[d]!)) + (a === b ? 1 : 0);
    const gap = 0.5 *
      Math.log(entry(0, 0) * entry(1, 1) / (entry(0, 0) * entry(1, 1) - entry(0, 1) ** 2));
    const best = points.map((x) => inference.bestMeanField(inference.factorPosterior(turned, x)));
    const short = inference.factorLogLikelihood(model, points) -
      inference.factorBound(turned, points, best);
    assertClose(short, points.length * gap, { atol: 1e-12 });
  }
});

Deno.test("VI-13: Laplace's place and curvature are those of a Newton climb by hand", () => {
  const { a, b, curvature } = laplaceOfBioassay();
  const target = inference.logisticTarget({
    inputs: [[1, -0.86], [1, -0.3], [1, -0.05], [1, 0.73]],
    successes: [0, 1, 3, 5],
    trials: [5, 5, 5, 5],
  });
  assertClose(inference.laplace(target, [0, 0]).q.mean, [a, b], { atol: 1e-6 });
  const [[x, y], [, z]] = target.curvature([a, b]) as [[number, number], [number, number]];
  assertClose([x, y, z], curvature, { atol: 1e-6 });
});

Deno.test("VI-14: the averaged conditions hold where PyTorch's climb of the bound ends", () => {
  const exact = logistic.bioassay[0]!.full;
  const target = inference.logisticTarget({
    inputs: [[1, -0.86], [1, -0.3], [1, -0.05], [1, 0.73]],
    successes: [0, 1, 3, 5],
    trials: [5, 5, 5, 5],
  });
  const start: Gaussian = { mean: [0, 0], covariance: { kind: "spherical", variance: 1 } };
  const { q } = inference.fitGaussian(target, start);
  assertClose(q.mean, exact.mean, { atol: 1e-4 });
  assertClose(target.averages(q).gradient, [0, 0], { atol: 1e-6 });
});

Deno.test("VI-15: R̂ is 1 for halves alike, and grows with what parts them", () => {
  const chain = [1, 2, 3, 2, 1, 3, 2, 2];
  const halves = [[1, 2, 3, 2], [1, 3, 2, 2]].flatMap((
    half,
  ) => [half, half.map((each) => each + 5)]);
  const mean = (list: readonly number[]) => sum(list) / list.length;
  const variance = (list: readonly number[]) =>
    sum(list.map((each) => (each - mean(list)) ** 2)) / (list.length - 1);
  const inside = mean(halves.map(variance));
  const expected = Math.sqrt((0.75 * inside + variance(halves.map(mean))) / inside);
  assertClose(inference.splitRhat([chain, chain.map((each) => each + 5)]), expected, {
    atol: 1e-12,
  });
});
