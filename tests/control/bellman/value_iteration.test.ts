import { assert, assertEquals, assertThrows } from "@std/assert";
import { mdp, softValueIteration, valueIteration } from "lib/control";
import { assertClose } from "../../support/mod.ts";
import { endless, OPEN_WORLDS } from "../endless.ts";
import { range } from "../enumeration.ts";
import { policyValues } from "../soft_oracle.ts";
import { randomWorld, WORLDS } from "../worlds.ts";

Deno.test("valueIteration: the best of all deterministic policies in every state, by enumeration", () => {
  for (const [, world] of OPEN_WORLDS) {
    const { states, actions, prior } = world;
    const allowed = range(actions ** states)
      .map((code) => range(states).map((s) => Math.floor(code / actions ** s) % actions))
      .filter((choice) => choice.every((a, s) => prior[s]![a]! > 0));
    const all = allowed.map((choice) => {
      const policy = choice.map((chosen) => range(actions).map((a) => a === chosen ? 1 : 0));
      return policyValues(world, 0.9, policy, 0, policy);
    });
    const best = range(states).map((s) => Math.max(...all.map((values) => values[s]!)));
    const { values, policy, changes } = valueIteration(endless(world, 0.9));
    assertClose(values, best, { atol: 1e-9 }); // 9 · 1e-10
    assert(policy.every((p) => p === 0 || p === 1));
    for (let k = 1; k < changes.length; k++) assert(changes[k]! <= 0.9 * changes[k - 1]! + 1e-12);
  }
});

Deno.test("valueIteration: among equals the lowest index; no NaN where rewards are −∞", () => {
  const tied = mdp({
    states: 1,
    actions: 3,
    transition: [[[1], [1], [1]]],
    reward: [[-2, -1, -1]],
    discount: 0.5,
  });
  assertEquals([...valueIteration(tied).policy], [0, 1, 0]);
  for (const [name, world] of WORLDS) {
    for (const discount of [0, 0.9]) {
      const { values, actionValues, policy } = valueIteration(endless(world, discount));
      for (const table of [values, actionValues, policy]) {
        assert(table.every((x) => !Number.isNaN(x)), name);
      }
    }
  }
});

Deno.test("valueIteration: the limit of the bonus prior; that of entropy takes actions of prior 0", () => {
  const barred = mdp({
    states: 1,
    actions: 2,
    transition: [[[1], [1]]],
    reward: [[-5, 0]],
    prior: [[1, 0]],
    discount: 0.5,
  });
  const cold = (bonus: "prior" | "entropy") =>
    softValueIteration(barred, { bonus, temperature: 1e-6 }).values[0]!;
  assertClose(valueIteration(barred).values[0]!, -10, { atol: 1e-10 });
  assertClose(cold("prior"), -10, { atol: 1e-10 });
  assertClose(cold("entropy"), 0, { atol: 1e-10 }); // e^(−5e6) of the other action
});

Deno.test("valueIteration: soft values lie below with a prior, above with entropy, by no more", () => {
  for (const [, world] of OPEN_WORLDS) {
    const least = Math.min(...world.prior.flat().filter((p) => p > 0));
    const hard = valueIteration(endless(world, 0.9)).values;
    const slack = 2e-9; // 9 · 1e-10 of each
    for (const temperature of [0.01, 1]) {
      const [prior, entropy] = (["prior", "entropy"] as const).map((bonus) =>
        softValueIteration(endless(world, 0.9), { bonus, temperature }).values
      );
      const [below, above] = [Math.log(1 / least), Math.log(world.actions)];
      hard.forEach((value, s) => {
        const loss = value - prior![s]!;
        assert(loss >= -slack && loss <= 10 * temperature * below + slack);
        if (world.prior.flat().includes(0)) return;
        const gain = entropy![s]! - value;
        assert(gain >= -slack && gain <= 10 * temperature * above + slack);
      });
    }
  }
});

Deno.test("valueIteration: a change as large as the tolerance is small enough", () => {
  const halving = mdp({
    states: 1,
    actions: 1,
    transition: [[[1]]],
    reward: [[-1]],
    discount: 0.5,
  });
  assertEquals(valueIteration(halving, { tolerance: 0.25 }).changes, [1, 0.5, 0.25]);
});

Deno.test("valueIteration: refuses soft options, a number of steps, too few sweeps", () => {
  const world = endless(randomWorld(51), 0.9);
  assertThrows(() => valueIteration(world, { temperature: 1 } as object), TypeError, "temperature");
  assertThrows(() => valueIteration(mdp(randomWorld(51))), RangeError, "use hardBackward");
  assertThrows(() => valueIteration(world, { maxSweeps: 2 }), RangeError, "change of sweep 2");
});
