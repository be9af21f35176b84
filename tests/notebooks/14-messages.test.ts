/** Chapter 14: messages held against counting every trajectory, without lib. */
import { assert, assertEquals, assertGreater, assertLess } from "@std/assert";
import * as control from "lib/control";
import { smoothHidden } from "lib/sequence";
import { assertClose, pin, sum } from "../support/mod.ts";

type List = readonly number[];
const counted = "counted over all trajectories by the test";

/** The six cells of the little map, row by row, as the test understands them. */
const letters = ["S.~", ".G."];
const moves = [[-1, 0], [0, 1], [1, 0], [0, -1]] as const; // north, east, south, west
const [S, A, T] = [6, 4, 4];
const east = 1, start = 0, goal = 4, mud = 2;
const letterOf = (s: number) => letters[Math.floor(s / 3)]![s % 3]!;
const costOf = (s: number) => ({ G: 0, "~": -3, ".": -1, S: -1 })[letterOf(s)]!;

/** p(s' | s, a) as a dense row: 0.8 ahead, 0.1 to either side, walls and the goal hold. */
function row(s: number, a: number): List {
  const p = Array<number>(S).fill(0);
  if (s === goal) return p.with(goal, 1);
  for (const [turn, chance] of [[0, 0.8], [1, 0.1], [3, 0.1]] as const) {
    const [dr, dc] = moves[(a + turn) % 4]!;
    const [r, c] = [Math.floor(s / 3) + dr, (s % 3) + dc];
    const next = r < 0 || r > 1 || c < 0 || c > 2 ? s : 3 * r + c;
    p[next]! += chance;
  }
  return p;
}

type Tau = { states: List; actions: List; weight: number; light: number };

/** Every trajectory from a state, with p(τ) and exp(Σ r / α). */
function enumerate(steps: number, from: number, prior: List = [0.25, 0.25, 0.25, 0.25], alpha = 1) {
  let all: Tau[] = [{ states: [from], actions: [], weight: 1, light: 1 }];
  for (let t = 0; t < steps; t++) {
    all = all.flatMap((tau) => {
      const s = tau.states.at(-1)!;
      return prior.flatMap((p, a) =>
        row(s, a).flatMap((q, next) =>
          q === 0 ? [] : [{
            states: [...tau.states, next],
            actions: [...tau.actions, a],
            weight: tau.weight * p * q,
            light: tau.light * Math.exp(costOf(s) / alpha),
          }]
        )
      );
    });
  }
  return all;
}

const lit = (taus: readonly Tau[]) => sum(taus.map(({ weight, light }) => weight * light));
const mass = (taus: readonly Tau[]) => sum(taus.map(({ weight }) => weight));
const betaOf = (s: number, a: number, steps: number) => {
  const own = enumerate(steps, s).filter(({ actions }) => actions[0] === a);
  return lit(own) / mass(own);
};

const world = control.gridworld({ map: letters.join("\n"), slip: 0.2, mud: -3, steps: T }).mdp;
const messages = control.posteriorMessages(world);
const all = enumerate(T, start);
const evidence = lit(all);
const marginal = (t: number) => {
  const p = Array<number>(S).fill(0);
  for (const { states, weight, light } of all) p[states[t - 1]!]! += weight * light / evidence;
  return p;
};
const policyAt = (t: number, s: number, taus = all) => {
  const here = taus.filter(({ states }) => states[t - 1] === s);
  return Array.from(
    { length: A },
    (_, a) => lit(here.filter(({ actions }) => actions[t - 1] === a)) / lit(here),
  );
};
const at = (table: ArrayLike<number>, s: number) =>
  Array.from({ length: A }, (_, a) => table[s * A + a]!);

Deno.test("MSG-1: β_t(s, a) is the chance of all lights to come, counted", () => {
  for (let t = 1; t <= T; t++) {
    for (let s = 0; s < S; s++) {
      const libs = at(messages.actionBackward[t - 1]!, s);
      libs.forEach((log, a) =>
        assertClose(log, Math.log(betaOf(s, a, T - t + 1)), { atol: 1e-12 })
      );
    }
  }
});

Deno.test("MSG-2: one step split off: where it leads, this light, all later lights", () => {
  for (let s = 0; s < S; s++) {
    for (let a = 0; a < A; a++) {
      const later = row(s, a).map((p, next) => p === 0 ? 0 : p * lit(enumerate(2, next)));
      const right = Math.exp(costOf(s)) * sum(later);
      assertClose(betaOf(s, a, 3), right, { rtol: 1e-12 });
      assertClose(messages.actionBackward[1]![s * A + a]!, Math.log(right), { atol: 1e-12 });
    }
  }
});

Deno.test("MSG-3: the message of a state averages over the prior", () => {
  for (let s = 0; s < S; s++) {
    const average = sum(Array.from({ length: A }, (_, a) => betaOf(s, a, 3) / A));
    assertClose(lit(enumerate(3, s)), average, { rtol: 1e-12 });
    assertClose(messages.stateBackward[1]![s]!, Math.log(average), { atol: 1e-12 });
  }
});

Deno.test("MSG-4: behind the last step nothing can fail", () => {
  assertEquals(Array.from(messages.stateBackward[T]!), Array<number>(S).fill(0));
  for (let s = 0; s < S; s++) {
    at(messages.actionBackward[T - 1]!, s).forEach((log) =>
      assertClose(log, costOf(s), { atol: 1e-15 })
    );
  }
});

Deno.test("MSG-5: V is the log of the prior's average of exp Q", () => {
  for (let s = 0; s < S; s++) {
    const average = sum(at(messages.actionBackward[0]!, s).map((q) => Math.exp(q) / A));
    assertClose(messages.stateBackward[0]![s]!, Math.log(average), { atol: 1e-13 });
  }
});

Deno.test("MSG-6: V lies between max Q + log p(a*) and max Q, for any prior", () => {
  for (const prior of [[0.25, 0.25, 0.25, 0.25], [0.2, 0.1, 0.2, 0.5], [0.97, 0.01, 0.01, 0.01]]) {
    for (const q of [[0, 0, 0, 0], [-1, -2, -3, -4], [-900, 0, -1, -2], [5, 5, -5, -5]]) {
      const V = Math.log(sum(q.map((each, a) => prior[a]! * Math.exp(each))));
      const best = Math.max(...q);
      assert(V <= best + 1e-14);
      assert(V >= best + Math.log(prior[q.indexOf(best)]!) - 1e-14);
      assertClose(control.softMaximum(q, { weights: prior }), V, { atol: 1e-13 });
    }
  }
});

Deno.test("MSG-7: the soft Bellman equation of the posterior: a log of an expected exponential", () => {
  const V = messages.stateBackward[2]!;
  for (let s = 0; s < S; s++) {
    for (let a = 0; a < A; a++) {
      const right = Math.log(sum(row(s, a).map((p, n) => p * Math.exp(costOf(s) + V[n]!))));
      assertClose(messages.actionBackward[1]![s * A + a]!, right, { atol: 1e-13 });
      const hopeless = sum(row(s, a).map((p, n) => p * (costOf(s) + V[n]!)));
      assert(right >= hopeless - 1e-14); // Jensen: never below the expectation of V
    }
  }
});

Deno.test("MSG-8: given the state, past lights say nothing of the action", () => {
  for (let t = 2; t <= T; t++) {
    for (let s = 0; s < S; s++) {
      const here = all.filter(({ states }) => states[t - 1] === s);
      if (here.length === 0) continue;
      const fresh = policyAt(1, s, enumerate(T - t + 1, s)); // no past at all
      assertClose(policyAt(t, s), fresh, { atol: 1e-12 });
      assertClose(at(control.posteriorPolicy(world, messages)[t - 1]!, s), fresh, { atol: 1e-12 });
    }
  }
});

Deno.test("MSG-9: the policy is prior · β(s,a)/β(s), against counting whole trajectories", () => {
  const policy = control.posteriorPolicy(world, messages);
  for (let t = 1; t <= T; t++) {
    for (let s = 0; s < S; s++) {
      if (all.some(({ states }) => states[t - 1] === s)) {
        assertClose(at(policy[t - 1]!, s), policyAt(t, s), { atol: 1e-12 });
      }
    }
  }
});

Deno.test("MSG-9 erratum 003.3: β(s,a)/β(s) without the prior sums to the number of actions", () => {
  const dull = control.mdp({
    states: 1,
    actions: 2,
    transition: [[[1], [1]]],
    reward: [[0, 0]],
    steps: 1,
  });
  const { actionBackward, stateBackward } = control.posteriorMessages(dull);
  const ratios = Array.from(actionBackward[0]!, (q) => Math.exp(q - stateBackward[0]![0]!));
  assertClose(sum(ratios), 2, { atol: 1e-15 });
  assertClose(Math.log(sum(Array.from(actionBackward[0]!, Math.exp))), Math.LN2, { atol: 1e-15 });
});

const habits = [0.2, 0.1, 0.2, 0.5];
const lazy = control.withPrior(world, Array.from({ length: S }, () => habits));

Deno.test("MSG-10: a prior written into the reward changes no policy, and the evidence by T log A", () => {
  const counting = enumerate(T, start, habits);
  const folded = control.foldPrior(lazy);
  const own = control.posteriorMessages(folded);
  assertClose(at(control.posteriorPolicy(folded, own)[0]!, start), policyAt(1, start, counting), {
    atol: 1e-12,
  });
  assertClose(own.logEvidence, Math.log(lit(counting)) - T * Math.log(A), { atol: 1e-12 });
});

Deno.test("MSG-11: V and the policy at a temperature, both with that temperature", () => {
  for (const alpha of [0.1, 0.3, 1, 3, 10]) {
    const own = control.posteriorMessages(world, { temperature: alpha });
    const counting = enumerate(T, start, [0.25, 0.25, 0.25, 0.25], alpha);
    const Q = at(own.actionBackward[0]!, start).map((log) => alpha * log);
    const V = alpha * Math.log(sum(Q.map((q) => 0.25 * Math.exp(q / alpha))));
    assertClose(V, alpha * Math.log(lit(counting)), { atol: 1e-11 });
    const pi = Q.map((q) => 0.25 * Math.exp((q - V) / alpha));
    assertClose(pi, policyAt(1, start, counting), { atol: 1e-11 });
  }
});

Deno.test("MSG-11 erratum 003.8: exp(A/α) with the V of temperature 1 sums to .607", () => {
  const V = Math.log(Math.E + 1);
  assertClose(sum([1, 0].map((q) => Math.exp((q - V) / 0.5))), 0.607, { atol: 5e-4 }); // three decimals
  const right = 0.5 * Math.log(Math.exp(2) + 1);
  assertClose(sum([1, 0].map((q) => Math.exp((q - right) / 0.5))), 1, { atol: 1e-15 });
  assertClose(control.softMaximum([1, 0]), V, { atol: 1e-15 });
  assertClose(control.softMaximum([1, 0], { temperature: 0.5 }), right, { atol: 1e-15 });
});

/** p(s_t | O_1:t−1): trajectories of t − 1 steps, weighted by their lights. */
function past(t: number): List {
  const early = enumerate(t - 1, start);
  const p = Array<number>(S).fill(0);
  for (const { states, weight, light } of early) p[states.at(-1)!]! += weight * light / lit(early);
  return p;
}

Deno.test("MSG-12: the forward message is the state's distribution given the lights so far", () => {
  for (let t = 1; t <= T + 1; t++) {
    assertClose(Float64Array.from(messages.forward[t - 1]!, Math.exp), past(t), { atol: 1e-12 });
  }
});

Deno.test("MSG-13: one step of the forward recursion, and its normalizer", () => {
  for (let t = 1; t <= T; t++) {
    const next = Array<number>(S).fill(0);
    past(t).forEach((alpha, s) => {
      for (let a = 0; a < A; a++) {
        row(s, a).forEach((p, n) => next[n]! += alpha * 0.25 * p * Math.exp(costOf(s)));
      }
    });
    assertClose(next.map((each) => each / sum(next)), past(t + 1), { atol: 1e-12 });
    assertClose(messages.logStep[t - 1]!, Math.log(sum(next)), { atol: 1e-12 });
  }
});

const withoutLights = enumerate(T, start);
const unlitGoal = mass(withoutLights.filter(({ states }) => states[T] === goal));

Deno.test("MSG-13 erratum 003.7: the light is no dynamics; without it the message is another one", () => {
  const unlit = control.posteriorMessages(
    control.gridworld({ map: letters.join("\n"), slip: 0.2, mud: 0, step: 0, steps: T }).mdp,
  );
  assertClose(Math.exp(unlit.forward[T]![goal]!), unlitGoal, { atol: 1e-12 });
  assertGreater(past(T + 1)[goal]!, unlitGoal + 0.05);
});

Deno.test("MSG-14: the evidence from the front and from the back", () => {
  assertClose(messages.logEvidence, Math.log(evidence), { atol: 1e-12 });
  assertClose(sum(messages.logStep), Math.log(evidence), { atol: 1e-12 });
});

Deno.test("MSG-15: where one is: forward times backward, against counting", () => {
  const marginals = control.stateMarginals(messages);
  for (let t = 1; t <= T; t++) {
    const product = past(t).map((alpha, s) => alpha * lit(enumerate(T - t + 1, s)));
    const normalized = product.map((each) => each / sum(product));
    assertClose(normalized, marginal(t), { atol: 1e-12 });
    assertClose(marginals[t - 1]!, marginal(t), { atol: 1e-12 });
  }
});

Deno.test("MSG-16: a smoother that knows nothing of control agrees to 1e-12", () => {
  const { model, edges } = control.hiddenMarkovOf(world);
  const { smoothed, logEvidence } = smoothHidden(model);
  assertClose(logEvidence, Math.log(evidence), { atol: 1e-12 });
  for (let t = 1; t <= T; t++) {
    const p = Array<number>(S).fill(0);
    edges.forEach(({ state }, k) => p[state]! += smoothed[t - 1]![k]!);
    assertClose(p, marginal(t), { atol: 1e-12 });
  }
});

/** log β_1(start) after many steps: the recursion in plain numbers, rescaled at every step. */
function scaledLogEvidence(steps: number, shift: number): number {
  let [beta, log]: [List, number] = [Array<number>(S).fill(1), 0];
  for (let t = 0; t < steps; t++) {
    const next = beta.map((_, s) =>
      Math.exp(costOf(s) + shift) *
      sum(Array.from({ length: A }, (_, a) => 0.25 * sum(row(s, a).map((p, n) => p * beta[n]!))))
    );
    const top = Math.max(...next);
    log += Math.log(top);
    beta = next.map((each) => each / top);
  }
  return log + Math.log(beta[start]!);
}

/** Messages in plain numbers on the open field: 9 × 9, dry, α = ¼, 20 steps. */
function openField() {
  const [size, steps, alpha] = [9, 20, 0.25];
  const end = 8; // row 0, column 8
  const to = (s: number, a: number) => {
    const [dr, dc] = moves[a]!;
    const [r, c] = [Math.floor(s / size) + dr, (s % size) + dc];
    return s === end || r < 0 || r >= size || c < 0 || c >= size ? s : size * r + c;
  };
  const light = (s: number) => (s === end ? 1 : Math.exp(-1 / alpha));
  const cells = Array.from({ length: size * size }, (_, s) => s);
  const beta = [cells.map(() => 1)];
  for (let t = 0; t < steps; t++) {
    const last = beta[0]!;
    beta.unshift(cells.map((s) => light(s) * sum(moves.map((_, a) => 0.25 * last[to(s, a)]!))));
  }
  const alphas: number[][] = [cells.map((s) => (s === 72 ? 1 : 0))];
  for (let t = 0; t < steps; t++) {
    const next = cells.map(() => 0);
    for (const s of cells) {
      moves.forEach((_, a) => next[to(s, a)]! += alphas[t]![s]! * 0.25 * light(s));
    }
    alphas.push(next);
  }
  return alphas.map((forward, t) => {
    const product = forward.map((each, s) => each * beta[t]![s]!);
    const p = product.map((each) => each / sum(product));
    const square = sum(p.map((each, s) => each * (Math.floor(s / size) + s % size - 8) ** 2 / 2));
    return { width: Math.sqrt(square), home: p[end]! };
  });
}
const field = openField();

Deno.test("chapter 14: the cloud is narrow, wide, narrow", () => {
  const peak = Math.max(...field.map(({ width }) => width));
  assertLess(field[0]!.width, 1e-12);
  assertGreater(field[8]!.width, 0.95 * peak);
  assertLess(field[16]!.width, peak / 4);
});

/** Expected steps beside the block's middle, above and below it: shortest ways and all others. */
function aroundTheBlock() {
  const text = ["...........", "...........", "...........", "....###....", "S...###...G"]
    .concat("....###....", ".....~.....", "...........");
  const [columns, steps, alpha] = [11, 22, 0.25];
  const at = (r: number, c: number) => text[r]?.[c] ?? "#";
  const cells = text.flatMap((line, r) => [...line].map((_, c) => [r, c] as const));
  const to = ([r, c]: readonly [number, number], a: number) => {
    const [dr, dc] = moves[a]!;
    return at(r, c) === "G" || at(r + dr, c + dc) === "#"
      ? r * columns + c
      : (r + dr) * columns + c + dc;
  };
  const light = ([r, c]: readonly [number, number]) =>
    Math.exp(({ G: 0, "~": -1.5 }[at(r, c)] ?? -1) / alpha);
  const beta = [cells.map(() => 1)];
  for (let t = 0; t < steps; t++) {
    const last = beta[0]!;
    beta.unshift(
      cells.map((cell) => light(cell) * sum(moves.map((_, a) => last[to(cell, a)]! / 4))),
    );
  }
  let forward: number[] = cells.map(([r, c]) => (at(r, c) === "S" ? 1 : 0));
  const visits = cells.map(() => 0);
  for (let t = 0; t < steps; t++) {
    const product = forward.map((each, s) => each * beta[t]![s]!);
    const total = sum(product);
    product.forEach((each, s) => visits[s]! += each / total);
    const next = cells.map(() => 0);
    cells.forEach((cell, s) =>
      moves.forEach((_, a) => next[to(cell, a)]! += forward[s]! * light(cell) / 4)
    );
    forward = next;
  }
  return { above: visits[2 * columns + 5]!, below: visits[6 * columns + 5]! };
}
const around = aroundTheBlock();
const numbers = "messages in plain numbers by the test, on its own reading of the map";

pin("14", "trajectories", all.length, { atol: 0 }, counted);
pin("14", "beta-start-east", betaOf(start, east, T), { rtol: 1e-12 }, counted);
pin("14", "log-evidence", Math.log(evidence), { atol: 1e-12 }, counted);
pin("14", "v-start", Math.log(lit(enumerate(T, start))), { atol: 1e-12 }, counted);
pin("14", "policy-start-east", policyAt(1, start)[east]!, { atol: 1e-12 }, counted);
pin(
  "14",
  "policy-start-east-lazy",
  policyAt(1, start, enumerate(T, start, habits))[east]!,
  { atol: 1e-12 },
  counted,
);
pin("14", "alpha-goal-at-end", past(T + 1)[goal]!, { atol: 1e-12 }, counted);
pin("14", "mud-at-step-3", marginal(3)[mud]!, { atol: 1e-12 }, counted);
pin(
  "14",
  "log-evidence-10000",
  scaledLogEvidence(10_000, -1),
  { rtol: 1e-12 },
  "the recursion of the test, rescaled at every step",
);
pin("14", "width-after-8-steps", field[8]!.width, { atol: 1e-11 }, numbers);
pin("14", "width-after-16-steps", field[16]!.width, { atol: 1e-11 }, numbers);
pin("14", "arrives", field[20]!.home, { atol: 1e-11 }, numbers);
pin("14", "steps-above-the-block", around.above, { atol: 1e-11 }, numbers);
pin("14", "steps-below-the-block", around.below, { atol: 1e-11 }, numbers);
pin("14", "policy-sum-as-printed", 2, { atol: 1e-15 }, "two actions, each of ratio 1");
pin("14", "v-plain-minus-v-prior", Math.LN2, { atol: 1e-15 }, "log of the number of actions");
pin(
  "14",
  "policy-sum-old-v",
  sum([1, 0].map((q) => Math.exp(2 * (q - Math.log(Math.E + 1))))),
  { atol: 1e-15 },
  "closed form; the errata print .607",
);
pin("14", "forward-without-light", unlitGoal, { atol: 1e-12 }, counted);
