// The Kalman room against statsmodels: filter, smoother, lagged covariances, likelihood, EM's top.
import { filterKalman, fitKalman, type LinearGaussian, smoothKalman } from "lib/sequence";
import { nile } from "data";
import { assertClose } from "../../support/mod.ts";
import golden from "../golden/kalman.json" with { type: "json" };

// both in doubles, in another order; variances of 1e7 shrink to 1e4 on the way
const ROUNDING = { rtol: 1e-9, atol: 1e-9 };

const level = (start: number, move: number, look: number): LinearGaussian => ({
  transition: [[1]],
  transitionCovariance: [[move]],
  emission: [[1]],
  emissionCovariance: [[look]],
  initialMean: [0],
  initialCovariance: [[start]],
});

for (const each of golden.cases) {
  const observations = each.observations as (number[] | null)[];
  Deno.test(`filterKalman: ${each.name}, statsmodels' beliefs and likelihood`, () => {
    const { filtered, logEvidence } = filterKalman(each.model, observations);
    assertClose(filtered.means.flat(), each.filteredMeans.flat(), ROUNDING);
    assertClose(filtered.covariances.flat(2), each.filteredCovariances.flat(2), ROUNDING);
    assertClose(logEvidence, each.logEvidence, { rtol: 1e-12 });
  });

  Deno.test(`smoothKalman: ${each.name}, statsmodels' beliefs in hindsight`, () => {
    const { smoothed, lagged } = smoothKalman(each.model, observations);
    assertClose(smoothed.means.flat(), each.smoothedMeans.flat(), ROUNDING);
    assertClose(smoothed.covariances.flat(2), each.smoothedCovariances.flat(2), ROUNDING);
    assertClose(lagged.flat(2), each.lagged.flat(2), ROUNDING);
  });
}

const seen = (await nile()).volumes.map((x) => [x]);

Deno.test("filterKalman: the Nile's likelihood with every term, for three widths of the start", () => {
  for (const { start, logEvidence } of golden.evidence) {
    assertClose(filterKalman(level(start, 1469.1, 15099), seen).logEvidence, logEvidence, {
      rtol: 1e-12,
    });
  }
  // the published convention, as the diffuse start is approached: it leaves out log p(x₁)
  const { logEvidence, logStep } = filterKalman(level(1e12, 1469.1, 15099), seen);
  assertClose(logEvidence - logStep[0]!, -632.5456, { atol: 2e-3 });
});

Deno.test("fitKalman: on the Nile, the top that SciPy finds on statsmodels' likelihood", () => {
  const { model, logEvidence } = fitKalman(level(1e7, 10_000, 10_000), seen, {
    maxIterations: 5000,
    tolerance: 1e-11,
  });
  const { fit } = golden;
  assertClose(logEvidence, fit.logEvidence, { atol: 1e-6 }); // EM creeps: at a flat top first of all
  assertClose(model.transitionCovariance[0]![0]!, fit.move, { rtol: 1e-3 });
  assertClose(model.emissionCovariance[0]![0]!, fit.look, { rtol: 1e-3 });
});
