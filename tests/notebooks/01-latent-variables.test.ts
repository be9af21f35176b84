/** Chapter 01: every equation and every number, held against oracles that import nothing of lib. */
import { assert, assertGreater } from "@std/assert";
import { mixtureLogDensity, responsibilities } from "lib/prob";
import {
  assertClose,
  integral,
  logNormal,
  midpointGrid,
  normalPdf,
  otherNormals,
  pin,
  spreadOf,
  sum,
} from "../support/mod.ts";
import { waits as waiting } from "../support/faithful.ts";

type List = readonly number[];
const rounding = "64-bit rounding of a closed form";

// the table of moods: p(z) and p(x | z)
const moods = [0.36, 0.64];
const given = [[0.8, 0.18, 0.02], [0.03, 0.22, 0.75]];
const marginal = (x: number) => sum(moods.map((p, z) => p * given[z]![x]!));

Deno.test("LVM-1: the marginal is the sum over the joint, and sums to one", () => {
  const byHand = [0.36 * 0.8 + 0.64 * 0.03, 0.36 * 0.18 + 0.64 * 0.22, 0.36 * 0.02 + 0.64 * 0.75];
  assertClose([0, 1, 2].map(marginal), byHand, { atol: 1e-15 });
  assertClose(sum(byHand), 1, { atol: 1e-15 });
});

Deno.test("LVM-2: posterior odds are prior odds times the likelihood ratio", () => {
  for (const x of [0, 1, 2]) {
    const shares = moods.map((p, z) => (p * given[z]![x]!) / marginal(x));
    const odds = (0.64 / 0.36) * (given[1]![x]! / given[0]![x]!);
    assertClose(shares, [1 / (1 + odds), odds / (1 + odds)], { atol: 1e-14 });
  }
});

Deno.test("LVM-3: p(z) may stand for p(z|x) if z does not depend on x; else it misleads", () => {
  const steerLeft = [0.97, 0.01]; // p(left | near, z)
  const leftGivenNear = (pxz: List) => { // from the whole joint: p(near, z, left) / p(near)
    const [both, near] = [pxz.map((p, z) => p * steerLeft[z]!), pxz];
    return sum(both) / sum(near);
  };
  assertClose(leftGivenNear([0.25, 0.25]), 0.49, { atol: 1e-14 }); // independent: p(z) = ½ will do
  assertClose(leftGivenNear([0.3, 0.2]), 0.586, { atol: 1e-14 });
});

// mixtools' fit of the waits (Benaglia et al. 2009, as in notes on published numbers)
const [weights, centres, sigma] = [[0.36085, 0.63915], [54.61364, 80.09031], 5.86909];
const density = (x: number, mu = centres) =>
  sum(weights.map((w, k) => w * normalPdf(x, mu[k]!, sigma)));
const logLikelihood = (mu = centres) => sum(waiting.map((x) => Math.log(density(x, mu))));
const opinion = (x: number, mu = centres) =>
  weights.map((w, k) => (w * normalPdf(x, mu[k]!, sigma)) / density(x, mu));
const geyser = (mu = centres) => ({
  weights,
  components: mu.map((each) => ({
    mean: [each],
    covariance: { kind: "spherical" as const, variance: sigma ** 2 },
  })),
});

Deno.test("LVM-4: the mixture is a density; lib's logarithm of it agrees", () => {
  assertClose(integral(density, 0, 150), 1, { atol: 1e-12 });
  for (const x of [40, 66, 81, 99]) {
    assertClose(mixtureLogDensity(geyser(), [x]), Math.log(density(x)), { atol: 1e-12 });
  }
});

Deno.test("LVM-5: a linear continuous cause leaves a normal density", () => {
  for (const x of [-3, 0, 2.5]) {
    const byIntegral = integral((z) => normalPdf(z, 0, 1) * normalPdf(x, 2 * z + 1, 0.5), -12, 12);
    assertClose(byIntegral, normalPdf(x, 1, Math.hypot(2, 0.5)), { atol: 1e-13 });
  }
});

/** P(X > t) for a standard normal, by the midpoint rule far into the tail. */
const upperTail = (t: number) => integral((x) => normalPdf(x, 0, 1), t, 40, 400_000);

Deno.test("LVM-6: the two-stage average is the average", () => {
  const direct = integral(density, 67, 150, 400_000);
  const staged = sum(weights.map((w, k) => w * upperTail((67 - centres[k]!) / sigma)));
  assertClose(direct, staged, { atol: 1e-9 }); // midpoint rule at an edge: error ~ width²
});

Deno.test("LVM-7: mean and mean squared deviation maximize the normal likelihood", () => {
  const mu = sum(waiting) / 272, variance = sum(waiting.map((x) => (x - mu) ** 2)) / 272;
  const at = (m: number, v: number) => sum(waiting.map((x) => logNormal(x, m, Math.sqrt(v))));
  for (const [dm, dv] of [[0.2, 0], [-0.2, 0], [0, 3], [0, -3]] as const) {
    assert(at(mu + dm, variance + dv) < at(mu, variance));
  }
  assertClose(at(mu, variance), oneNormal, { atol: 1e-9 });
});
const average = sum(waiting) / 272;
const oneNormal = -136 *
  (Math.log(2 * Math.PI * (sum(waiting.map((x) => (x - average) ** 2)) / 272)) + 1);

const s = 0.5, typical = Math.hypot(1, s);
const exactLogEvidence = logNormal(typical, 0, Math.hypot(1, s));

Deno.test("LVM-8: the average over the prior has the evidence as its mean", () => {
  const mean = integral((z) => normalPdf(z, 0, 1) * normalPdf(typical, z, s), -12, 12);
  assertClose(Math.log(mean), exactLogEvidence, { atol: 1e-12 });
});

const secondMoment = integral((z) => normalPdf(z, 0, 1) * normalPdf(typical, z, s) ** 2, -12, 12);
const rho = secondMoment / Math.exp(2 * exactLogEvidence);

Deno.test("LVM-9: the closed form of ρ; the relative variance grows as its power", () => {
  const n = (variance: number) => normalPdf(typical, 0, Math.sqrt(variance));
  assertClose(n(1 + s * s / 2) / (2 * s * Math.sqrt(Math.PI) * n(1 + s * s) ** 2), rho, {
    rtol: 1e-12,
  });
  // two coordinates, by a quadrature in the plane that knows nothing of products
  const cells = midpointGrid(-6, 6, 240);
  const moment = sum(cells.map((z0) =>
    sum(cells.map((z1) => {
      const distance = (z0 - typical) ** 2 + (z1 - typical) ** 2;
      const likelihood = Math.exp(-distance / (2 * s * s)) / (2 * Math.PI * s * s);
      return (Math.exp(-(z0 * z0 + z1 * z1) / 2) / (2 * Math.PI)) * likelihood ** 2;
    }))
  )) * 0.05 ** 2;
  assertClose(moment / Math.exp(4 * exactLogEvidence), rho ** 2, { rtol: 1e-6 });
});

const complete = sum(
  waiting.map((x) =>
    sum(opinion(x).map((r, k) => r * (Math.log(weights[k]!) + logNormal(x, centres[k]!, sigma))))
  ),
);
const indecision = -sum(
  waiting.map((x) => sum(opinion(x).map((r) => (r === 0 ? 0 : r * Math.log(r))))),
);

Deno.test("LVM-10: log-likelihood = expected complete log-likelihood + indecision", () => {
  assertClose(complete + indecision, logLikelihood(), { atol: 1e-9 });
  for (const x of [50, 66, 90]) {
    assertClose(responsibilities(geyser(), [x]), opinion(x), { atol: 1e-12 });
  }
});

const slopeAt = (mu: number) =>
  sum(waiting.map((x) => (opinion(x, [mu, centres[1]!])[0]! * (x - mu)) / sigma ** 2));

Deno.test("LVM-11: Fisher's identity: the expected slope is the slope", () => {
  for (const mu of [50, 54.61364, 58]) {
    const h = 1e-4;
    const at = (each: number) => logLikelihood([each, centres[1]!]);
    const difference = (at(mu + h) - at(mu - h)) / (2 * h);
    assertClose(slopeAt(mu), difference, { atol: 1e-5 }); // rounding 1e-12/h and curvature ~ h²
  }
});

Deno.test("LVM-1 erratum 000.7: a finite sum over a million causes is exact, grouped or not", () => {
  let everyCause = 0;
  for (let state = 0; state < 2 ** 20; state++) {
    let heads = 0;
    for (let bits = state; bits > 0; bits &= bits - 1) heads++;
    everyCause += normalPdf(12.3, heads, 1);
  }
  assertClose(everyCause / 2 ** 20, byHeads, { rtol: 1e-11 }); // a million roundings of 1e-16
});
/** Σ_h C(20, h) 2⁻²⁰ N(12.3; h, 1), with C from Pascal's triangle. */
const pascal = Array.from({ length: 20 }).reduce<number[]>(
  (row) => [1, ...row.slice(1).map((each, i) => each + row[i]!), 1],
  [1],
);
const byHeads = sum(pascal.map((count, h) => (count / 2 ** 20) * normalPdf(12.3, h, 1)));

pin("01", "p-middling", 0.36 * 0.18 + 0.64 * 0.22, { atol: 1e-14 }, rounding);
pin("01", "p-long-given-middling", 0.1408 / 0.2056, { atol: 1e-14 }, rounding);
pin(
  "01",
  "p-long-given-middling-counted",
  0.1408 / 0.2056,
  { atol: 0.017 },
  "five standard errors of 20 560 middling waits, √(.685·.315/20560) = .0032",
);
pin("01", "p-straight-near", 0.02, { atol: 1e-14 }, rounding);
pin("01", "p-left-near-dependent", 0.6 * 0.97 + 0.4 * 0.01, { atol: 1e-14 }, rounding);
pin("01", "p-left-near-if-ignored", 0.49, { atol: 1e-14 }, rounding);
pin(
  "01",
  "mean-wait-of-mixture",
  0.36085 * 54.61364 + 0.63915 * 80.09031,
  { atol: 1e-7 },
  "adaptive quadrature's own bound",
);
pin("01", "linear-evidence", normalPdf(2.5, 1, Math.sqrt(4.25)), { atol: 1e-14 }, rounding);
const over67 = sum(weights.map((w, k) => w * upperTail((67 - centres[k]!) / sigma)));
pin("01", "p-wait-over-67", over67, { atol: 1e-9 }, "two quadratures");
pin(
  "01",
  "p-wait-over-67-sampled",
  over67,
  { atol: 5 * Math.sqrt(0.25 / 100_000) },
  "five standard errors of 1e5 draws",
);
pin(
  "01",
  "loglik-one-normal",
  oneNormal,
  { atol: 1e-9 },
  "−N/2 (log 2πσ² + 1), rounding of 272 terms",
);
pin("01", "loglik-two-moods", -1034.002, { atol: 5e-4 }, "published by mixtools to three decimals");
pin(
  "01",
  "gain-of-two-moods",
  -1034.002 - oneNormal,
  { atol: 5e-4 },
  "mixtools minus a closed form",
);
pin("01", "log-evidence-exact", exactLogEvidence, { atol: 1e-14 }, rounding);
pin(
  "01",
  "log-evidence-million",
  exactLogEvidence,
  { atol: 5 * Math.sqrt((rho - 1) / 1e6) },
  "five standard errors, √((ρ−1)/M)",
);
pin("01", "rho", rho, { rtol: 1e-12 }, "midpoint rule");
pin(
  "01",
  "log10-samples-at-20",
  Math.log10(100 * (rho ** 20 - 1)),
  { atol: 1e-10 },
  "midpoint rule, to the 20th power",
);
pin("01", "expected-complete-loglik", complete, { atol: 1e-9 }, "544 terms, each rounded at 1e-13");
pin("01", "total-indecision", indecision, { atol: 1e-9 }, "544 terms, each rounded at 1e-13");
pin("01", "slope-at-50", slopeAt(50), { atol: 1e-9 }, "272 terms, each rounded at 1e-13");
pin(
  "01",
  "split-distance",
  20 + 3 * Math.log(5),
  { atol: 1e-12 },
  "1.5/(1+e^((x−20)/3)) = ¼ solved by hand",
);
pin(
  "01",
  "evidence-over-a-million-causes",
  byHeads,
  { rtol: 1e-11 },
  "a million roundings of 1e-16",
);

/** Error of log p̂ in D dimensions with M samples from the prior. */
function priorError(D: number, M: number, seed: number): number {
  const normal = otherNormals(seed);
  const logs = Array.from({ length: M }, () => {
    let log = 0;
    for (let d = 0; d < D; d++) log += logNormal(typical, normal(), s);
    return log;
  });
  const top = logs.reduce((a, b) => Math.max(a, b));
  return top + Math.log(sum(logs.map((each) => Math.exp(each - top))) / M) - D * exactLogEvidence;
}

const errors = Array.from({ length: 6 }, (_, seed) => priorError(28, 100_000, 7919 * (seed + 1)));
const others = spreadOf(errors);
Deno.test("chapter 01 says that log p̂ falls below the truth in 28 dimensions, whatever the noise", () => {
  for (const error of errors) assertGreater(-error, 3);
});
pin(
  "01",
  "mean-error-at-28",
  others.mean,
  { atol: 5 * others.std * Math.sqrt(1 / 5 + 1 / 6) },
  "another generator's six runs against five, five standard errors of the difference",
);
pin(
  "01",
  "standard-error-at-28",
  others.std / Math.sqrt(5),
  { rtol: 0.9 },
  "a spread from five runs is known to a factor of two at best",
);
