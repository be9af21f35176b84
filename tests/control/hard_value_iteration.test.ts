import { assert, assertEquals, assertThrows } from "@std/assert";
import { mdp, valueIteration } from "lib/control";
import { assertClose } from "../support/mod.ts";
import { endless, OPEN_WORLDS } from "./endless.ts";
import { range } from "./enumeration.ts";
import { policyValues } from "./soft_oracle.ts";
import { randomWorld, WORLDS } from "./worlds.ts";

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

Deno.test("valueIteration: refuses soft options, a number of steps, too few sweeps", () => {
  const world = endless(randomWorld(51), 0.9);
  assertThrows(() => valueIteration(world, { temperature: 1 } as object), TypeError, "temperature");
  assertThrows(() => valueIteration(mdp(randomWorld(51))), RangeError, "use hardBackward");
  assertThrows(() => valueIteration(world, { maxSweeps: 2 }), RangeError, "change of sweep 2");
});
