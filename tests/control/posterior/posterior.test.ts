import { assert, assertEquals, assertThrows } from "@std/assert";
import { mdp, posteriorMessages, shiftRewards, sparseMdp } from "lib/control";
import { assertClose } from "../../support/mod.ts";
import { actionBackward, evidence, forward, stateBackward } from "../enumeration.ts";
import { everyCase, randomWorld } from "../worlds.ts";

// Sums of up to 1,300 positive products, each rounded some ten times: below 1e-13 in the logarithm.
const ENUMERATED = { atol: 1e-12 };

Deno.test("posteriorMessages: backward messages are sums over all paths", () => {
  everyCase((world, temperature) => {
    const messages = posteriorMessages(mdp(world), { temperature });
    assertEquals(messages.temperature, temperature);
    assertEquals(messages.stateBackward.length, world.steps + 1);
    assertEquals(messages.actionBackward.length, world.steps);
    messages.stateBackward.forEach((message, t) =>
      assertClose(message, stateBackward(world, temperature, t).map(Math.log), ENUMERATED)
    );
    messages.actionBackward.forEach((message, t) =>
      assertClose(message, actionBackward(world, temperature, t).map(Math.log), ENUMERATED)
    );
  });
});

Deno.test("posteriorMessages: forward messages are filtered states, normalized", () => {
  everyCase((world, temperature) => {
    const messages = posteriorMessages(mdp(world), { temperature });
    assertEquals(messages.forward.length, world.steps + 1);
    messages.forward.forEach((message, t) =>
      assertClose(message, forward(world, temperature, t).map(Math.log), ENUMERATED)
    );
  });
});

Deno.test("posteriorMessages: the evidence is a sum over all paths, and the product of its steps", () => {
  everyCase((world, temperature) => {
    const { logEvidence, logStep } = posteriorMessages(mdp(world), { temperature });
    assertClose(logEvidence, Math.log(evidence(world, temperature)), ENUMERATED);
    assertEquals(logStep.length, world.steps);
    assertClose(logStep.reduce((a, b) => a + b, 0), logEvidence, ENUMERATED);
  });
});

Deno.test("posteriorMessages: α β sums to the evidence that is left, at every step", () => {
  everyCase((world, temperature) => {
    const { logEvidence, logStep, forward, stateBackward } = posteriorMessages(mdp(world), {
      temperature,
    });
    let past = 0;
    forward.forEach((alpha, t) => {
      const sum = alpha.reduce((all, a, s) => all + Math.exp(a + stateBackward[t]![s]!), 0);
      assertClose(past + Math.log(sum), logEvidence, ENUMERATED);
      past += logStep[t] ?? 0;
    });
  });
});

Deno.test("posteriorMessages: a shift of all rewards moves β and the evidence, and no α", () => {
  const world = mdp(randomWorld(21, 3, 2, 5));
  for (const [c, temperature] of [[-3, 1], [2.5, 0.5]] as const) {
    const before = posteriorMessages(world, { temperature });
    const after = posteriorMessages(shiftRewards(world, c), { temperature });
    // Numbers up to 30, rounded a few times at each of 5 steps.
    const rounding = { atol: 1e-13 };
    assertClose(after.logEvidence, before.logEvidence + 5 * c / temperature, rounding);
    before.forward.forEach((alpha, t) => assertClose(after.forward[t]!, alpha, rounding));
    before.stateBackward.forEach((beta, t) =>
      assertClose(
        after.stateBackward[t]!,
        beta.map((value) => value + (5 - t) * c / temperature),
        rounding,
      )
    );
  }
});

Deno.test("posteriorMessages: where no reward is above 0, neither is a message", () => {
  const world = randomWorld(22);
  const reward = world.reward.map((rows) => rows.map((row) => row.map((r) => -Math.abs(r))));
  const { logEvidence, logStep, stateBackward } = posteriorMessages(mdp({ ...world, reward }));
  assert(logEvidence < 0 && logStep.every((step) => step < 0));
  assert(stateBackward.every((beta) => beta.every((value) => value <= 0)));
});

Deno.test("posteriorMessages: a successor listed twice counts twice", () => {
  const twice = sparseMdp({
    states: 1,
    actions: 1,
    outcomes: () => [
      { state: 0, probability: 0.25, reward: 0 },
      { state: 0, probability: 0.75, reward: -2 },
    ],
    steps: 1,
  });
  const expected = Math.log(0.25 + 0.75 * Math.exp(-2));
  assertClose(posteriorMessages(twice).logEvidence, expected, { atol: 1e-15 }); // two roundings
});

Deno.test("posteriorMessages: refuses a temperature that is none", () => {
  const world = mdp(randomWorld(24));
  assertThrows(
    () => posteriorMessages(world, { temperature: 0 }),
    RangeError,
    "Cannot pass messages: temperature is 0, expected a number above 0; " +
      "for the hard maximum use valueIteration or hardBackward",
  );
  assertThrows(() => posteriorMessages(world, { temperature: -1 }), RangeError, "is -1, expected");
  assertThrows(() => posteriorMessages(world, { temperature: NaN }), RangeError, "is NaN");
  // @ts-expect-error a text is no temperature
  assertThrows(() => posteriorMessages(world, { temperature: "1" }), TypeError, 'is "1"');
  // @ts-expect-error a slip of the pen
  assertThrows(() => posteriorMessages(world, { temprature: 1 }), TypeError, "temprature");
});

Deno.test("posteriorMessages: refuses a discounted MDP and says what makes it finite", () => {
  const { steps: _steps, ...endless } = randomWorld(25);
  assertThrows(
    () => posteriorMessages(mdp({ ...endless, discount: 0.9 })),
    RangeError,
    "Cannot pass messages: the horizon is discounted (0.9), expected a number of steps; " +
      "absorbDiscount(mdp, steps) gives one",
  );
});

Deno.test("posteriorMessages: refuses when nothing can be optimal", () => {
  const world = randomWorld(26, 2, 2, 2);
  const reward = world.reward.map((rows) => rows.map((row) => row.map(() => -Infinity)));
  assertThrows(
    () => posteriorMessages(mdp({ ...world, reward })),
    RangeError,
    "Cannot pass messages: the evidence is 0, " +
      "expected a trajectory of positive probability that meets no reward of −∞",
  );
});
