/** Chapter 13: every equation and every number, held against counting that imports nothing of lib. */
import { assert, assertEquals, assertGreater } from "@std/assert";
import * as control from "lib/control";
import { assertClose, maximizer, otherNormals, spreadOf, sum } from "../../support/mod.ts";
import { desk } from "./desk.ts";
import {
  type Behaviour,
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

/** Trajectories of lib in the order of the test's own list, by their actions. */
function ordered(list: readonly control.Trajectory[], own: readonly Behaviour[]) {
  const byActions = new Map(list.map((tau) => [tau.actions.join(), tau]));
  return own.map(({ actions }) => byActions.get(actions.map((a) => a + 1).join())!);
}

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

// the draws are lib's, as in the notebook; the fit is the test's own
