import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  factorLogLikelihood,
  fitFactorAnalysis,
  fitProbabilisticPca,
  perDatumAscent,
} from "lib/inference";
import { key } from "lib/math";
import { assertClose } from "../../support/mod.ts";
import { dataOf, factors } from "../golden.ts";

Deno.test("fitProbabilisticPca: wine and iris have NumPy's likelihood and noise", () => {
  for (const { data, latent, most_probable: wished } of factors.cases) {
    const points = dataOf[data as "wine" | "iris"];
    const { model, logLikelihood } = fitProbabilisticPca(points, latent);
    assertClose(logLikelihood, wished.log_likelihood, { rtol: 1e-12 });
    assertClose(model.noise[0]!, wished.noise, { rtol: 1e-12 });
    assertClose(factorLogLikelihood(model, points), logLikelihood, { rtol: 1e-12 });
  }
});

Deno.test("fitProbabilisticPca: no small change of W or the noise raises the likelihood", () => {
  const { model, logLikelihood } = fitProbabilisticPca(dataOf.iris, 2);
  for (const push of [-0.01, 0.01]) {
    const noise = model.noise.map((each) => each * (1 + push));
    assert(factorLogLikelihood({ ...model, noise }, dataOf.iris) < logLikelihood);
    for (const k of [0, 1]) {
      const loadings = model.loadings.map((row) => row.map((w, j) => j === k ? w * (1 + push) : w));
      assert(factorLogLikelihood({ ...model, loadings }, dataOf.iris) < logLikelihood);
    }
  }
});

Deno.test("fitFactorAnalysis: on wine it ends where scikit-learn ends", () => {
  for (const { data, latent, analysis } of factors.cases) {
    if (data !== "wine") continue;
    const { model, logLikelihood, converged } = fitFactorAnalysis(dataOf.wine, latent);
    assert(converged);
    assertClose(logLikelihood, analysis.log_likelihood, { atol: 1e-7 }); // both stop at 1e-12 a datum
    assertClose(model.noise, analysis.noise, { atol: 1e-5 }); // flat top: √ of the above, in units
  }
});

Deno.test("fitFactorAnalysis: the likelihood never falls", () => {
  let last = -Infinity;
  for (const maxIterations of [0, 1, 2, 3, 5, 8, 13, 21]) {
    const { logLikelihood } = fitFactorAnalysis(dataOf.wine, 2, { maxIterations });
    assert(logLikelihood > last);
    last = logLikelihood;
  }
});

/** log p of iris where the cause is column j itself: its own normal, and a regression for each other. */
function likelihoodOfColumn(points: readonly (readonly number[])[], j: number): number {
  const count = points.length, size = points[0]!.length;
  const mean = points[0]!.map((_, d) => points.reduce((sum, x) => sum + x[d]!, 0) / count);
  const product = (a: number, b: number) =>
    points.reduce((sum, x) => sum + (x[a]! - mean[a]!) * (x[b]! - mean[b]!), 0) / count;
  const rest = (d: number) =>
    d === j ? product(j, j) : product(d, d) - product(d, j) ** 2 / product(j, j);
  const logs = mean.reduce((sum, _, d) => sum + Math.log(rest(d)), 0);
  return -0.5 * count * (size * Math.log(2 * Math.PI) + logs + size);
}

Deno.test("fitFactorAnalysis: iris with one cause is a Heywood case, creeping to the edge", () => {
  const edge = Math.max(...[0, 1, 2, 3].map((j) => likelihoodOfColumn(dataOf.iris, j)));
  const sunk = [100, 1000].map((maxIterations) => {
    const fit = fitFactorAnalysis(dataOf.iris, 1, { maxIterations });
    assertEquals(fit.converged, false);
    assert(fit.logLikelihood < edge);
    return { noise: fit.model.noise[2]!, short: edge - fit.logLikelihood };
  });
  assert(sunk[0]!.noise > 8 * sunk[1]!.noise && sunk[0]!.short > 8 * sunk[1]!.short); // like 1/rounds
});

Deno.test("fitFactorAnalysis: a floor stops it, at the share of the coordinate's own variance", () => {
  const { model, converged } = fitFactorAnalysis(dataOf.iris, 1, { noiseFloor: 0.01 });
  assert(converged);
  const petals = dataOf.iris.map((x) => x[2]!);
  const middle = petals.reduce((sum, each) => sum + each, 0) / petals.length;
  const variance = petals.reduce((sum, each) => sum + (each - middle) ** 2, 0) / petals.length;
  assertClose(model.noise[2]!, 0.01 * variance, { rtol: 1e-12 });
});

Deno.test("fits: as many causes as coordinates are refused", () => {
  assertThrows(
    () => fitProbabilisticPca(dataOf.iris, 4),
    RangeError,
    "latent is 4, expected less than 4",
  );
  assertThrows(() => fitFactorAnalysis(dataOf.iris, 4), RangeError, "latent is 4");
  assertThrows(() => perDatumAscent(key(0), dataOf.iris, 4), RangeError, "latent is 4");
  const flat = [[1, 2, 0], [1, 2, 1], [1, 2, 2]];
  assertThrows(
    () => fitProbabilisticPca(flat, 1),
    RangeError,
    "the spread that is left for noise is 0",
  );
});

Deno.test("perDatumAscent: five climbs end near, and never above, the best likelihood", () => {
  const { logLikelihood } = fitProbabilisticPca(dataOf.iris, 1);
  for (const seed of [0, 1, 2, 3, 4]) {
    const { model, guesses, bounds } = perDatumAscent(key(seed), dataOf.iris, 1, { steps: 2000 });
    assert(bounds.at(-1)! < logLikelihood);
    assertClose(bounds.at(-1)!, logLikelihood, { atol: 3 }); // of a climb of more than 400
    assert(bounds.at(-1)! <= factorLogLikelihood(model, dataOf.iris));
    assertEquals([guesses.length, bounds.length], [150, 21]);
  }
});
