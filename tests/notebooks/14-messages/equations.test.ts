/** Chapter 14: messages held against counting every trajectory, without lib. */
import { assert, assertEquals, assertGreater } from "@std/assert";
import * as control from "lib/control";
import { smoothHidden } from "lib/sequence";
import { assertClose, sum } from "../../support/mod.ts";
import {
  A,
  all,
  at,
  betaOf,
  costOf,
  enumerate,
  evidence,
  goal,
  habits,
  letters,
  lit,
  marginal,
  past,
  policyAt,
  row,
  S,
  start,
  T,
  unlitGoal,
} from "./oracle.ts";

const world = control.gridworld({ map: letters.join("\n"), slip: 0.2, mud: -3, steps: T }).mdp;
const messages = control.posteriorMessages(world);

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
