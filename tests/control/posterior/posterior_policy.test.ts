import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  lottery,
  mdp,
  posteriorDynamics,
  posteriorInitial,
  posteriorMessages,
  posteriorPolicy,
  shiftRewards,
} from "lib/control";
import { assertClose } from "../../support/mod.ts";
import { dynamics, policy, range, stateMarginal } from "../enumeration.ts";
import { everyCase, randomWorld } from "../worlds.ts";

// Quotients of sums of up to 1,300 positive products, each rounded some ten times.
const ENUMERATED = { atol: 1e-13 };

Deno.test("posteriorPolicy: is the share of paths that begin with the action", () => {
  everyCase((world, temperature) => {
    const made = mdp(world);
    const found = posteriorPolicy(made, posteriorMessages(made, { temperature }));
    assertEquals(found.length, world.steps);
    found.forEach((table, t) => assertClose(table, policy(world, temperature, t), ENUMERATED));
  });
});

Deno.test("posteriorPolicy: is all zeros where nothing can be optimal, else sums to 1", () => {
  const made = mdp({
    states: ["fine", "doomed"],
    actions: 2,
    transition: [[[1, 0], [0, 1]], [[0, 1], [0, 1]]],
    reward: [[0, 0], [-Infinity, -Infinity]],
    steps: 2,
  });
  const [first, last] = posteriorPolicy(made, posteriorMessages(made));
  assertEquals(Array.from(first!), [1, 0, 0, 0]); // not into the doom
  assertEquals(Array.from(last!), [0.5, 0.5, 0, 0]); // with nothing to come, why not
});

Deno.test("posteriorPolicy: sums to 1 where messages are too large to subtract exactly", () => {
  const made = mdp({
    states: 1,
    actions: 3,
    transition: [[[1], [1], [1]]],
    reward: [[-1e9, -1e9 - 1, -1e9 + 0.5]],
    steps: 100,
  });
  for (const table of posteriorPolicy(made, posteriorMessages(made))) {
    assertClose(table.reduce((sum, p) => sum + p, 0), 1, { atol: 4e-16 }); // two additions
  }
});

Deno.test("posteriorPolicy: the last step is the prior weighted by exp(r/α)", () => {
  const world = randomWorld(31, 2, 3, 2);
  const pay = [[0.5, -1, 2], [0, -3, 1]];
  const reward = pay.map((row) => row.map((r) => [r, r]));
  const made = mdp({ ...world, reward });
  const last = posteriorPolicy(made, posteriorMessages(made, { temperature: 0.7 })).at(-1)!;
  const weights = world.prior.map((row, s) => row.map((p, a) => p * Math.exp(pay[s]![a]! / 0.7)));
  const sums = weights.map((row) => row.reduce((a, b) => a + b));
  assertClose(last, weights.flatMap((row, s) => row.map((w) => w / sums[s]!)), { atol: 1e-15 });
});

Deno.test("posteriorDynamics: is the share of paths that lead there, beside those that cannot", () => {
  everyCase((world, temperature) => {
    const made = mdp(world);
    const messages = posteriorMessages(made, { temperature });
    const { offsets, successor } = made.outcomes;
    for (const t of range(world.steps)) {
      const found = posteriorDynamics(made, messages, t);
      dynamics(world, temperature, t).forEach((row, index) => {
        const [from, to] = [offsets[index]!, offsets[index + 1]!];
        const wanted = Array.from(successor.slice(from, to), (next) => row[next]!);
        assertClose(found.slice(from, to), wanted, ENUMERATED);
      });
    }
  });
});

Deno.test("posteriorDynamics: bends away from a forbidden outcome", () => {
  const made = mdp({
    states: 3,
    actions: 1,
    transition: [[[0, 0.01, 0.99]], [[0, 1, 0]], [[0, 0, 1]]],
    reward: [[[0, 0, -Infinity]], [0], [0]],
    steps: 1,
  });
  assertEquals(made.reward[0], -Infinity);
  const imagined = posteriorDynamics(made, posteriorMessages(made), 0);
  assertEquals(Array.from(imagined.slice(0, 2)), [1, 0]); // the world does so once in a hundred
});

Deno.test("posteriorDynamics: does not bend where nothing is left to hope for", () => {
  const world = randomWorld(32);
  const reward = world.reward.map((rows) => rows.map(([r]) => r!));
  const made = mdp({ ...world, reward });
  const last = posteriorDynamics(made, posteriorMessages(made), world.steps - 1);
  assertClose(last, made.outcomes.probability, { atol: 1e-15 }); // a logarithm and back
});

Deno.test("posteriorDynamics: the lottery's chance to win becomes p e^(r/α) over its sum", () => {
  const ticket = lottery({ chance: 0.1, prize: 3, loss: 1 });
  for (const temperature of [0.5, 1, 10]) {
    const imagined = posteriorDynamics(ticket, posteriorMessages(ticket, { temperature }), 0);
    const [won, lost] = [0.1 * Math.exp(3 / temperature), 0.9 * Math.exp(-1 / temperature)];
    const from = ticket.outcomes.offsets[1]!;
    assertClose(imagined[from]!, won / (won + lost), { atol: 1e-15 });
  }
});

Deno.test("posteriorDynamics: refuses a step that is none", () => {
  const made = mdp(randomWorld(33));
  const messages = posteriorMessages(made);
  assertThrows(
    () => posteriorDynamics(made, messages, 3),
    RangeError,
    "Cannot evaluate the dynamics: step is 3, expected a whole number in [0, 2]",
  );
  assertThrows(() => posteriorDynamics(made, messages, -1), RangeError, "step is -1");
  assertThrows(() => posteriorDynamics(made, messages, 0.5), RangeError, "step is 0.5");
});

Deno.test("policy, dynamics and initial refuse the messages of another world", () => {
  const messages = posteriorMessages(mdp(randomWorld(36)));
  for (const other of [randomWorld(36, 3, 2, 4), randomWorld(36, 4, 2), randomWorld(36, 3, 3)]) {
    const words = "messages are of 3 steps, 3 states and 2 actions, expected those of this MDP";
    assertThrows(() => posteriorPolicy(mdp(other), messages), RangeError, words);
    assertThrows(() => posteriorDynamics(mdp(other), messages, 0), RangeError, words);
    assertThrows(() => posteriorInitial(mdp(other), messages), RangeError, words);
  }
});

Deno.test("posteriorInitial: is where the paths begin", () => {
  everyCase((world, temperature) => {
    const made = mdp(world);
    const found = posteriorInitial(made, posteriorMessages(made, { temperature }));
    assertClose(found, stateMarginal(world, temperature, 0), ENUMERATED);
  });
});

Deno.test("policy, dynamics and initial do not see a shift of all rewards", () => {
  const made = mdp(randomWorld(34));
  const shifted = shiftRewards(made, -7);
  const [before, after] = [posteriorMessages(made), posteriorMessages(shifted)];
  // Messages up to 21, subtracted.
  const rounding = { atol: 2e-14 };
  posteriorPolicy(made, before).forEach((table, t) =>
    assertClose(posteriorPolicy(shifted, after)[t]!, table, rounding)
  );
  assertClose(
    posteriorDynamics(shifted, after, 0),
    posteriorDynamics(made, before, 0),
    rounding,
  );
  assertClose(posteriorInitial(shifted, after), posteriorInitial(made, before), rounding);
});

Deno.test("policy and dynamics rebuild p(τ | O): the chain rule, path by path", () => {
  const world = randomWorld(35, 2, 2, 2);
  const made = mdp(world);
  const messages = posteriorMessages(made);
  const table = posteriorPolicy(made, messages);
  const imagined = range(2).map((t) => posteriorDynamics(made, messages, t));
  const initial = posteriorInitial(made, messages);
  let sum = 0;
  for (const code of range(32)) { // s₁ a₁ s₂ a₂ s₃, a bit each
    const [s1, a1, s2, a2, s3] = [16, 8, 4, 2, 1].map((bit) => (code & bit) > 0 ? 1 : 0) as [
      number,
      number,
      number,
      number,
      number,
    ];
    const rebuilt = initial[s1]! * table[0]![s1 * 2 + a1]! *
      imagined[0]![made.outcomes.offsets[s1 * 2 + a1]! + s2]! * table[1]![s2 * 2 + a2]! *
      imagined[1]![made.outcomes.offsets[s2 * 2 + a2]! + s3]!;
    const weight = world.initial[s1]! * world.prior[s1]![a1]! * world.transition[s1]![a1]![s2]! *
      world.prior[s2]![a2]! * world.transition[s2]![a2]![s3]! *
      Math.exp(world.reward[s1]![a1]![s2]! + world.reward[s2]![a2]![s3]!);
    assertClose(rebuilt, weight / Math.exp(messages.logEvidence), { rtol: 1e-13 }); // 12 factors
    sum += rebuilt;
  }
  assertClose(sum, 1, { atol: 1e-14 });
  assert(Math.abs(imagined[0]![0]! - made.outcomes.probability[0]!) > 0.01); // and it did bend
});
