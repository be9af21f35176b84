import { assertEquals, assertThrows } from "@std/assert";
import {
  hiddenMarkovOf,
  mdp,
  posteriorMessages,
  randomMdp,
  stateActionMarginals,
} from "lib/control";
import { key } from "lib/math";
import { smoothHidden } from "lib/sequence";
import { assertClose } from "../../support/mod.ts";
import { everyCase, randomWorld } from "../worlds.ts";

// The promise of the project; both are sums of some hundred terms at each of a few steps.
const AGREED = { atol: 1e-12 };

Deno.test("hiddenMarkovOf: the chain's evidence and messages are those of control", () => {
  everyCase((world, temperature) => {
    const made = mdp(world);
    const messages = posteriorMessages(made, { temperature });
    const { model, edges } = hiddenMarkovOf(made, { temperature });
    const chain = smoothHidden(model);
    assertClose(chain.logEvidence, messages.logEvidence, AGREED);
    assertClose(chain.logStep, messages.logStep, AGREED);
    chain.logBackward.forEach((message, t) =>
      assertClose(message, edges.map(({ next }) => messages.stateBackward[t + 1]![next]!), AGREED)
    );
    chain.smoothed.forEach((probability, t) => {
      const sums = new Float64Array(made.prior.length);
      edges.forEach(({ state, action }, n) =>
        sums[state * world.actions + action]! += probability[n]!
      );
      assertClose(sums, stateActionMarginals(made, messages)[t]!, AGREED);
    });
    chain.filtered.forEach((probability, t) => {
      const sums = new Float64Array(world.states);
      edges.forEach(({ next }, n) => sums[next]! += probability[n]!);
      assertClose(sums, messages.forward[t + 1]!.map(Math.exp), AGREED);
    });
  });
});

Deno.test("hiddenMarkovOf: its states are the outcomes, one by one", () => {
  const made = mdp({
    states: 2,
    actions: 2,
    transition: [[[0.5, 0.5], [0, 1]], [[1, 0], [0, 1]]],
    reward: [[[-1, -2], -3], [-4, -5]],
    initial: [0.25, 0.75],
    steps: 2,
  });
  const { model, edges } = hiddenMarkovOf(made, { temperature: 2 });
  assertEquals(edges, [
    { state: 0, action: 0, next: 0 },
    { state: 0, action: 0, next: 1 },
    { state: 0, action: 1, next: 1 },
    { state: 1, action: 0, next: 0 },
    { state: 1, action: 1, next: 1 },
  ]);
  assertEquals(model.initial, [0.0625, 0.0625, 0.125, 0.375, 0.375]);
  assertEquals(model.transition[1], [0, 0, 0, 0.5, 0.5]);
  assertEquals(model.logLikelihood, [[-0.5, -1, -1.5, -2, -2.5], [-0.5, -1, -1.5, -2, -2.5]]);
});

Deno.test("hiddenMarkovOf: rows that miss 1 by rounding are no reason for the chain to be refused", () => {
  const off = 1 - 9e-10; // each row is within 1e-9, products of them are not
  const made = mdp({
    states: 2,
    actions: 2,
    transition: [[[0.5 * off, 0.5 * off], [0, off]], [[off, 0], [0, off]]],
    prior: [[0.5 * off, 0.5 * off], [0.25 * off, 0.75 * off]],
    reward: [[-1, -2], [-3, 0]],
    initial: [0.5 * off, 0.5 * off],
    steps: 3,
  });
  const { logEvidence } = smoothHidden(hiddenMarkovOf(made).model);
  // 6 rows of 1 − 9e-10 on the way, with which the messages count
  assertClose(logEvidence, posteriorMessages(made).logEvidence, { atol: 6e-9 });
});

Deno.test("hiddenMarkovOf: refuses rewards that overflow over the temperature", () => {
  const steep = mdp({ ...randomWorld(61, 1, 1, 3), reward: [[[-1e300]]] });
  assertThrows(
    () => hiddenMarkovOf(steep, { temperature: 1e-8 }),
    RangeError,
    "Cannot write an MDP as a chain: temperature is 1e-8, expected a number above",
  );
});

Deno.test("hiddenMarkovOf: refuses what is too large, endless or too cold", () => {
  const large = randomMdp(key(1), { states: 101, actions: 4, successors: 5, steps: 2 });
  assertThrows(
    () => hiddenMarkovOf(large),
    RangeError,
    "Cannot write an MDP as a chain: the number of outcomes is 2020, expected at most 2000; " +
      "the chain is dense, posteriorMessages is not",
  );
  const { steps: _steps, ...endless } = randomWorld(61);
  assertThrows(
    () => hiddenMarkovOf(mdp({ ...endless, discount: 0.5 })),
    RangeError,
    "Cannot write an MDP as a chain: the horizon is discounted (0.5)",
  );
  assertThrows(
    () => hiddenMarkovOf(mdp(randomWorld(61)), { temperature: -2 }),
    RangeError,
    "Cannot write an MDP as a chain: temperature is -2",
  );
});
