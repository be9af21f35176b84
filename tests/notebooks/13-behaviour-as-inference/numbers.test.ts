/** Chapter 13: every equation and every number, held against counting that imports nothing of lib. */
import { assert, assertGreater, assertLess } from "@std/assert";
import * as control from "lib/control";
import { categorical, fold, key } from "lib/math";
import { assertClose, otherNormals, pin, spreadOf, sum } from "../../support/mod.ts";
import { desk } from "./desk.ts";
import {
  eight,
  evidence,
  given,
  type List,
  policyValue,
  posterior,
  share,
  slips,
  straight,
  three,
  uniformFrom,
} from "./oracle.ts";

const counted = "counted over all behaviours by the test";
const rounding = "a few exact operations in 64 bits";

Deno.test("chapter 13: the fitted temperatures surround the truth, with other noise too", () => {
  const p = share(multiplicity.map(({ value, count }) => count * Math.exp(value / 0.7)));
  const normal = otherNormals(77);
  const drawReturn = () => {
    let left = uniformFrom(normal);
    return multiplicity[p.findIndex((each) => (left -= each) <= 0)]!.value;
  };
  const fits = Array.from({ length: 60 }, () => {
    const observed = sum(Array.from({ length: 60 }, drawReturn)) / 60;
    return fitTo(observed);
  });
  const { mean, standardError } = spreadOf(fits);
  assertClose(mean, 0.7, { atol: 4 * standardError + 0.01 }); // 0.01: the bias of 60 draws, order 1/N
});

/** How many of the 6561 behaviours have each return. */
const multiplicity = [...Map.groupBy(eight, (each) => each.return)]
  .map(([value, group]) => ({ value, count: group.length }));

function fitTo(observed: number): number {
  let [low, high] = [0.05, 20];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    const p = share(multiplicity.map(({ value, count }) => count * Math.exp(value / middle)));
    if (sum(p.map((each, k) => each * multiplicity[k]!.value)) > observed) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

const wished = given(eight);
const spreadAt = (p: List, t: number) =>
  Math.sqrt(sum(p.map((each, i) => each * eight[i]!.offsets[t]! ** 2)));
const restless = Array.from(
  { length: 8 },
  (_, t) => sum(wished.map((p, i) => (eight[i]!.actions[t] === 0 ? 0 : p))),
);
// independent moves: variances add, and the chance to arrive is a convolution
const aimlessSpread = Math.sqrt(sum(restless));
const arrivesAimless = restless.reduce((p: Map<number, number>, each) => {
  const next = new Map<number, number>();
  for (const [y, weight] of p) {
    for (const [a, q] of [[-1, each / 2], [0, 1 - each], [1, each / 2]] as const) {
      next.set(y + a, (next.get(y + a) ?? 0) + weight * q);
    }
  }
  return next;
}, new Map([[0, 1]])).get(0)!;

Deno.test("chapter 13: the near-optimal hand swells on the way and closes at the cup", () => {
  const spread = Array.from({ length: 9 }, (_, t) => spreadAt(wished, t));
  const peak = spread.indexOf(Math.max(...spread));
  assert(peak > 2 && peak < 7);
  assertLess(spread[8]!, spread[peak]! / 2);
  assertGreater(aimlessSpread, 2);
});

/** Independent moves after some steps: how likely each offset is. */
function spreadOut(rate: number, steps: number): Map<number, number> {
  let p = new Map([[0, 1]]);
  for (let t = 0; t < steps; t++) {
    const next = new Map<number, number>();
    for (const [y, weight] of p) {
      for (const [a, q] of [[-1, rate / 2], [0, 1 - rate], [1, rate / 2]] as const) {
        next.set(y + a, (next.get(y + a) ?? 0) + weight * q);
      }
    }
    p = next;
  }
  return p;
}

/** Mean square offset half-way, of eight moves that end at the given place. */
function moments(rate: number, end: number): number {
  const four = [...spreadOut(rate, 4)];
  const weights = four.map(([y, p]) => p * (four.find(([other]) => other === end - y)?.[1] ?? 0));
  return sum(weights.map((p, i) => p * four[i]![0] ** 2)) / sum(weights);
}

/** How likely the near-optimal hand's distance from the line grows (1) or shrinks (−1) at a step. */
const movesAt = (t: number, sign: number) =>
  sum(wished.map((p, i) => {
    const [from, to] = [Math.abs(eight[i]!.offsets[t - 1]!), Math.abs(eight[i]!.offsets[t]!)];
    return Math.sign(to - from) === sign ? p : 0;
  }));

Deno.test("chapter 13: the near-optimal hand is a walk with rarer moves, softly pinned", () => {
  const rate = 2 * Math.exp(-0.5) / (1 + 2 * Math.exp(-0.5));
  const end = [...spreadOut(rate, 8)].map(([y, p]) => ({ y, p: p * Math.exp(-2 * y * y) }));
  const kept = sum(end.map(({ p }) => p));
  const square = (f: (y: number) => number) => sum(end.map(({ y, p }) => p / kept * f(y)));
  assertClose(Math.sqrt(square((y) => y * y)), spreadAt(wished, 8), { atol: 1e-12 });
  assertClose(Math.sqrt(square((y) => moments(rate, y))), spreadAt(wished, 4), { atol: 1e-12 });
  assertClose(restless, restless.map(() => restless[0]!), { atol: 1e-13 });
});

Deno.test("chapter 13: what exercise 13.6 says of a wider cup and of a tremor", () => {
  const wide = share(eight.map(({ offsets, return: earned }) => {
    const y = offsets[8]!;
    return Math.exp(earned + (Math.abs(y) <= 1 ? 2 * y * y : 0)); // the miss given back
  }));
  assertClose(spreadAt(wide, 8), 0.8, { atol: 5e-3 }); // two decimals are said
  assertClose(spreadAt(wide, 4), 1.15, { atol: 5e-3 });
  /** Weights of the sum of a + slip after so many steps, one of them perhaps with a slip for sure. */
  const after = (kernels: readonly (readonly (readonly [number, number])[])[]) =>
    kernels.reduce((sums, kernel) => {
      const next = new Map<number, number>();
      for (const [y, weight] of sums) {
        for (const [d, q] of kernel) next.set(y + d, (next.get(y + d) ?? 0) + weight * q);
      }
      return next;
    }, new Map([[0, 1]]));
  const kernel = (allowed: (slip: number) => boolean) =>
    [-1, 0, 1].flatMap((a) =>
      slips.filter(([slip]) => allowed(slip))
        .map(([slip, p]) => [a + slip, p * Math.exp(-0.5 * a * a)] as const)
    );
  const any = kernel(() => true), slipping = kernel((slip) => slip !== 0);
  const lit = (kernels: readonly (typeof any)[]) =>
    sum([...after(kernels)].map(([y, weight]) => weight * Math.exp(-2 * y * y)));
  assertClose(lit([any, any, any, any, slipping]) / lit([any, any, any, any, any]), 0.276, {
    atol: 5e-4,
  });
});

// the draws are lib's, as in the notebook; the fit is the test's own
const list = control.trajectories(desk(8));
const truth = given(list.map((tau) => ({ actions: [], offsets: [], return: tau.return })), 0.7);
const fitted = Array.from({ length: 40 }, (_, seed) => {
  const picks = categorical(fold(key(13), seed), truth, 60);
  return fitTo(sum(Array.from(picks, (i) => list[i]!.return)) / 60);
}).toSorted((a, b) => a - b);

pin("13", "best-return", 0, { atol: 0 }, "straight ahead costs nothing");
pin("13", "best-plan-slippery", -1.8, { atol: 1e-12 }, "straight: 2·3 steps of variance 0.3");
pin(
  "13",
  "best-policy-slippery",
  policyValue(3),
  { atol: 1e-12 },
  "dynamic programming of the test",
);
pin("13", "trajectories", 27, { atol: 0 }, "3³");
pin("13", "log-evidence", Math.log(evidence), { atol: 1e-13 }, counted);
pin("13", "posterior-straight", posterior[straight]!, { atol: 1e-14 }, counted);
pin("13", "straight-at-a-quarter", given(three, 0.25)[straight]!, { atol: 1e-14 }, counted);
pin("13", "straight-at-four", given(three, 4)[straight]!, { atol: 1e-14 }, counted);
pin("13", "log-evidence-raised", Math.log(evidence) + 15, { atol: 1e-12 }, `${counted}, plus 3·5`);
pin("13", "spread-halfway", spreadAt(wished, 4), { atol: 1e-11 }, counted);
const pinned = share(
  eight.map(({ actions, offsets }) =>
    offsets[8] !== 0
      ? 0
      : actions.reduce((p, a, t) => p * (a === 0 ? 1 - restless[t]! : restless[t]! / 2), 1)
  ),
);
pin("13", "spread-halfway-pinned", spreadAt(pinned, 4), { atol: 1e-11 }, counted);
pin(
  "13",
  "spread-halfway-careless",
  Math.sqrt(moments(2 / 3, 0)),
  { atol: 1e-12 },
  "a bridge by convolutions: four moves there and four back, each way counted by its numbers",
);
pin("13", "move-rate-of-effort", 2 / (2 + Math.sqrt(Math.E)), { atol: 1e-15 }, rounding);
pin("13", "restless", restless[7]!, { atol: 1e-12 }, `${counted}, at the last step`);
pin("13", "away-at-three", movesAt(3, 1), { atol: 1e-12 }, counted);
pin("13", "back-at-three", movesAt(3, -1), { atol: 1e-12 }, counted);
pin("13", "away-at-eight", movesAt(8, 1), { atol: 1e-12 }, counted);
pin("13", "back-at-eight", movesAt(8, -1), { atol: 1e-12 }, counted);
pin("13", "spread-at-cup", spreadAt(wished, 8), { atol: 1e-11 }, counted);
pin(
  "13",
  "spread-at-cup-aimless",
  aimlessSpread,
  { atol: 1e-11 },
  "variances of eight moves, added",
);
pin(
  "13",
  "arrives",
  sum(wished.map((p, i) => (eight[i]!.offsets[8] === 0 ? p : 0))),
  { atol: 1e-11 },
  counted,
);
pin("13", "arrives-aimless", arrivesAimless, { atol: 1e-11 }, "a convolution of eight moves");
pin(
  "13",
  "fitted-temperature-mean",
  sum(fitted) / 40,
  { atol: 1e-7 },
  "the same draws, fitted by another bisection (both to 1e-9)",
);
pin(
  "13",
  "fitted-temperature-quartile",
  fitted[9]! + 0.75 * (fitted[10]! - fitted[9]!),
  { atol: 1e-7 },
  "the same draws, fitted by another bisection; quartile at place 9.75 of 0 … 39",
);
pin(
  "13",
  "fitted-temperature-upper",
  fitted[29]! + 0.25 * (fitted[30]! - fitted[29]!),
  { atol: 1e-7 },
  "the same draws, fitted by another bisection; quartile at place 29.25 of 0 … 39",
);
const { mean: fittedMean, standardError: fittedError } = spreadOf(fitted);
const t39 = 2.022690920036762; // 97.5 % of Student's t with 39 degrees of freedom, as scipy.stats.t.ppf
const interval = "mean ± t·s/√40 of the same draws, with t from a table";
pin("13", "fitted-temperature-low", fittedMean - t39 * fittedError, { atol: 2e-7 }, interval);
pin("13", "fitted-temperature-high", fittedMean + t39 * fittedError, { atol: 2e-7 }, interval);
pin("13", "prior-as-printed", 1.5, { atol: 1e-15 }, "2·3·½·½");
pin("13", "indicator-start-0", 1 / (1 + Math.E), { atol: 1e-15 }, rounding);
pin("13", "correct-start-0", 0.9 / (0.9 + 0.1 * Math.E), { atol: 1e-15 }, rounding);
