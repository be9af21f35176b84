import { assert, assertThrows } from "@std/assert";
import { bestMeanField, independentMarginals, meanFieldGap, sweepMeanField } from "lib/inference";
import { type Gaussian } from "lib/prob";
import { assertClose, maximizer } from "../../support/mod.ts";

const covariance = [[2, 0.9, -0.3], [0.9, 1, 0.2], [-0.3, 0.2, 1.5]];
const p: Gaussian = { mean: [1, -2, 0.5], covariance: { kind: "full", matrix: covariance } };

/** A 3 × 3 inverse by cofactors, and the determinant. */
function inverseOf(m: readonly (readonly number[])[]) {
  const minor = (i: number, j: number) => {
    const [a, b] = [0, 1, 2].filter((r) => r !== i), [c, d] = [0, 1, 2].filter((r) => r !== j);
    return m[a!]![c!]! * m[b!]![d!]! - m[a!]![d!]! * m[b!]![c!]!;
  };
  const det = [0, 1, 2].reduce((sum, j) => sum + (-1) ** j * m[0]![j]! * minor(0, j), 0);
  return {
    det,
    rows: [0, 1, 2].map((i) => [0, 1, 2].map((j) => (-1) ** (i + j) * minor(j, i) / det)),
  };
}
const { det, rows: precision } = inverseOf(covariance);

/** KL(N(m, diag v) ‖ p), written out. */
function divergence(mean: readonly number[], variances: readonly number[]): number {
  const gap = mean.map((each, i) => each - p.mean[i]!);
  const trace = variances.reduce((sum, v, i) => sum + v * precision[i]![i]!, 0);
  const square = gap.reduce(
    (sum, g, i) => gap.reduce((all, h, j) => all + g * h * precision[i]![j]!, sum),
    0,
  );
  const logs = variances.reduce((sum, v) => sum + Math.log(v), 0);
  return 0.5 * (trace + square - 3 + Math.log(det) - logs);
}

Deno.test("bestMeanField: variance 1/Λᵢᵢ, where every push raises KL(q ‖ p)", () => {
  const { mean, covariance: { variances } } = bestMeanField(p);
  assertClose(variances, precision.map((row, i) => 1 / row[i]!), { atol: 1e-14 });
  for (const i of [0, 1, 2]) {
    const best = maximizer((v) => -divergence(mean, variances.with(i, v)), 0.01, 5);
    assertClose(variances[i]!, best, { atol: 1e-6 }); // golden section
    const place = maximizer((m) => -divergence([...mean].with(i, m), variances), -5, 5);
    assertClose(mean[i]!, place, { atol: 1e-6 });
  }
});

Deno.test("meanFieldGap: is KL(q ‖ p) of the best, and −½ log(1 − ρ²) of two", () => {
  const { mean, covariance: { variances } } = bestMeanField(p);
  assertClose(meanFieldGap(p), divergence(mean, variances), { atol: 1e-13 });
  for (const rho of [0, 0.5, -0.99, 1 - 1e-12]) {
    const matrix = [[1, rho], [rho, 1]];
    const gap = meanFieldGap({ mean: [0, 0], covariance: { kind: "full", matrix } });
    // 1 − ρ² loses digits when ρ is near 1: rounding of 1e-16 beside 2e-12
    assertClose(gap, -0.5 * Math.log(1 - rho * rho), { atol: 1e-4 * Number(rho > 0.999) + 1e-13 });
  }
});

Deno.test("independentMarginals: p's own variances, the smallest KL(p ‖ q)", () => {
  assertClose(independentMarginals(p).covariance.variances, [2, 1, 1.5], { atol: 0 });
});

Deno.test("sweepMeanField: divergence never rises, the distance shrinks by ρ² for two", () => {
  const start: Gaussian = { mean: [4, 4, -4], covariance: { kind: "spherical", variance: 1 } };
  let q = sweepMeanField(p, start), last = Infinity;
  for (let sweep = 0; sweep < 60; sweep++) {
    const now = divergence(q.mean, q.covariance.variances);
    assert(now <= last + 1e-14);
    [q, last] = [sweepMeanField(p, q), now];
  }
  assertClose(q.mean, p.mean, { atol: 1e-12 });
  const pair: Gaussian = {
    mean: [0, 0],
    covariance: { kind: "full", matrix: [[1, -0.8], [-0.8, 1]] },
  };
  const first = sweepMeanField(pair, {
    mean: [9, 1],
    covariance: { kind: "spherical", variance: 1 },
  });
  assertClose(sweepMeanField(pair, first).mean[1]! / first.mean[1]!, 0.64, { atol: 1e-14 });
});

Deno.test("mean field: a covariance that is none is refused", () => {
  const matrix = [[1, 2], [2, 1]];
  const bad: Gaussian = { mean: [0, 0], covariance: { kind: "full", matrix } };
  for (const f of [bestMeanField, meanFieldGap, (g: Gaussian) => sweepMeanField(g, g)]) {
    assertThrows(() => f(bad), RangeError, "not positive definite");
  }
});
