/** Chapter 03: every equation and every number, held against oracles that import nothing of lib. */
import { assert, assertGreater, assertLess } from "@std/assert";
import { assertClose, pin, sum } from "../../support/mod.ts";
import { eruptions as points, waits } from "../../support/faithful.ts";
import {
  type Blob2,
  bound,
  climb,
  eStep,
  improved,
  type Line,
  lineDensity,
  lineLogLikelihood,
  logLikelihood,
  mStep,
  shares,
  single,
  slopeOfMean,
  spike,
  start,
  top,
  two,
  waitsAt,
  waitsIndecision,
  waitsTop,
} from "./oracle.ts";
import { closedShare, downs, heightAt, meansAfter, plainAscent } from "./hill.ts";

const rounding = "64-bit rounding over 272 data";
function lineRound(line: Line): Line {
  const r = waits.map((x) => lineDensity(line, x).map((each) => each / sum(lineDensity(line, x))));
  const Nk = [0, 1].map((k) => sum(r.map((row) => row[k]!)));
  const mu = [0, 1].map((k) => sum(r.map((row, i) => row[k]! * waits[i]!)) / Nk[k]!);
  const squares = sum(
    r.map((row, i) => sum(row.map((each, k) => each * (waits[i]! - mu[k]!) ** 2))),
  );
  return { w: Nk.map((each) => each / 272), mu, std: Math.sqrt(squares / 272) };
}
const printedStart: Line = { w: [0.5, 0.5], mu: [55, 80], std: 5 };
const lineTop = Array.from({ length: 200 }).reduce<Line>((line) => lineRound(line), printedStart);
const moving = waitsTop((std) => waitsAt(std) - waitsIndecision(std));
const tiedThree = { logLikelihood: -1126.316, bic: 2 * -1126.316 - 11 * Math.log(272) };

pin("03", "loglik-at-start", logLikelihood(start, points), { atol: 1e-9 }, rounding);
pin(
  "03",
  "bound-with-no-opinion",
  bound(start, points.map(() => [0.5, 0.5])),
  { atol: 1e-9 },
  rounding,
);
pin("03", "weight-after-one-step", improved[0]!.weight, { atol: 1e-12 }, rounding);
pin("03", "bound-after-m-step", bound(improved, shares), { atol: 1e-9 }, rounding);
pin(
  "03",
  "loglik-full-2",
  logLikelihood(top, points),
  { atol: 1e-6 },
  "plain EM, 400 rounds; notes give −1130.264",
);
pin(
  "03",
  "weight-long",
  two[0].weight,
  { atol: 1e-5 },
  "both stop within 1e-10 nats a datum of the top, where it is flat",
);
pin("03", "duration-long", two[0].mean[0], { atol: 1e-4 }, "as weight-long; notes give 4.2897");
pin("03", "wait-long", two[0].mean[1], { atol: 1e-3 }, "as weight-long; notes give 79.968");
pin("03", "duration-short", two[1].mean[0], { atol: 1e-4 }, "as weight-long; notes give 2.0364");
pin("03", "wait-short", two[1].mean[1], { atol: 1e-3 }, "as weight-long; notes give 54.4785");
pin("03", "slope-of-first-mean", slopeOfMean(), { atol: 1e-9 }, rounding);
pin(
  "03",
  "gradient-loglik-after-200",
  logLikelihood(top, points),
  { atol: 5e-3 },
  "float32 keeps seven digits of 1130",
);
pin(
  "03",
  "loglik-one-gaussian",
  logLikelihood([{ ...single, weight: 1 }], points),
  { atol: 1e-9 },
  "the closed-form fit of one Gaussian",
);
pin("03", "bic-full-2", -2322.192, { atol: 1e-3 }, "mclust VVV,2, to three decimals");
pin(
  "03",
  "bic-tied-3",
  tiedThree.bic,
  { atol: 1e-3 },
  "EEE,3 fully converged, −1126.316; mclust stops .02 earlier",
);
pin(
  "03",
  "waits-loglik-first",
  lineLogLikelihood(printedStart),
  { atol: 1e-9 },
  "plain arithmetic; notes give −1051.090",
);
pin(
  "03",
  "waits-loglik-second",
  lineLogLikelihood(lineRound(printedStart)),
  { atol: 1e-9 },
  "one plain round; notes give −1034.174",
);
pin("03", "waits-loglik-last", -1034.002, { atol: 5e-4 }, "published by mixtools");
pin(
  "03",
  "waits-sigma",
  lineTop.std,
  { atol: 1e-5 },
  "stops within 1e-10 nats a datum; published 5.86909",
);
pin(
  "03",
  "sigma-with-frozen-posterior",
  waitsTop(waitsAt),
  { atol: 0.005 },
  "the chapter searches in steps of .01",
);
pin(
  "03",
  "sigma-with-moving-posterior",
  moving,
  { atol: 0.005 },
  "the chapter searches in steps of .01",
);
pin(
  "03",
  "loglik-change",
  waitsAt(moving) - waitsAt(waitsTop(waitsAt)),
  { atol: 0.03 },
  "half a step of .01 in σ moves it so far",
);
pin("03", "spike-loglik", spike(1e-64), { atol: 1e-6 }, "closed form for the spike's own datum");
pin(
  "03",
  "twins-loglik",
  logLikelihood([{ ...single, weight: 1 }], points),
  { atol: 1e-6 },
  "a single Gaussian, twice; errata 000.5 give −1289.797",
);
pin(
  "03",
  "nudged-twins-loglik",
  logLikelihood(top, points),
  { atol: 1e-6 },
  "plain EM, 400 rounds",
);

const history = (() => {
  const values = [logLikelihood(start, points)];
  for (let blobs = start; values.length < 60;) {
    blobs = mStep(points, eStep(blobs, points));
    values.push(logLikelihood(blobs, points));
    if (values.at(-1)! - values.at(-2)! < 272 * 1e-13) break;
  }
  return values;
})();
const gains = history.slice(1).map((value, t) => value - history[t]!);
pin(
  "03",
  "rounds",
  gains.length,
  { atol: 1 },
  "the last gain is near rounding: one round more or less",
);
pin("03", "rounds-that-32-bits-cannot-see", gains.filter((gain) => gain < 2 ** -13).length, {
  atol: 1,
}, "as rounds");

const floored = climb(
  [
    { weight: 0.01, mean: points[0]!, a: 1e-6, b: 0, c: 1e-4 },
    { ...single, weight: 0.99 },
  ],
  points,
  2000,
  1e-3,
);
pin(
  "03",
  "loglik-with-floor",
  logLikelihood(floored, points),
  { atol: 1e-3 },
  "plain EM with the same floor",
);

/** EM with one covariance for three components, from three rough centres. */
const three = climb(
  [[2, 54], [3.8, 77], [4.5, 81]].map((mean) => ({
    weight: 1 / 3,
    mean: mean as [number, number],
    a: 0.1,
    b: 0.3,
    c: 33,
  })),
  points,
  1500,
  0,
  "tied",
);
Deno.test("chapter 03's best model: three tied components reach −1126.316", () => {
  assertClose(logLikelihood(three, points), tiedThree.logLikelihood, { atol: 1e-3 });
});
const sure = eStep(three, points).filter((row) => Math.max(...row) > 0.95).length / 272;
pin(
  "03",
  "share-of-sure-labels",
  sure,
  { atol: 1.5 / 272 },
  "one datum near the threshold may fall on either side",
);

// the first five waits, two bells of σ = 6 at 60 and 75
const five = waits.slice(0, 5);
const firstShare = five.map((x) => 1 / (1 + Math.exp(((x - 60) ** 2 - (x - 75) ** 2) / 72)));
const weightedMean = (r: readonly number[]) => sum(r.map((each, i) => each * five[i]!)) / sum(r);
pin(
  "03",
  "five-waits-mean-1",
  weightedMean(firstShare),
  { atol: 1e-10 },
  "the logistic form of Bayes' rule",
);
pin(
  "03",
  "five-waits-mean-2",
  weightedMean(firstShare.map((r) => 1 - r)),
  { atol: 1e-10 },
  "the logistic form of Bayes' rule",
);
/** Plain EM from `count` random quadruples of data, chosen by a congruential generator. */
function randomTops(count: number): number[] {
  let state = 12345;
  const pick = () => points[(state = (Math.imul(state, 1664525) + 1013904223) >>> 0) % 272]!;
  return Array.from({ length: count }, () => {
    const blobs = [0, 1, 2, 3].map(() => ({ weight: 0.25, mean: pick(), a: 0.3, b: 0, c: 40 }));
    return logLikelihood(climb(blobs, points, 400), points);
  });
}
const tops = randomTops(20);
Deno.test("chapter 03 says that four full components have many tops", () => {
  const best = Math.max(...tops);
  assertGreater(tops.filter((top) => top < best - 0.5).length, 4); // whatever the starts
  assertLess(best, -1100); // and none of twenty finds anything far better
});
const distinct = new Set(tops.map((top) => top.toFixed(1))).size;

pin(
  "03",
  "different-tops",
  distinct,
  { atol: 6 },
  "other starts find other tops: how many is luck, that there are several is not",
);

const parted = (d: number, shrink: number) =>
  logLikelihood(
    [-d, d].map((each) => ({
      ...single,
      weight: 0.5,
      mean: [single.mean[0] + each, single.mean[1]] as [number, number],
      a: single.a - shrink * d * d,
    })),
    points,
  ) - logLikelihood([{ ...single, weight: 1 }], points);
Deno.test("chapter 03 says that the twins stand on a saddle", () => {
  for (const d of [0.01, 0.1, 0.3]) assert(parted(d, 0) < 0 && parted(d, 1) > 0);
});
pin("03", "parted-spread-held", parted(0.1, 0), { atol: 1e-8 }, "plain arithmetic");
pin("03", "parted-spread-reduced", parted(0.1, 1), { atol: 1e-8 }, "plain arithmetic");

/** The chance that k-means++ puts two centres into different clouds, exactly: over all first data. */
const isShort = points.map(([duration]) => duration < 3);
const apart = sum(points.map((first, i) => {
  const squares = points.map((x) => (x[0] - first[0]) ** 2 + (x[1] - first[1]) ** 2);
  return sum(squares.filter((_, j) => isShort[j] !== isShort[i])) / sum(squares);
})) / 272;
pin(
  "03",
  "starts-in-both-clouds",
  apart,
  { atol: 5 * Math.sqrt((apart * (1 - apart)) / 200) },
  "the exact chance, five standard errors of 200 starts",
);
const shortShare = isShort.filter(Boolean).length / 272;
pin(
  "03",
  "random-pairs-in-both-clouds",
  2 * shortShare * (1 - shortShare),
  { atol: 1e-12 },
  "counted in the data",
);

// gains that a 32-bit copy cannot follow
const copy = history.map(Math.fround);
pin("03", "last-rise-in-32-bits", copy.findLastIndex((v, t) => t > 0 && v > copy[t - 1]!), {
  atol: 1, // the copy's last step may round the other way
}, "another EM from the same start");

// how much of what is left a late round closes
const rounds = (blobs: readonly Blob2[], kind: "full" | "tied", most: number) => {
  const values = [logLikelihood(blobs, points)];
  for (let now = blobs; values.length < most;) {
    now = climb(now, points, 1, 0, kind);
    values.push(logLikelihood(now, points));
  }
  return values;
};
pin(
  "03",
  "share-closed-clear",
  closedShare(rounds(start, "full", 25)),
  { atol: 0.02 },
  "another EM " +
    "from another start: late rounds forget it; their gains are known to some per cent",
);
const tiedStart = [[2, 54], [3.8, 77], [4.5, 81]].map((mean) => ({
  weight: 1 / 3,
  mean: mean as [number, number],
  a: 0.1,
  b: 0.3,
  c: 33,
}));
pin(
  "03",
  "share-closed-blurred",
  closedShare(rounds(tiedStart, "tied", 160)),
  { atol: 0.02 },
  "as " +
    "share-closed-clear",
);

// plain gradient ascent on the means, everything else at the fit, the short eruptions first
const fitted = [...two].reverse();
pin("03", "plain-drops-small", downs(plainAscent(fitted, 1e-4)), {}, "the same climb written out");
pin(
  "03",
  "plain-drops-large",
  downs(plainAscent(fitted, 1e-3)),
  { atol: 10 },
  "it leaps to and fro: " +
    "a rounding may grow",
);

// labels in doubt under the best model
const doubts = eStep(three, points).map((row, i) => ({
  isShort: points[i]![0] < 3,
  isSure: Math.max(...row) > 0.95,
})).filter(({ isSure }) => !isSure);
const near = "one datum near the threshold may fall on either side";
pin("03", "unsure-short", doubts.filter(({ isShort }) => isShort).length, {}, "counted again");
pin("03", "unsure-long", doubts.filter(({ isShort }) => !isShort).length, { atol: 1 }, near);

// the landscape of two means
const { std } = lineTop;
const average = sum(waits) / 272;
pin("03", "hill-top", heightAt(meansAfter([48, 60], 200, std), std), { atol: 1e-6 }, "EM again");
pin("03", "hill-swapped-top", heightAt(meansAfter([92, 66], 200, std), std), {
  atol: 1e-3,
}, "EM again; here the weights matter at first order, and are printed to five digits");
pin(
  "03",
  "hill-saddle",
  heightAt([average, average], std),
  { atol: 1e-3 },
  "both means at the " +
    "average; weights printed to five digits",
);
pin("03", "hill-saddle-place", average, { atol: 1e-12 }, "the mean of all waits");
const freed = Array.from({ length: 60 }, (_, t) => meansAfter([62, 62], t, std))
  .findIndex(([mu1, mu2]) => Math.abs(mu1! - mu2!) > 1);
pin(
  "03",
  "hill-freed-after",
  freed,
  { atol: 8 },
  "a difference of a rounding or of none for some " +
    "rounds, multiplied by about seven in each",
);
// how many rounds, and how many steps of η = .05, to within a tenth of a minute of the top
const isNear = (place: readonly number[], end: readonly number[]) =>
  place.every((mu, k) => Math.abs(mu - end[k]!) < 0.1);
const topOfHill = meansAfter([48, 60], 200, std);
const emRoad = Array.from({ length: 20 }, (_, t) => meansAfter([48, 60], t, std));
pin("03", "hill-em-rounds", emRoad.findIndex((mu) => isNear(mu, topOfHill)), {}, "EM again");
let slow: readonly number[] = [48, 60], gradientSteps = 0;
for (; !isNear(slow, topOfHill); gradientSteps++) {
  const pulls = waits.map((x) => {
    const parts = lineDensity({ w: [0.36085, 0.63915], mu: slow, std }, x);
    return parts.map((each, k) => each / sum(parts) * (x - slow[k]!));
  });
  slow = slow.map((mu, k) => mu + 0.05 * sum(pulls.map((row) => row[k]!)) / std ** 2);
}
pin(
  "03",
  "hill-gradient-steps",
  gradientSteps,
  { atol: 1 },
  "the same ascent written out; weights " +
    "printed to five digits",
);
