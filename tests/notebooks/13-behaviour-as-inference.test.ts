/** Chapter 13: every equation and every number, held against counting that imports nothing of lib. */
import { assert, assertEquals, assertGreater, assertLess } from "@std/assert";
import * as control from "lib/control";
import { categorical, fold, key } from "lib/math";
import { assertClose, maximizer, otherNormals, pin, spreadOf, sum } from "../support/mod.ts";

type List = readonly number[];
type Behaviour = { readonly actions: List; readonly offsets: List; readonly return: number };
const counted = "counted over all behaviours by the test";
const rounding = "a few exact operations in 64 bits";

/** All behaviours of the dry desk: offsets after each step, and the return. */
function behaviours(steps: number): Behaviour[] {
  let all: Behaviour[] = [{ actions: [], offsets: [0], return: 0 }];
  for (let t = 1; t <= steps; t++) {
    all = all.flatMap(({ actions, offsets, return: soFar }) =>
      [-1, 0, 1].map((a) => {
        const y = offsets.at(-1)! + a;
        const cost = 0.5 * a * a + (t === steps ? 2 * y * y : 0);
        return { actions: [...actions, a], offsets: [...offsets, y], return: soFar - cost };
      })
    );
  }
  return all;
}

const share = (weights: List) => weights.map((each) => each / sum(weights));
const given = (all: readonly Behaviour[], alpha = 1) =>
  share(all.map((each) => Math.exp(each.return / alpha)));

const three = behaviours(3);
const eight = behaviours(8);
const posterior = given(three);
const evidence = sum(three.map((each) => Math.exp(each.return))) / 27;
const straight = three.findIndex(({ actions }) => actions.every((a) => a === 0));

/** The desk as the notebook builds it, without slips, for lib's side of the comparisons. */
function desk(steps: number, slip = 0): control.Mdp {
  const width = 4 * steps + 1;
  return control.sparseMdp({
    states: width * (steps + 1),
    actions: 3,
    initial: Array.from({ length: width * (steps + 1) }, (_, s) => (s === 2 * steps ? 1 : 0)),
    steps,
    outcomes: (state, action) => {
      const [column, place] = [Math.floor(state / width), state % width];
      if (column === steps) return [{ state, probability: 1, reward: 0 }];
      return [[-1, slip], [0, 1 - 2 * slip], [1, slip]].map(([shift, probability]) => {
        const y = Math.min(width - 1, Math.max(0, place + action - 1 + shift!)) - 2 * steps;
        const reward = -0.5 * (action - 1) ** 2 - (column + 1 === steps ? 2 * y * y : 0);
        return { state: (column + 1) * width + y + 2 * steps, probability: probability!, reward };
      });
    },
  });
}

/** Trajectories of lib in the order of the test's own list, by their actions. */
function ordered(list: readonly control.Trajectory[], own: readonly Behaviour[]) {
  const byActions = new Map(list.map((tau) => [tau.actions.join(), tau]));
  return own.map(({ actions }) => byActions.get(actions.map((a) => a + 1).join())!);
}

const slips = [[-1, 0.15], [0, 0.7], [1, 0.15]] as const;

/** The expected return of one plan: all 27 histories of slips, one by one. */
function planValue(plan: List): number {
  return sum(slips.flatMap(([i, p]) =>
    slips.flatMap(([j, q]) =>
      slips.map(([k, r]) => {
        const y = sum(plan) + i + j + k;
        return p * q * r * (-0.5 * sum(plan.map((a) => a * a)) - 2 * y * y);
      })
    )
  ));
}

/** The best closed-loop value by dynamic programming over a table of offsets. */
function policyValue(steps: number): number {
  let value = new Map<number, number>();
  for (let y = -9; y <= 9; y++) value.set(y, -2 * y * y);
  for (let t = 0; t < steps; t++) {
    const before = new Map<number, number>();
    for (let y = -7 + 2 * t; y <= 7 - 2 * t; y++) {
      const q = [-1, 0, 1].map((a) =>
        -0.5 * a * a + sum(slips.map(([slip, p]) => p * value.get(y + a + slip)!))
      );
      before.set(y, Math.max(...q));
    }
    value = before;
  }
  return value.get(0)!;
}

const bestPlan = Math.max(...three.map(({ actions }) => planValue(actions)));

Deno.test("CAI-1: of 27 plans straight ahead is best, then six detours at −1", () => {
  const returns = three.map((each) => each.return).toSorted((a, b) => b - a);
  assertEquals(returns.slice(0, 8), [0, -1, -1, -1, -1, -1, -1, -2.5]);
  const hard = control.hardBackward(desk(3));
  assertClose(hard.values[0]![2 * 3]!, 0, { atol: 0 }); // whole numbers and halves: no rounding
});

Deno.test("CAI-2: with chance a policy is worth at least the best plan, here more", () => {
  assertClose(bestPlan, -1.8, { atol: 1e-12 }); // straight: −2·3·0.3
  assertGreater(policyValue(3), bestPlan + 0.5);
  const hard = control.hardBackward(desk(3, 0.15));
  assertClose(hard.values[0]![2 * 3]!, policyValue(3), { atol: 1e-13 }); // the same sums in another order
});

Deno.test("CAI-3: p(τ) sums to 1, with slips and without", () => {
  for (const slip of [0, 0.15]) {
    const list = control.trajectories(desk(3, slip));
    assertClose(sum(list.map((tau) => Math.exp(tau.logPrior))), 1, { atol: 1e-12 });
  }
  const one = control.trajectories(desk(3, 0.15)).find((tau) => tau.actions.every((a) => a === 0))!;
  assert(one.logPrior < Math.log(1 / 27));
});

Deno.test("CAI-3 erratum 003.1: p(s | a) for p(a | s) sums to 1.5", () => {
  // |A| = 3, |S| = 2, T = 1, all uniform; s₂ sums to 1 in both
  const pairs = [0, 1].flatMap((s) => [0, 1, 2].map((a) => [s, a]));
  assertClose(sum(pairs.map(() => 0.5 * 0.5)), 1.5, { atol: 1e-15 });
  assertClose(sum(pairs.map(() => 0.5 / 3)), 1, { atol: 1e-15 });
});

Deno.test("CAI-4: exp r is a probability for r ≤ 0 only", () => {
  for (const r of [0, -0.5, -2, -800]) assert(Math.exp(r) >= 0 && Math.exp(r) <= 1);
  assertGreater(Math.exp(0.1), 1);
  for (const { return: r } of three) assert(r <= 0);
});

Deno.test("CAI-5: p(τ, O) = p(τ) exp Σ r: played with a coin for every light", () => {
  const normal = otherNormals(5);
  const coin = (p: number) => uniformFrom(normal) < p;
  for (const i of [straight, 0, 7]) {
    const { actions, offsets } = three[i]!;
    const played = Array.from({ length: 100_000 }, () => {
      const lights = actions.map((a, t) =>
        Math.exp(-0.5 * a * a - (t === 2 ? 2 * offsets[3]! ** 2 : 0))
      );
      return lights.every(coin) ? 1 : 0;
    });
    const { mean, standardError } = spreadOf(played);
    // 5 standard errors; 3e-5 for a bar of which no light may ever be seen (e⁻²⁰)
    assertClose(mean, Math.exp(three[i]!.return), { atol: 5 * standardError + 3e-5 });
  }
});

/** A uniform number from a normal one, by its distribution function (Abramowitz & Stegun 7.1.26). */
function uniformFrom(normal: () => number): number {
  const z = normal();
  const t = 1 / (1 + 0.3275911 * Math.abs(z) / Math.SQRT2);
  const tail = t * (0.254829592 +
    t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))) *
    Math.exp(-z * z / 2) / 2;
  return z > 0 ? 1 - tail : tail;
}

Deno.test("CAI-6: Bayes' rule over behaviours, lib against counting, with slips too", () => {
  const libs = control.trajectoryPosterior(ordered(control.trajectories(desk(3)), three));
  libs.probability.forEach((p, i) => assertClose(p, posterior[i]!, { atol: 1e-14 }));
  assertClose(libs.logEvidence, Math.log(evidence), { atol: 1e-13 });
  // with slips: 27 plans × 27 histories, by hand
  const terms = three.flatMap(({ actions }) =>
    slips.flatMap(([i, p]) =>
      slips.flatMap(([j, q]) =>
        slips.map(([k, r]) => {
          const y = sum(actions) + i + j + k;
          return p * q * r / 27 * Math.exp(-0.5 * sum(actions.map((a) => a * a)) - 2 * y * y);
        })
      )
    )
  );
  const slippery = control.trajectoryPosterior(control.trajectories(desk(3, 0.15)));
  assertClose(slippery.logEvidence, Math.log(sum(terms)), { atol: 1e-12 });
});

Deno.test("CAI-7: cold leaves the best, hot gives the prior back", () => {
  const list = ordered(control.trajectories(desk(3)), three);
  for (const alpha of [0.125, 0.5, 2, 16]) {
    const libs = control.trajectoryPosterior(list, { temperature: alpha }).probability;
    given(three, alpha).forEach((p, i) => assertClose(libs[i]!, p, { atol: 1e-14 }));
  }
  const cold = control.trajectoryPosterior(list, { temperature: 0.02 }).probability; // the rest: e⁻⁵⁰ and less
  assertClose(cold[straight]!, 1, { atol: 1e-15 });
  for (const p of control.trajectoryPosterior(list, { temperature: 1e7 }).probability) {
    assertClose(p, 1 / 27, { atol: 1e-6 }); // returns within 20 of 0, over 1e7
  }
});

Deno.test("CAI-8: without chance, log p(τ | O) is the return minus one constant", () => {
  const list = ordered(control.trajectories(desk(8)), eight);
  const libs = control.trajectoryPosterior(list).probability;
  const constant = Math.log(sum(eight.map((each) => Math.exp(each.return))));
  eight.forEach((each, i) =>
    assertClose(libs[i]!, Math.exp(each.return - constant), { rtol: 1e-11 }) // 6561 terms in a sum
  );
  assertEquals(libs.indexOf(Math.max(...libs)), eight.findIndex((each) => each.return === 0));
});

Deno.test("CAI-8 erratum 003.2: the indicator form needs a certain start", () => {
  const world = control.mdp({
    states: 2,
    actions: 1,
    transition: [[[1, 0]], [[0, 1]]],
    reward: [[0], [1]],
    initial: [0.9, 0.1],
    steps: 1,
  });
  const { probability } = control.trajectoryPosterior(control.trajectories(world));
  const correct = share([0.9, 0.1 * Math.E]);
  probability.forEach((p, i) => assertClose(p, correct[i]!, { atol: 1e-15 }));
  const printed = share([1, Math.E]);
  assert(printed[1]! > printed[0]! && correct[0]! > correct[1]!); // they disagree about the mode
});

Deno.test("CAI-9: a constant on every reward moves the evidence by T c and nothing else", () => {
  for (const c of [5, -3]) {
    const moved = control.trajectories(control.shiftRewards(desk(3), c));
    const libs = control.trajectoryPosterior(ordered(moved, three));
    libs.probability.forEach((p, i) => assertClose(p, posterior[i]!, { atol: 1e-14 }));
    assertClose(libs.logEvidence, Math.log(evidence) + 3 * c, { atol: 1e-12 });
  }
});

Deno.test("CAI-10: the likeliest temperature matches the mean return, by direct search", () => {
  for (const observed of [-1.2, -2.5, -4]) {
    const likelihood = (alpha: number) =>
      observed / alpha - Math.log(sum(eight.map((each) => Math.exp(each.return / alpha))));
    const alpha = maximizer(likelihood, 0.2, 10);
    const p = given(eight, alpha);
    // golden section finds a flat top to about √ε of its place
    assertClose(sum(p.map((each, i) => each * eight[i]!.return)), observed, { atol: 1e-5 });
  }
});

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
pin("13", "prior-as-printed", 1.5, { atol: 1e-15 }, "2·3·½·½");
pin("13", "indicator-start-0", 1 / (1 + Math.E), { atol: 1e-15 }, rounding);
pin("13", "correct-start-0", 0.9 / (0.9 + 0.1 * Math.E), { atol: 1e-15 }, rounding);
