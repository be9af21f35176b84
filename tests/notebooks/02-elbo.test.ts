/** Chapter 02: every equation and every number, held against oracles that import nothing of lib. */
import { assert, assertGreater, assertLess } from "@std/assert";
import { gaussianEntropy, kl } from "lib/prob";
import * as inference from "lib/inference";
import {
  assertClose,
  integral,
  logNormal,
  maximizer,
  normalPdf,
  otherNormals,
  pin,
  spreadOf,
  sum,
} from "../support/mod.ts";
import { waits } from "../support/faithful.ts";

type List = readonly number[];
const rounding = "64-bit rounding of a closed form";

const entropy = (q: List) => -sum(q.map((each) => (each === 0 ? 0 : each * Math.log(each))));
const divergence = (q: List, p: List) =>
  sum(q.map((each, z) => (each === 0 ? 0 : each * Math.log(each / p[z]!))));

// the geyser's table
const prior = [0.36, 0.64];
const likelihood = [0.18, 0.22];
const joint = prior.map((p, z) => p * likelihood[z]!);
const evidence = sum(joint);
const posterior = joint.map((p) => p / evidence);
const elbo = (q: List) => sum(q.map((each, z) => each * Math.log(joint[z]! / each)));
const guesses: List[] = [[0.5, 0.5], [0.9, 0.1], [0.01, 0.99], posterior];

Deno.test("ELBO-1: entropy is the expected surprise; uniform over K has log K", () => {
  for (const K of [1, 2, 7]) {
    const uniform = Array.from({ length: K }, () => 1 / K);
    assertClose(entropy(uniform), Math.log(K), { atol: 1e-14 });
  }
  assertClose(entropy(prior), -(0.36 * Math.log(0.36) + 0.64 * Math.log(0.64)), { atol: 1e-15 });
});

Deno.test("ELBO-1 erratum 000.1: the determinant is the covariance's; σ = ½ has .7258 nats, not 1.0724", () => {
  const byQuadrature = -integral((z) => normalPdf(z, 0, 0.5) * logNormal(z, 0, 0.5), -8, 8);
  const printed = 0.5 * Math.log(2 * Math.PI * Math.E * 0.5);
  assertClose(byQuadrature, 0.7258, { atol: 5e-5 }); // the errata give four decimals
  assertClose(printed, 1.0724, { atol: 5e-5 });
  const lib = gaussianEntropy({ mean: [0], covariance: { kind: "diagonal", variances: [0.25] } });
  assertClose(lib, byQuadrature, { atol: 1e-12 });
});

Deno.test("ELBO-2: KL is cross-entropy minus entropy, and not symmetric", () => {
  const [q, p] = [[0.36, 0.64], [0.75, 0.25]];
  const cross = -sum(q.map((each, z) => each * Math.log(p[z]!)));
  assertClose(kl(q, p), cross - entropy(q), { atol: 1e-15 });
  assertGreater(Math.abs(kl(q, p) - kl(p, q)), 0.02);
});

Deno.test("ELBO-3: KL is never negative, and zero only at equality", () => {
  for (let i = 1; i < 100; i++) {
    const q = [i / 100, 1 - i / 100];
    const value = kl(q, [0.75, 0.25]);
    if (i === 75) assertClose(value, 0, { atol: 1e-15 });
    else assertGreater(value, 0);
  }
});

Deno.test("ELBO-4: the log of an average is at least the average of the logs", () => {
  for (const values of [[1, 9], [0.1, 0.2, 5], [3, 3, 3]]) {
    const left = Math.log(sum(values) / values.length);
    const right = sum(values.map(Math.log)) / values.length;
    assert(left >= right - 1e-15);
  }
});

Deno.test("ELBO-5: an average of p(x,z)/q(z) over draws from q is the evidence, whatever q is", () => {
  for (const q of guesses) {
    const normal = otherNormals(11);
    // whether a normal draw exceeds a threshold is a coin with the chance that q asks for
    const above = (t: number) => integral((u) => normalPdf(u, 0, 1), t, 9);
    const threshold = maximizer((t) => -((above(t) - q[1]!) ** 2), -4, 4);
    const ratios = Array.from({ length: 40_000 }, () => {
      const z = normal() > threshold ? 1 : 0;
      return joint[z]! / q[z]!;
    });
    const { mean, standardError } = spreadOf(ratios);
    assertClose(mean, evidence, { atol: 5 * standardError + 1e-6 }); // 1e-6: the threshold's own error
  }
});

Deno.test("ELBO-6: the bound lies below log p(x) for every q", () => {
  for (const q of guesses) {
    assertClose(inference.elbo({ q, joint }), elbo(q), { atol: 1e-14 });
    assert(inference.elbo({ q, joint }) <= Math.log(evidence) + 1e-15);
  }
});

Deno.test("ELBO-7: log p(x) = ELBO + KL(q ‖ posterior)", () => {
  for (const q of guesses) {
    const terms = inference.evidenceGap({ q, joint });
    assertClose(terms.kl, divergence(q, posterior), { atol: 1e-14 });
    assertClose(elbo(q) + terms.kl, Math.log(evidence), { atol: 1e-14 });
  }
});

Deno.test("ELBO-8: energy plus entropy", () => {
  for (const q of guesses) {
    const terms = inference.energyEntropy({ q, joint });
    const energy = sum(q.map((each, z) => each * Math.log(joint[z]!)));
    assertClose(terms.expectedLogJoint, energy, { atol: 1e-14 });
    assertClose(energy + entropy(q), elbo(q), { atol: 1e-14 });
  }
});

Deno.test("ELBO-8 erratum 004: adding E[log q] instead of subtracting it rewards certainty", () => {
  const scanned = (q: List) => sum(q.map((each, z) => each * Math.log(joint[z]!))) - entropy(q);
  assertClose(scanned([0.5, 0.5]), elbo([0.5, 0.5]) - 2 * Math.LN2, { atol: 1e-14 });
  const sharp = [1e-9, 1 - 1e-9];
  assertGreater(scanned(sharp), scanned(posterior)); // its best guess is not the posterior
});

Deno.test("ELBO-9: explanation minus divergence from the prior", () => {
  for (const q of guesses) {
    const terms = inference.reconstructionKl({ q, prior, likelihood });
    assertClose(terms.klToPrior, divergence(q, prior), { atol: 1e-14 });
    assertClose(terms.expectedLogLikelihood - terms.klToPrior, elbo(q), { atol: 1e-14 });
  }
});

Deno.test("ELBO-10: the best q is the posterior", () => {
  const top = maximizer((long) => elbo([1 - long, long]), 0.01, 0.99);
  assertClose(top, posterior[1]!, { atol: 1e-7 }); // golden section: √ of rounding
  assertClose(elbo(posterior), Math.log(evidence), { atol: 1e-15 });
});

// causes on a line: z ~ N(0, 1), x | z ~ N(a z, s²), x = 2
const [a, s, x] = [1.5, 0.8, 2];
const linearJoint = (z: number) => logNormal(z, 0, 1) + logNormal(x, a * z, s);
const squareJoint = (z: number) => logNormal(z, 0, 1) + logNormal(x, z * z, s);
const gaussianElbo = (logJoint: (z: number) => number, mean: number, std: number) =>
  integral(
    (z) => {
      const logQ = logNormal(z, mean, std);
      return Math.exp(logQ) * (logJoint(z) - logQ);
    },
    mean - 12 * std,
    mean + 12 * std,
  );
const linearEvidence = Math.log(integral((z) => Math.exp(linearJoint(z)), -12, 12));
const squareEvidence = Math.log(integral((z) => Math.exp(squareJoint(z)), -12, 12));
const weight = (z: number) => Math.exp(linearJoint(z) - linearEvidence);
const posteriorMean = integral((z) => z * weight(z), -12, 12);
const posteriorStd = Math.sqrt(integral((z) => (z - posteriorMean) ** 2 * weight(z), -12, 12));

Deno.test("ELBO-11: the closed form for a Gaussian q equals the integral", () => {
  for (const [mean, std] of [[0.4, 0.7], [-1, 0.2], [posteriorMean, posteriorStd]] as const) {
    const closed = -0.5 * Math.log(2 * Math.PI * s * s) -
      ((x - a * mean) ** 2 + a * a * std * std) / (2 * s * s) - 0.5 * Math.log(2 * Math.PI) -
      (mean * mean + std * std) / 2 + 0.5 * Math.log(2 * Math.PI * Math.E * std * std);
    assertClose(closed, gaussianElbo(linearJoint, mean, std), { atol: 1e-11 });
    const lib = inference.elboByQuadrature({ logJoint: linearJoint, mean, standardDeviation: std });
    assertClose(lib, closed, { atol: 1e-9 });
  }
});

Deno.test("ELBO-12: estimates from ten draws each scatter around the bound", () => {
  const normal = otherNormals(12);
  const entropyOfQ = 0.5 * Math.log(2 * Math.PI * Math.E * 0.49);
  const estimates = Array.from(
    { length: 4000 },
    () =>
      sum(Array.from({ length: 10 }, () => linearJoint(0.4 + 0.7 * normal()))) / 10 + entropyOfQ,
  );
  const { mean, standardError } = spreadOf(estimates);
  assertClose(mean, gaussianElbo(linearJoint, 0.4, 0.7), { atol: 5 * standardError });
});

const linearSlope = (z: number) => -z + (a * (x - a * z)) / (s * s); // d log p(x, z) / dz, by hand
const squareSlope = (z: number) => -z + (2 * z * (x - z * z)) / (s * s);

Deno.test("ELBO-13: the expected slope through the samples is the slope of the bound", () => {
  const [mu, std, h] = [0.4, 0.7, 1e-4];
  for (
    const [logJoint, slope] of [[linearJoint, linearSlope], [squareJoint, squareSlope]] as const
  ) {
    const through = (factor: (e: number) => number) =>
      integral((e) => normalPdf(e, 0, 1) * slope(mu + std * e) * factor(e), -12, 12);
    const bound = (m: number, d: number) => gaussianElbo(logJoint, m, d);
    const byMu = (bound(mu + h, std) - bound(mu - h, std)) / (2 * h);
    const byLogStd = (bound(mu, std * Math.exp(h)) - bound(mu, std * Math.exp(-h))) / (2 * h);
    assertClose(through(() => 1), byMu, { atol: 1e-5 }); // difference error ~ h²
    assertClose(through((e) => std * e) + 1, byLogStd, { atol: 1e-5 });
  }
});

/** The chapter's climb with other noise: 256 samples a step, step size .03, in float64. */
function climb(slope: (z: number) => number, seed: number, start = { mean: -1, std: 1.5 }) {
  const normal = otherNormals(104_729 * seed);
  let [mean, logStd] = [start.mean, Math.log(start.std)];
  for (let step = 0; step < 300; step++) {
    let [byMean, byLogStd] = [0, 1];
    for (let m = 0; m < 256; m++) {
      const e = normal(), g = slope(mean + Math.exp(logStd) * e) / 256;
      byMean += g;
      byLogStd += g * Math.exp(logStd) * e;
    }
    mean += 0.03 * byMean;
    logStd += 0.03 * byLogStd;
  }
  return { mean, std: Math.exp(logStd) };
}
const seeds = Array.from({ length: 20 }, (_, i) => i + 1);
const ends = (slope: (z: number) => number) => seeds.map((seed) => climb(slope, seed));
const linearGaps = ends(linearSlope).map(({ mean, std }) =>
  linearEvidence - gaussianElbo(linearJoint, mean, std)
);
const squareEnds = ends(squareSlope);
const squareGaps = squareEnds.map(({ mean, std }) =>
  squareEvidence - gaussianElbo(squareJoint, mean, std)
);

Deno.test("chapter 02 says that from (−1, 1.5) twenty climbs of twenty go left", () => {
  for (const { mean } of squareEnds) assertClose(mean, -1.15, { atol: 0.1 });
});

Deno.test("chapter 02 says that from (0, 1.5) it settles between the humps: twenty of twenty", () => {
  for (const seed of seeds) {
    assertClose(climb(squareSlope, seed, { mean: 0, std: 1.5 }).mean, 0, { atol: 0.3 });
  }
});

const evidenceAt = (slope: number) => logNormal(x, 0, Math.hypot(slope, s));

Deno.test("ELBO-14: a tight bound has the likelihood's slope where it touches", () => {
  const v = 1 / (1 + (0.7 * 0.7) / (s * s)), m = (v * 0.7 * x) / (s * s), h = 1e-4;
  const bound = (slope: number) =>
    gaussianElbo((z) => logNormal(z, 0, 1) + logNormal(x, slope * z, s), m, Math.sqrt(v));
  assertClose(bound(0.7), evidenceAt(0.7), { atol: 1e-11 });
  assertClose((bound(0.7 + h) - bound(0.7 - h)) / (2 * h), slopeAt07, { atol: 1e-6 });
});
// d/da [−½ log(a² + s²) − x²/(2(a² + s²))], by hand
const total = 0.7 ** 2 + s ** 2;
const slopeAt07 = -0.7 / total + (x * x * 0.7) / (total * total);

pin("02", "entropy-of-moods", entropy(prior), { atol: 1e-14 }, rounding);
pin("02", "kl-world-belief", divergence([0.36, 0.64], [0.75, 0.25]), { atol: 1e-14 }, rounding);
pin("02", "kl-belief-world", divergence([0.75, 0.25], [0.36, 0.64]), { atol: 1e-14 }, rounding);
pin("02", "jensen-gap", Math.log(5 / 3), { atol: 1e-14 }, rounding);
pin("02", "log-evidence", Math.log(0.36 * 0.18 + 0.64 * 0.22), { atol: 1e-14 }, rounding);
pin("02", "posterior-long", 0.1408 / 0.2056, { atol: 1e-14 }, rounding);
pin("02", "elbo-at-even-odds", elbo([0.5, 0.5]), { atol: 1e-14 }, rounding);
pin("02", "gap-at-even-odds", divergence([0.5, 0.5], posterior), { atol: 1e-14 }, rounding);
pin(
  "02",
  "hilltop",
  posterior[1]!,
  { atol: 1e-6 },
  "2000 steps of a climb that feels its slope by differences",
);
pin("02", "gaussian-elbo", gaussianElbo(linearJoint, 0.4, 0.7), { atol: 1e-11 }, "midpoint rule");
pin("02", "gaussian-log-evidence", linearEvidence, { atol: 1e-12 }, "midpoint rule");
pin("02", "posterior-mean", posteriorMean, { atol: 1e-12 }, "midpoint rule");
pin("02", "posterior-std", posteriorStd, { atol: 1e-12 }, "midpoint rule");
pin(
  "02",
  "sampled-elbo",
  gaussianElbo(linearJoint, 0.4, 0.7),
  { atol: 0.0404 },
  "five standard errors, .00807 each",
);
pin(
  "02",
  "common-slope",
  slopeAt07,
  { atol: 1e-8 },
  "central difference with h = 1e-5: error ~ h² and rounding/h",
);
pin("02", "square-log-evidence", squareEvidence, { atol: 1e-9 }, "adaptive quadrature's own bound");
pin(
  "02",
  "entropy-as-printed",
  0.5 * Math.log(Math.PI * Math.E),
  { atol: 1e-14 },
  "the printed line, errata 000.1",
);
pin("02", "entropy-corrected", 0.5 * Math.log(0.5 * Math.PI * Math.E), { atol: 1e-14 }, rounding);
pin(
  "02",
  "elbo-as-scanned",
  elbo([0.5, 0.5]) - 2 * Math.LN2,
  { atol: 1e-14 },
  "the scanned line, errata 004",
);

// Var(log p(x, μ + σε)) for the quadratic log-joint c₀ + c₁ε − c₂ε²: c₁² + 2c₂²
const curvature = (1 + (a * a) / (s * s)) / 2;
const slope = (a * (x - a * 0.4)) / (s * s) - 0.4;
const spread = Math.sqrt((slope * 0.7) ** 2 + 2 * (curvature * 0.49) ** 2);
pin(
  "02",
  "sampled-elbo-standard-error",
  spread / Math.sqrt(100_000),
  { rtol: 0.02 },
  "an estimated spread of 1e5 draws: 2 % is five of its own errors",
);

// the best Gaussian for the square world's left hump, by coordinate golden sections
const bestGap = (() => {
  let [mean, std] = [-1.2, 0.3];
  for (let round = 0; round < 12; round++) {
    mean = maximizer((m) => gaussianElbo(squareJoint, m, std), -2, -0.5);
    std = maximizer((d) => gaussianElbo(squareJoint, mean, d), 0.1, 0.6);
  }
  return squareEvidence - gaussianElbo(squareJoint, mean, std);
})();
const [linearSpread, squareSpread] = [spreadOf(linearGaps), spreadOf(squareGaps)];
pin(
  "02",
  "linear-gap-at-end",
  linearSpread.mean,
  { atol: 5 * linearSpread.std },
  "twenty climbs with other noise, five of their standard deviations",
);
pin(
  "02",
  "square-gap-at-end",
  squareSpread.mean,
  { atol: 5 * squareSpread.std },
  "twenty climbs with other noise, five of their standard deviations",
);
const between = maximizer((std) => gaussianElbo(squareJoint, 0, std), 0.5, 1.2);
pin("02", "gap-between-the-humps", squareEvidence - gaussianElbo(squareJoint, 0, between), {
  atol: 1e-8,
}, "golden section over σ, midpoint rule");

// the waits: mixtools' model, the prior as the guess
const [w, centres] = [[0.36085, 0.63915], [54.61364, 80.09031]];
const lazy = sum(
  waits.map((wait) => sum(w.map((each, k) => each * logNormal(wait, centres[k]!, 5.86909)))),
);
pin(
  "02",
  "waits-log-evidence",
  -1034.002,
  { atol: 5e-4 },
  "published by mixtools to three decimals",
);
pin(
  "02",
  "waits-lazy-bound",
  lazy,
  { atol: 1e-8 },
  "the likelihood term alone, ELBO-9 with q = prior",
);
// the scanned line is convex in q, so its best q lies at a corner: at the larger joint
pin(
  "02",
  "best-q-as-scanned",
  joint[1]! > joint[0]! ? 1 : 0,
  {},
  "a convex function on a segment is largest at an end",
);

Deno.test("chapter 02 says a little above log 2: the best Gaussian's gap in the square world", () => {
  assertGreater(bestGap, Math.LN2);
  assertLess(bestGap, Math.LN2 + 0.1);
});
