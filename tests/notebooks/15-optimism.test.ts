/** Chapter 15: both inferences held against counting and dynamic programming without lib. */
import { assert, assertGreater, assertLess } from "@std/assert";
import * as control from "lib/control";
import {
  assertClose,
  integral,
  maximizer,
  normalPdf,
  otherNormals,
  pin,
  spreadOf,
  sum,
} from "../support/mod.ts";

type List = readonly number[];
type Table = readonly List[]; // [S][A]
const counted = "counted over all trajectories by the test";
const dynamic = "dynamic programming of the test, on its own reading of the map";
const moves = [[-1, 0], [0, 1], [1, 0], [0, -1]] as const; // north, east, south, west
const A = 4;
const quarter = [0.25, 0.25, 0.25, 0.25];

/** A map as dense rows p(s' | s, a) and rewards of (s, a, s'), read without lib. */
function world(rows: readonly string[], costs: Record<string, number>, slip: number, pit = -30) {
  const columns = rows[0]!.length;
  const letter = (s: number) => rows[Math.floor(s / columns)]![s % columns]!;
  const size = rows.length * columns;
  const p = (s: number, a: number): List => {
    const row = Array<number>(size).fill(0);
    if (letter(s) === "G" || letter(s) === "!") return row.with(s, 1);
    for (const [turn, chance] of [[0, 1 - slip], [1, slip / 2], [3, slip / 2]] as const) {
      const [dr, dc] = moves[(a + turn) % 4]!;
      const [r, c] = [Math.floor(s / columns) + dr, (s % columns) + dc];
      row[rows[r]?.[c] === undefined ? s : r * columns + c]! += chance;
    }
    return row;
  };
  const r = (s: number, next: number, _a: number) =>
    letter(next) === "!" && letter(s) !== "!" ? pit : costs[letter(s)]!;
  const transition = Array.from({ length: size }, (_, s) => quarter.map((_, a) => p(s, a)));
  return { size, letter, transition, r };
}
type World = ReturnType<typeof world>;

const small = world(["S.~", ".GS"], { S: -1, ".": -1, "~": -3, G: 0 }, 0.2);
const starts = [0, 5];
const T = 3;

type Tau = { states: List; actions: List; prior: number; return: number };
function enumerate({ transition, r }: World, from: List, steps: number): Tau[] {
  let all: Tau[] = from.map((s) => ({
    states: [s],
    actions: [],
    prior: 1 / from.length,
    return: 0,
  }));
  for (let t = 0; t < steps; t++) {
    all = all.flatMap((tau) => {
      const s = tau.states.at(-1)!;
      return quarter.flatMap((w, a) =>
        transition[s]![a]!.flatMap((p, next) =>
          p === 0 ? [] : [{
            states: [...tau.states, next],
            actions: [...tau.actions, a],
            prior: tau.prior * w * p,
            return: tau.return + r(s, next, a),
          }]
        )
      );
    });
  }
  return all;
}
const taus = enumerate(small, starts, T);
const evidence = sum(taus.map((tau) => tau.prior * Math.exp(tau.return)));
const posterior = taus.map((tau) => tau.prior * Math.exp(tau.return) / evidence);

/** Σ of the posterior's weights over the trajectories that satisfy a condition. */
const mass = (holds: (tau: Tau) => boolean) =>
  sum(taus.map((tau, i) => (holds(tau) ? posterior[i]! : 0)));

/** Q and V backward, with the future averaged as the caller says; V is the soft maximum. */
function backward({ size, transition, r }: World, steps: number, alpha: number, future: Future) {
  let V: List = Array<number>(size).fill(0);
  const policies: Table[] = [];
  for (let t = 0; t < steps; t++) {
    const later = V;
    const Q = transition.map((rows, s) =>
      rows.map((row, a) =>
        future(row.flatMap((p, n) => p === 0 ? [] : [[p, r(s, n, a) + later[n]!] as const]), alpha)
      )
    );
    V = Q.map((q) => alpha * logMean(q.map((each) => [0.25, each / alpha] as const)));
    policies.unshift(Q.map((q, s) => q.map((each) => 0.25 * Math.exp((each - V[s]!) / alpha))));
  }
  return { V, policies };
}
type Terms = readonly (readonly [number, number])[];
type Future = (terms: Terms, alpha: number) => number;
const logMean = (terms: Terms) => {
  const top = Math.max(...terms.map(([, x]) => x));
  return top + Math.log(sum(terms.map(([p, x]) => p * Math.exp(x - top))));
};
const average: Future = (terms) => sum(terms.map(([p, x]) => p * x));
const wishful: Future = (terms, alpha) =>
  alpha * logMean(terms.map(([p, x]) => [p, x / alpha] as const));

const dreamt = backward(small, T, 1, wishful).policies;
const best = backward(small, T, 1, average).policies;

/** E_q of the definition, its KL to the posterior, by counting. */
function judge(policies: readonly Table[]) {
  const q = taus.map((tau) =>
    tau.actions.reduce((p, a, t) => p * policies[t]![tau.states[t]!]![a]! / 0.25, tau.prior)
  );
  const bound = sum(q.map((p, i) => p * (Math.log(taus[i]!.prior / p) + taus[i]!.return)));
  const gap = sum(q.map((p, i) => p * Math.log(p / posterior[i]!)));
  return { q, bound, gap };
}

/** The luck part by counting: E_q Σ_t KL(world ‖ world given success). */
function luckOf(policies: readonly Table[]): number {
  const { q } = judge(policies);
  return sum(
    taus.map((tau, i) =>
      q[i]! *
      sum(tau.actions.map((a, t) => {
        const [s, next] = [tau.states[t]!, tau.states[t + 1]!];
        const same = (other: Tau) => other.states[t] === s && other.actions[t] === a;
        const given = mass((other) => same(other) && other.states[t + 1] === next) / mass(same);
        return Math.log(small.transition[s]![a]![next]! / given);
      }))
    ),
  );
}

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

const mixed = dreamt.map((table) => table.map((row) => row.map((p) => 0.5 * p + 0.125)));
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

// the edge of the pit
const cliff = (slip: number) =>
  world([".......", ".......", "S!!!!!G"], { S: -1, ".": -1, "!": 0, G: 0 }, slip);
const [steps, alpha] = [24, 0.5];

/** Where a policy leads in the real world, and what it earns. */
function walk({ size, letter, transition, r }: World, policies: readonly Table[]) {
  let here: List = Array<number>(size).fill(0).with(14, 1);
  let earned = 0;
  for (const table of policies) {
    const next = Array<number>(size).fill(0);
    here.forEach((p, s) =>
      table[s]!.forEach((pi, a) =>
        transition[s]![a]!.forEach((chance, n) => {
          next[n]! += p * pi * chance;
          if (chance > 0) earned += p * pi * chance * r(s, n, a);
        })
      )
    );
    here = next;
  }
  const share = (wanted: string) => sum(here.map((p, s) => (letter(s) === wanted ? p : 0)));
  return { earned, falls: share("!"), arrives: share("G") };
}
const edge = cliff(0.2);
const dreamer = walk(edge, backward(edge, steps, alpha, wishful).policies);
const sober = walk(edge, backward(edge, steps, alpha, average).policies);

/** The posterior's own expectation of its return: d(log p(O))/d(1/α) by central differences. */
function hoped(): number {
  const logEvidence = (inverse: number) =>
    backward(edge, steps, 1 / inverse, wishful).V[14]! * inverse;
  return (logEvidence(2 + 1e-4) - logEvidence(2 - 1e-4)) / 2e-4;
}

/** log p(fall | O): the evidence of falling over the whole evidence, in plain numbers. */
function dreamFalls(here: World): number {
  let beta: List = here.transition.map((_, s) => (here.letter(s) === "!" ? 1 : 0));
  let all: List = here.transition.map(() => 1);
  for (let t = 0; t < steps; t++) {
    const step = (later: List) =>
      here.transition.map((rows, s) =>
        sum(
          rows.map((row, a) =>
            0.25 *
            sum(row.map((p, n) => p === 0 ? 0 : p * Math.exp(here.r(s, n, a) / alpha) * later[n]!))
          ),
        )
      );
    [beta, all] = [step(beta), step(all)];
  }
  return beta[14]! / all[14]!;
}

Deno.test("chapter 15: the dreamer falls far more often than the sober one, at every slip", () => {
  for (const slip of [0.05, 0.1, 0.2, 0.3]) {
    const here = cliff(slip);
    const [dream, awake] = [wishful, average].map((future) =>
      walk(here, backward(here, steps, alpha, future).policies)
    );
    assertGreater(dream!.falls, 2 * awake!.falls);
    assertLess(dream!.earned, awake!.earned - 2);
  }
});

Deno.test("chapter 15: lives lived with another generator have the computed mean", () => {
  const normal = otherNormals(15);
  const table = backward(edge, steps, alpha, average).policies;
  const pick = (weights: List) => {
    let left = uniformFrom(normal);
    return Math.max(0, weights.findIndex((w) => (left -= w) <= 0));
  };
  const lives = Array.from({ length: 4000 }, () => {
    let [s, total] = [14, 0];
    for (let t = 0; t < steps; t++) {
      const action = pick(table[t]![s]!);
      const next = pick(edge.transition[s]![action]!);
      total += edge.r(s, next, action);
      s = next;
    }
    return total;
  });
  const { mean, standardError } = spreadOf(lives);
  assertClose(mean, sober.earned, { atol: 5 * standardError });
});

/** A uniform number from two normal ones: the angle of a random direction. */
function uniformFrom(normal: () => number): number {
  return Math.atan2(normal(), normal()) / (2 * Math.PI) + 0.5;
}

/** The same edge with the expected cost of each step in place of what happens. */
const averaged: World = {
  ...edge,
  r: (s, _, a) => sum(edge.transition[s]![a]!.map((p, n) => p === 0 ? 0 : p * edge.r(s, n, a))),
};
const averagedDreamer = walk(edge, backward(averaged, steps, alpha, wishful).policies);
const boldest = backward(edge, steps, 1e-9, average).policies; // so cold that it is the hard plan

Deno.test("chapter 15: averaging the reward cures the ticket, and not the edge of the pit", () => {
  assertGreater(dreamFalls(averaged), 0.99);
  assertLess(averagedDreamer.earned, dreamer.earned);
});

const ticket = [0.5, 0.005 * Math.exp(10), 0.495 * Math.exp(-1)];
const closed = "three outcomes, in closed form";
pin("15", "posterior-buys", (ticket[1]! + ticket[2]!) / sum(ticket), { atol: 1e-14 }, closed);
pin("15", "posterior-wins", ticket[1]! / (ticket[1]! + ticket[2]!), { atol: 1e-14 }, closed);
pin(
  "15",
  "posterior-value-of-buying",
  10_000 + Math.log(0.01),
  { rtol: 1e-15 },
  "the other term is e⁻¹¹⁰⁰⁰ of this one; the errata print 9995.395",
);
pin("15", "expected-value-of-buying", -890, { atol: 1e-12 }, "100 − 990");
pin("15", "bound-of-some-policy", judge(mixed).bound, { atol: 1e-12 }, counted);
pin("15", "log-evidence-small", Math.log(evidence), { atol: 1e-12 }, counted);
pin("15", "bound-of-best-policy", judge(best).bound, { atol: 1e-12 }, counted);
pin("15", "luck-of-posterior-policy", luckOf(dreamt), { atol: 1e-11 }, counted);
pin("15", "luck-of-best-policy", luckOf(best), { atol: 1e-11 }, counted);
pin("15", "variational-buys", 1 / (1 + Math.exp(0.89)), { atol: 1e-14 }, "OPT-12");
pin("15", "dream-falls", dreamFalls(edge), { rtol: 1e-9 }, "the evidence of falling, by the test");
pin("15", "dreamer-falls", dreamer.falls, { atol: 1e-11 }, dynamic);
pin("15", "sober-falls", sober.falls, { atol: 1e-11 }, dynamic);
pin("15", "sober-arrives", sober.arrives, { atol: 1e-11 }, dynamic);
pin(
  "15",
  "best-return-falls",
  walk(edge, boldest).falls,
  { atol: 1e-6 },
  `${dynamic}; a temperature of 1e-9 splits ties that the hard plan breaks by order, far from the start`,
);
pin("15", "averaged-dream-falls", dreamFalls(averaged), { atol: 1e-9 }, dynamic);
pin("15", "averaged-dreamer-return", averagedDreamer.earned, { atol: 1e-9 }, dynamic);
pin("15", "log-evidence-of-the-ticket", Math.log(sum(ticket)), { atol: 1e-14 }, closed);
pin("15", "dreamer-return", dreamer.earned, { atol: 1e-10 }, dynamic);
pin("15", "sober-return", sober.earned, { atol: 1e-10 }, dynamic);
pin(
  "15",
  "dreamer-hopes-for",
  hoped(),
  { atol: 1e-5 },
  "the derivative of the log-evidence in 1/α, by central differences of step 1e-4",
);
const careful = cliff(0.01);
pin(
  "15",
  "dreamer-loses-at-one-percent",
  walk(careful, backward(careful, steps, alpha, average).policies).earned -
    walk(careful, backward(careful, steps, alpha, wishful).policies).earned,
  { atol: 1e-10 },
  dynamic,
);
pin("15", "bound-as-printed", Math.LN2, { atol: 1e-15 }, "the entropy of a fair coin");
pin("15", "posterior-buys-averaged", 1 / (1 + Math.exp(0.89)), { atol: 1e-14 }, "OPT-12");
