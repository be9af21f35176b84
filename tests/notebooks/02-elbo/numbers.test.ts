/** Chapter 02: every equation and every number, held against oracles that import nothing of lib. */
import { assertGreater, assertLess } from "@std/assert";
import {
  assertClose,
  integral,
  logNormal,
  maximizer,
  otherNormals,
  pin,
  spreadOf,
  sum,
} from "../../support/mod.ts";
import { waits } from "../../support/faithful.ts";
import { priorError } from "../01-latent-variables/prior_error.ts";
import { gapOfCoordinate, varianceOfDraw } from "./high_dimension.ts";
import {
  a,
  divergence,
  elbo,
  entropy,
  gaussianElbo,
  joint,
  linearEvidence,
  linearJoint,
  linearSlope,
  posterior,
  posteriorMean,
  posteriorStd,
  prior,
  s,
  slope,
  slopeAt07,
  squareJoint,
  squareSlope,
} from "./oracle.ts";

const rounding = "64-bit rounding of a closed form";
const squareEvidence = Math.log(integral((z) => Math.exp(squareJoint(z)), -12, 12));

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

// the average of 100,000 surprises: one surprise spreads by √(.36·.64)·log(.64/.36)
pin("02", "surprise-of-draws", entropy(prior), {
  atol: 5 * Math.sqrt(0.36 * 0.64 / 1e5) * Math.log(0.64 / 0.36),
}, "five standard errors of the average");
pin("02", "elbo-at-long", elbo([0.01, 0.99]), { atol: 1e-14 }, rounding);
pin(
  "02",
  "entropy-as-integral",
  0.5 * Math.log(0.5 * Math.PI * Math.E),
  { atol: 1e-9 },
  "its bound",
);
pin("02", "std-between-the-humps", between, { atol: 1e-7 }, "golden section over σ, midpoint rule");

// from the middle: twenty climbs with other noise
const middle = seeds.map((seed) => climb(squareSlope, seed, { mean: 0, std: 1.5 }));
const [middleMean, middleStd, middleGap] = [
  spreadOf(middle.map(({ mean }) => mean)),
  spreadOf(middle.map(({ std }) => std)),
  spreadOf(middle.map(({ mean, std }) => squareEvidence - gaussianElbo(squareJoint, mean, std))),
];
const twenty = "twenty climbs with other noise, five of their standard deviations";
pin("02", "middle-climb-mean", middleMean.mean, { atol: 5 * middleMean.std }, twenty);
pin("02", "middle-climb-std", middleStd.mean, { atol: 5 * middleStd.std }, twenty);
pin("02", "middle-climb-gap", middleGap.mean, { atol: 5 * middleGap.std }, twenty);

// chapter 01's debt: 28 independent coordinates
const fromPrior = spreadOf(
  Array.from({ length: 6 }, (_, i) => priorError(28, 100_000, 7919 * (i + 1))),
);
pin("02", "prior-error-at-28", fromPrior.mean, {
  atol: 5 * fromPrior.std * Math.sqrt(1 / 5 + 1 / 6),
}, "another generator's six runs against five, five standard errors of the difference");
const coordinate = spreadOf(Array.from({ length: 400 }, (_, i) => gapOfCoordinate(i + 1)));
pin("02", "bound-error-at-28", -28 * coordinate.mean, {
  atol: 5 * Math.sqrt((28 * coordinate.std ** 2 + 28 * varianceOfDraw / 4096) / 5),
}, "400 coordinates climbed with other noise; five standard errors of a mean of five runs");
// one coordinate: z ~ N(0, 1) against N(x/(1 + s²), s²/(1 + s²)), by the closed form of two normals
const [noise, place] = [0.5, Math.hypot(1, 0.5)];
const narrow = noise ** 2 / (1 + noise ** 2), middleOf = place / (1 + noise ** 2);
pin("02", "bound-at-prior-28", -14 * ((1 + middleOf ** 2) / narrow - 1 + Math.log(narrow)), {
  rtol: 0.03,
}, "28 coordinates; 4,096 draws of a log p(x, z) that spreads by some per cent of it");
