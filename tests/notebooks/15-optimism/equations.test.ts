/** Chapter 15: both inferences held against counting and dynamic programming without lib. */
import { assert, assertGreater, assertLess } from "@std/assert";
import * as control from "lib/control";
import { assertClose, integral, maximizer, normalPdf, sum } from "../../support/mod.ts";
import {
  average,
  backward,
  best,
  dreamt,
  enumerate,
  evidence,
  judge,
  type List,
  logMean,
  luckOf,
  mass,
  mixed,
  posterior,
  quarter,
  small,
  starts,
  T,
  type Table,
  type Tau,
  taus,
  world,
} from "./oracle.ts";

const A = 4;

const lib = control.gridworld({ map: "S.~\n.GS", slip: 0.2, mud: -3, steps: T }).mdp;
const flat = (policies: readonly Table[]) =>
  policies.map((table) => Float64Array.from(table.flat()));

Deno.test("OPT-1: the log-mean value is at least the mean, by enumeration", () => {
  for (
    const [c, prize, loss] of [[0.01, 10, 1], [0.5, 1, 1], [0.9, 0.1, 5], [0.01, 1e4, 1e3]] as const
  ) {
    const terms = [[c, prize], [1 - c, -loss]] as const;
    const libs = control.posteriorMessages(control.lottery({ chance: c, prize, loss }));
    assertClose(libs.actionBackward[0]![1]!, logMean(terms), { rtol: 1e-14 });
    assertGreater(logMean(terms), sum(terms.map(([p, x]) => p * x)));
  }
});

Deno.test("OPT-1 erratum 003.5: 9995.395 against −890; averaged into r(s, a), no optimism", () => {
  assertClose(logMean([[0.01, 10_000], [0.99, -1000]]), 9995.395, { atol: 5e-4 }); // three decimals
  assertClose(0.01 * 10_000 - 0.99 * 1000, -890, { atol: 1e-12 });
  const averaged = control.mdp({
    states: 4,
    actions: 2,
    transition: [
      [[0, 0, 0, 1], [0, 0.01, 0.99, 0]],
      ...[1, 2, 3].map((s) => [0, 1].map(() => [0, 0, 0, 0].with(s, 1))),
    ],
    reward: [[0, -0.89], [0, 0], [0, 0], [0, 0]],
    steps: 1,
  });
  const policy = control.posteriorPolicy(averaged, control.posteriorMessages(averaged));
  assertClose(policy[0]![1]!, 1 / (1 + Math.exp(0.89)), { atol: 1e-14 });
});

Deno.test("OPT-2: mean plus half the variance over α; the rest falls as 1/α²", () => {
  // a normal reward has no further cumulants: exact at any temperature, by quadrature
  const byQuadrature = (alpha: number) =>
    alpha * Math.log(integral((r) => normalPdf(r, -1, 0.7) * Math.exp(r / alpha), -12, 12));
  for (const alpha of [1, 2, 5]) {
    assertClose(byQuadrature(alpha), -1 + 0.49 / (2 * alpha), { atol: 1e-10 });
  }
  const rest = (alpha: number) =>
    alpha * logMean([[0.01, 10 / alpha], [0.99, -1 / alpha]]) + 0.89 - 0.0099 * 121 / (2 * alpha);
  assertClose(rest(4000) / rest(8000), 4, { rtol: 2e-3 }); // next order: a relative 11/α
  const ticketOf = control.lottery({ chance: 0.01, prize: 10, loss: 1 });
  const libs = control.posteriorMessages(ticketOf, { temperature: 50 }).actionBackward[0]![1]!;
  assertClose(50 * libs, rest(50) - 0.89 + 0.0099 * 121 / 100, { atol: 1e-13 });
});

Deno.test("OPT-13: the value lies between the best luck less its price and the best outcome", () => {
  const games: readonly (readonly (readonly [number, number])[])[] = [
    [[0.01, 10], [0.99, -1]],
    [[0.2, 3], [0.5, 1], [0.3, -40]],
    [[1e-6, 1e4], [1 - 1e-6, -1e3]],
  ];
  for (const terms of games) {
    for (const alpha of [0.05, 1, 3, 50]) {
      const value = alpha * logMean(terms.map(([p, r]) => [p, r / alpha]));
      const price = Math.max(...terms.map(([p, r]) => r + alpha * Math.log(p)));
      assert(value >= price - 1e-9 && value <= Math.max(...terms.map(([, r]) => r)) + 1e-9);
    }
  }
  const ticketOf = control.lottery({ chance: 0.01, prize: 10, loss: 1 });
  const cold = control.posteriorMessages(ticketOf, { temperature: 0.5 }).actionBackward[0]![1]!;
  assertClose(0.5 * cold, 10 - 0.5 * Math.log(100), { atol: 1e-7 }); // the rest weighs 99·e⁻²²
});

Deno.test("OPT-14: bent dice, at α times their divergence, are worth the log-mean at best", () => {
  const terms = [[0.2, 3], [0.5, 1], [0.3, -4]] as const;
  for (const alpha of [0.3, 1, 4]) {
    const worth = (bent: List) =>
      sum(bent.map((q, i) => q * (terms[i]![1] - alpha * Math.log(q / terms[i]![0]))));
    const value = alpha * logMean(terms.map(([p, x]) => [p, x / alpha]));
    const weights = terms.map(([p, x]) => p * Math.exp(x / alpha));
    const dice = weights.map((each) => each / sum(weights));
    assertClose(worth(dice), value, { atol: 1e-12 });
    for (const other of [[0.2, 0.5, 0.3], [0.9, 0.05, 0.05], [0.3, 0.6, 0.1]]) {
      const divergence = sum(other.map((q, i) => q * Math.log(q / dice[i]!)));
      assertClose(worth(other), value - alpha * divergence, { atol: 1e-12 }); // the gap has a name
    }
    const world = control.mdp({
      states: 4,
      actions: 1,
      transition: [[[0, 0.2, 0.5, 0.3]], [[0, 1, 0, 0]], [[0, 0, 1, 0]], [[0, 0, 0, 1]]],
      reward: [[[0, 3, 1, -4]], [0], [0], [0]],
      steps: 1,
    });
    const messages = control.posteriorMessages(world, { temperature: alpha });
    assertClose(alpha * messages.actionBackward[0]![0]!, value, { atol: 1e-12 });
    assertClose(control.posteriorDynamics(world, messages, 0).subarray(0, 3), dice, {
      atol: 1e-12,
    });
  }
});

Deno.test("OPT-15: averaging over luck, a soft maximum over actions: the policy of the highest bound", () => {
  for (const temperature of [0.4, 1, 3]) {
    const { V, policies } = backward(small, T, temperature, average);
    const libs = control.variationalBackward(lib, { temperature });
    assertClose(libs.policy.flatMap((step) => [...step]), policies.flat(2), { atol: 1e-12 });
    const at = (policy: readonly Table[]) =>
      control.controlBound(lib, flat(policy), { temperature }).bound;
    const highest = sum(starts.map((s) => 0.5 * V[s]!)) / temperature;
    assertClose(at(policies), highest, { atol: 1e-12 });
    for (const other of policiesTried) assert(at(other) <= highest + 1e-12);
    for (let t = 0; t < T; t++) { // and no small change of one step helps
      for (const a of [0, 1, 2, 3]) {
        const leaning = policies.map((table, k) =>
          k !== t ? table : table.map((row) => {
            const pushed = row.map((p, b) => (a === b ? p * 1.05 : p));
            return pushed.map((p) => p / sum(pushed));
          })
        );
        assertLess(at(leaning), highest);
      }
    }
  }
});

Deno.test("OPT-3: the posterior over trajectories is the product of its conditionals", () => {
  const messages = control.posteriorMessages(lib);
  const policy = control.posteriorPolicy(lib, messages);
  const start = control.posteriorInitial(lib, messages);
  const dynamics = Array.from({ length: T }, (_, t) => control.posteriorDynamics(lib, messages, t));
  const entry = (s: number, a: number, next: number) => {
    const { offsets, successor } = lib.outcomes;
    for (let n = offsets[s * A + a]!; n < offsets[s * A + a + 1]!; n++) {
      if (successor[n] === next) return n;
    }
    throw new Error("no such outcome");
  };
  taus.forEach((tau, i) => {
    const product = tau.actions.reduce(
      (p, a, t) =>
        p * policy[t]![tau.states[t]! * A + a]! *
        dynamics[t]![entry(tau.states[t]!, a, tau.states[t + 1]!)]!,
      start[tau.states[0]!]!,
    );
    assertClose(product, posterior[i]!, { rtol: 1e-11 });
  });
});

Deno.test("OPT-4: tilted dynamics and start, against counting", () => {
  const messages = control.posteriorMessages(lib);
  const start = control.posteriorInitial(lib, messages);
  for (const s of starts) {
    assertClose(start[s]!, mass((tau) => tau.states[0] === s), { atol: 1e-12 });
  }
  const dynamics = control.posteriorDynamics(lib, messages, 1);
  const { offsets, successor } = lib.outcomes;
  for (let s = 0; s < small.size; s++) {
    for (let a = 0; a < A; a++) {
      const same = (tau: Tau) => tau.states[1] === s && tau.actions[1] === a;
      if (mass(same) === 0) continue;
      for (let n = offsets[s * A + a]!; n < offsets[s * A + a + 1]!; n++) {
        const counting = mass((tau) => same(tau) && tau.states[2] === successor[n]) / mass(same);
        assertClose(dynamics[n]!, counting, { atol: 1e-12 });
      }
    }
  }
  assertGreater(mass((tau) => tau.states[0] === 5), 0.5); // it wishes to have begun beside the goal
});

Deno.test("OPT-5: q is a distribution whose start and dynamics are the world's", () => {
  const { q } = judge(dreamt);
  assertClose(sum(q), 1, { atol: 1e-12 });
  for (const s of starts) {
    assertClose(sum(q.filter((_, i) => taus[i]!.states[0] === s)), 0.5, { atol: 1e-12 });
  }
  const from = (tau: Tau) => tau.states[1] === 1 && tau.actions[1] === 2;
  const here = sum(q.filter((_, i) => from(taus[i]!)));
  const down = sum(q.filter((_, i) => from(taus[i]!) && taus[i]!.states[2] === 4));
  assertClose(down / here, 0.8, { atol: 1e-12 });
  const visited = control.occupancy(lib, flat(dreamt)); // where lib says that q leads
  for (let s = 0; s < small.size; s++) {
    const counting = sum(q.filter((_, i) => taus[i]!.states[2] === s));
    assertClose(visited[2]![s]!, counting, { atol: 1e-12 });
  }
});

Deno.test("OPT-6: in log p(τ, O)/q(τ) start and dynamics cancel", () => {
  const { q } = judge(best);
  taus.forEach((tau, i) => {
    const left = Math.log(tau.prior) + tau.return - Math.log(q[i]!);
    const right = tau.return -
      sum(tau.actions.map((a, t) => Math.log(best[t]![tau.states[t]!]![a]! / 0.25)));
    assertClose(left, right, { atol: 1e-12 });
  });
  const average = sum(q.map((p, i) => p * (Math.log(taus[i]!.prior / p) + taus[i]!.return)));
  assertClose(control.controlBound(lib, flat(best)).bound, average, { atol: 1e-12 });
});
const policiesTried: readonly (readonly Table[])[] = [
  dreamt,
  best,
  mixed,
  best.map((table) => table.map(() => quarter)),
];

Deno.test("OPT-7: the bound by its terms is the bound by definition, and a bound", () => {
  for (const policies of policiesTried) {
    const { bound } = judge(policies);
    const libs = control.controlBound(lib, flat(policies));
    assertClose(libs.expectedReturn - libs.divergenceFromPrior, bound, { atol: 1e-12 });
    assertClose(libs.bound, bound, { atol: 1e-12 });
    assert(bound <= Math.log(evidence));
  }
});

/** E_q Σ [r + H] by counting, the entropy of each visited state's policy. */
function rewardAndEntropy(policies: readonly Table[]): number {
  const { q } = judge(policies);
  const entropy = (row: List) => -sum(row.map((p) => p * Math.log(p)));
  return sum(
    taus.map((tau, i) =>
      q[i]! * (tau.return + sum(tau.actions.map((_, t) => entropy(policies[t]![tau.states[t]!]!))))
    ),
  );
}

Deno.test("OPT-8: for a uniform prior it is reward plus entropy minus T log|A|", () => {
  for (const policies of policiesTried) {
    assertClose(rewardAndEntropy(policies) - T * Math.log(A), judge(policies).bound, {
      atol: 1e-12,
    });
  }
});

Deno.test("OPT-8 erratum 003.4: without −T log|A| it is no bound: 0 ≥ .693", () => {
  const coin = control.mdp({
    states: 1,
    actions: 2,
    transition: [[[1], [1]]],
    reward: [[0, 0]],
    steps: 1,
  });
  const { bound, logEvidence } = control.controlBound(coin, [Float64Array.of(0.5, 0.5)]);
  const printed = 0 + Math.LN2; // E[r] + H of a fair coin
  assertClose(logEvidence, 0, { atol: 1e-15 });
  assertGreater(printed, logEvidence);
  assertClose(bound, printed - Math.log(2), { atol: 1e-15 });
  assertGreater(rewardAndEntropy(best), Math.log(evidence)); // on the map, too
});

Deno.test("OPT-9: the gap is KL(q ‖ p(τ | O))", () => {
  for (const policies of policiesTried) {
    const { bound, gap } = judge(policies);
    assertClose(bound + gap, Math.log(evidence), { atol: 1e-12 });
    const libs = control.controlBound(lib, flat(policies));
    assertClose(libs.logEvidence - libs.bound, gap, { atol: 1e-11 });
  }
});

Deno.test("OPT-10: and has three parts: start, luck, choice", () => {
  const startPart = sum(
    starts.map((s) => 0.5 * Math.log(0.5 / mass((tau) => tau.states[0] === s))),
  );
  for (const policies of policiesTried) {
    const { gap } = control.controlBound(lib, flat(policies));
    assertClose(gap.initial, startPart, { atol: 1e-12 });
    assertClose(gap.dynamics, luckOf(policies), { atol: 1e-11 });
    assertClose(gap.initial + gap.dynamics + gap.action, judge(policies).gap, { atol: 1e-11 });
  }
  assertClose(control.controlBound(lib, flat(dreamt)).gap.action, 0, { atol: 1e-12 });
  assertLess(luckOf(best), luckOf(dreamt)); // the best policy needs less luck
});

Deno.test("OPT-11: without chance and with one start the best bound is the evidence", () => {
  const dry = world(["S.~", ".G."], { S: -1, ".": -1, "~": -3, G: 0 }, 0);
  const counting = enumerate(dry, [0], T);
  const truth = Math.log(sum(counting.map((tau) => tau.prior * Math.exp(tau.return))));
  const { V, policies } = backward(dry, T, 1, average);
  assertClose(V[0]!, truth, { atol: 1e-12 });
  const libs = control.gridworld({ map: "S.~\n.G.", mud: -3, steps: T }).mdp;
  assertClose(control.controlBound(libs, flat(policies)).bound, truth, { atol: 1e-12 });
});

Deno.test("OPT-12: the bound of the ticket is highest at the logistic of the mean reward", () => {
  const bound = (b: number) => -0.89 * b - b * Math.log(b) - (1 - b) * Math.log(1 - b) - Math.LN2;
  const top = maximizer(bound, 1e-6, 1 - 1e-6);
  assertClose(top, 1 / (1 + Math.exp(0.89)), { atol: 1e-7 }); // golden section on a flat top: √ε
  const libs = control.variationalBackward(control.lottery({ chance: 0.01, prize: 10, loss: 1 }));
  assertClose(libs.policy[0]![1]!, top, { atol: 1e-7 });
});
