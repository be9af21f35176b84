import { assertEquals, assertThrows } from "@std/assert";
import { expectedReturn, hardBackward, mdp } from "lib/control";
import { assertClose, sum } from "../../support/mod.ts";
import { range } from "../enumeration.ts";
import { objective } from "../soft_oracle.ts";
import { randomWorld } from "../worlds.ts";

Deno.test("hardBackward: the best of all deterministic policies, by enumeration", () => {
  const world = randomWorld(30, 2, 2, 2);
  const returns = range(2 ** 4).map((code) => {
    const policy = range(2).map((t) =>
      range(2).map((s) => {
        const first = (code >> (2 * t + s)) & 1;
        return [1 - first, first];
      })
    );
    return objective(world, policy, 0, world.prior);
  });
  const { values, policy } = hardBackward(mdp(world));
  const start = sum(world.initial.map((p, s) => p * values[0]![s]!));
  assertClose(start, Math.max(...returns), { atol: 1e-14 });
  assertClose(expectedReturn(mdp(world), policy), Math.max(...returns), { atol: 1e-14 });
});

Deno.test("hardBackward: among equals the lowest index; an action of prior 0 is none", () => {
  const tables = { states: 1, actions: 3, transition: [[[1], [1], [1]]], steps: 1 } as const;
  const tied = mdp({ ...tables, reward: [[-1, 2, 2]] });
  assertEquals([...hardBackward(tied).policy[0]!], [0, 1, 0]);
  const barred = mdp({ ...tables, reward: [[2, 1, 1]], prior: [[0, 0.5, 0.5]] });
  assertEquals([...hardBackward(barred).policy[0]!], [0, 1, 0]);
  assertEquals(hardBackward(barred).values[0]![0], 1);
  const alike = mdp({ ...tables, reward: [[1, 1, 1]], prior: [[0, 0.5, 0.5]] });
  assertEquals([...hardBackward(alike).policy[0]!], [0, 1, 0]);
  const forbidden = mdp({ ...tables, reward: [[-Infinity, -Infinity, -Infinity]] });
  assertEquals([...hardBackward(forbidden).policy[0]!], [0, 0, 0]);
  assertEquals(hardBackward(forbidden).values[0]![0], -Infinity);
});

Deno.test("hardBackward: refuses a discount", () => {
  const { steps: _, ...rest } = randomWorld(31);
  const endless = mdp({ ...rest, discount: 0.9 });
  assertThrows(() => hardBackward(endless), RangeError, "use valueIteration");
});
