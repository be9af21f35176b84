import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  absorbDiscount,
  mdp,
  posteriorMessages,
  softValueIteration,
  trajectories,
  variationalBackward,
} from "lib/control";
import { assertClose } from "../../support/mod.ts";
import { range } from "../enumeration.ts";
import { randomWorld } from "../worlds.ts";

const GAMMA = 0.8;
const { steps: _steps, ...ENDLESS } = randomWorld(81);

Deno.test("absorbDiscount: each outcome as before with γ, or paid and over with 1 − γ", () => {
  const made = absorbDiscount(
    mdp({
      states: ["a", "b"],
      actions: 2,
      initial: [0.5, 0.5],
      prior: [[0.25, 0.75], [1, 0]],
      transition: [[[0.5, 0.5], [0, 1]], [[1, 0], [0.5, 0.5]]],
      reward: [[-1, -2], [-3, [-4, -Infinity]]],
      discount: 0.75,
    }),
    6,
  );
  assertEquals(made.states, ["a", "b", "ended"]);
  assertEquals(made.horizon, { kind: "finite", steps: 6 });
  assertEquals([...made.initial], [0.5, 0.5, 0]);
  assertEquals([...made.prior], [0.25, 0.75, 1, 0, 1, 0]);
  const row = (index: number) =>
    range(made.outcomes.offsets[index + 1]! - made.outcomes.offsets[index]!).map((i) => {
      const n = made.outcomes.offsets[index]! + i;
      const { successor, probability, reward } = made.outcomes;
      return [successor[n], probability[n], reward[n]];
    });
  assertEquals(row(0), [[0, 0.375, -1], [1, 0.375, -1], [2, 0.25, -1]]); // one end, one reward
  assertEquals(row(1), [[1, 0.75, -2], [2, 0.25, -2]]);
  const both = [[0, 0.375, -4], [1, 0.375, -Infinity], [2, 0.125, -4], [2, 0.125, -Infinity]];
  assertEquals(row(3), both); // an end for each reward
  assertEquals([row(4), row(5)], [[[2, 1, 0]], [[2, 1, -Infinity]]]); // nothing to choose
});

Deno.test("absorbDiscount: the expected return of the prior is the discounted one", () => {
  const steps = 4;
  const list = trajectories(absorbDiscount(mdp({ ...ENDLESS, discount: GAMMA }), steps));
  const found = list.reduce((sum, each) => sum + Math.exp(each.logPrior) * each.return, 0);
  let chances = [...ENDLESS.initial];
  let expected = 0;
  for (const t of range(steps)) {
    const next = [0, 0, 0];
    ENDLESS.transition.forEach((rows, s) =>
      rows.forEach((row, a) =>
        row.forEach((p, to) => {
          const chance = chances[s]! * ENDLESS.prior[s]![a]! * p;
          expected += GAMMA ** t * chance * ENDLESS.reward[s]![a]![to]!;
          next[to]! += chance;
        })
      )
    );
    chances = next;
  }
  assertClose(found, expected, { atol: 1e-12 }); // some 10,000 terms below 1e-2
});

Deno.test("absorbDiscount: β(s, a) = Σ p e^(r/α) (γ β(s') + 1 − γ)", () => {
  const steps = 30;
  const { stateBackward, logEvidence } = posteriorMessages(
    absorbDiscount(mdp({ ...ENDLESS, discount: GAMMA }), steps),
    { temperature: 2 },
  );
  let beta = [1, 1, 1];
  for (let t = 0; t < steps; t++) {
    const next = beta;
    beta = range(3).map((s) =>
      range(2).reduce((sum, a) =>
        sum + ENDLESS.prior[s]![a]! * range(3).reduce((inner, to) => {
            const weight = ENDLESS.transition[s]![a]![to]! *
              Math.exp(ENDLESS.reward[s]![a]![to]! / 2);
            return inner + weight * (GAMMA * next[to]! + 1 - GAMMA);
          }, 0), 0)
    );
  }
  // 30 steps of sums of 6 terms.
  assertClose(stateBackward[0]!, [...beta.map(Math.log), 0], { atol: 1e-13 });
  const evidence = beta.reduce((sum, value, s) => sum + ENDLESS.initial[s]! * value, 0);
  assertClose(logEvidence, Math.log(evidence), { atol: 1e-13 });
});

Deno.test("absorbDiscount: with a discount of 0 all ends after one step", () => {
  const { outcomes } = absorbDiscount(mdp({ ...ENDLESS, discount: 0 }), 5);
  assert(outcomes.successor.every((next) => next === 3));
});

Deno.test("absorbDiscount: it is the discount for both bonuses; the end earns no entropy", () => {
  const idle = mdp({
    states: 1,
    actions: 2,
    transition: [[[1], [1]]],
    reward: [[0, 0]],
    discount: 0.5,
  });
  const soft = { bonus: "entropy" } as const;
  const { values } = variationalBackward(absorbDiscount(idle, 60), soft);
  // log 2 (1 + ½ + ¼ + …); 60 log 2 = 41.59 if the end had two actions, too
  assertClose(values[0]!, [2 * Math.LN2, 0], { atol: 1e-14 });
  for (const bonus of ["prior", "entropy"] as const) {
    const made = mdp({ ...ENDLESS, discount: GAMMA });
    const mortal = variationalBackward(absorbDiscount(made, 150), { bonus, temperature: 0.5 });
    const endless = softValueIteration(made, { bonus, temperature: 0.5 });
    // 4 · 1e-10, and 0.8^150 = 3e-15 of values below 10
    assertClose(mortal.values[0]!, [...endless.values, 0], { atol: 1e-9 });
  }
});

Deno.test("absorbDiscount: refuses a state that is named like the end", () => {
  const taken = mdp({
    states: ["here", "ended"],
    actions: 1,
    transition: [[[0, 1]], [[0, 1]]],
    reward: [[0], [0]],
    discount: 0.5,
  });
  assertThrows(
    () => absorbDiscount(taken, 2),
    RangeError,
    'Cannot absorb the discount: the name of state 1 is "ended", expected another name',
  );
});

Deno.test("absorbDiscount: refuses a finite MDP, and steps that are none", () => {
  assertThrows(
    () => absorbDiscount(mdp(randomWorld(82)), 5),
    RangeError,
    "Cannot absorb the discount: the horizon is 3 steps, expected a discount; " +
      "there is nothing to absorb",
  );
  assertThrows(
    () => absorbDiscount(mdp({ ...ENDLESS, discount: 0.5 }), 0),
    RangeError,
    "Cannot absorb the discount: steps is 0, expected a whole number in [1, 1000000]",
  );
});
