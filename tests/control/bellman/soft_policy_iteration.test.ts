import { assert, assertEquals, assertThrows } from "@std/assert";
import { mdp, softPolicyIteration, softValueIteration } from "lib/control";
import { assertClose } from "../../support/mod.ts";
import { endless, OPEN_WORLDS } from "../endless.ts";
import { policyValues, weightsOf } from "../soft_oracle.ts";
import { randomWorld, WORLDS } from "../worlds.ts";

Deno.test("softPolicyIteration: values never fall, and end where soft value iteration ends", () => {
  for (const [name, world] of WORLDS) {
    for (const bonus of ["prior", "entropy"] as const) {
      for (const temperature of [0.1, 1, 10]) {
        const options = { bonus, temperature };
        const found = softPolicyIteration(endless(world, 0.9), options);
        const swept = softValueIteration(endless(world, 0.9), options);
        // each within 9e-10 of the optimum
        assertClose(found.values, swept.values, { atol: 2e-9 });
        assertClose(found.policy, swept.policy, { atol: 2e-8 }); // the same over α
        found.rounds.slice(1).forEach(({ values }, k) =>
          values.forEach((value, s) => {
            const before = found.rounds[k]!.values[s]!;
            assert(value >= before - 2e-9, `${name}: ${before} then ${value}`);
          })
        );
        assert(found.rounds.length < 30, `${name}: ${found.rounds.length} rounds`);
      }
    }
  }
});

Deno.test("softPolicyIteration: the first round is the prior's, or chance's, own value", () => {
  for (const [, world] of OPEN_WORLDS) {
    const chance = world.prior.map((row) => row.map(() => 1 / row.length));
    for (const bonus of ["prior", "entropy"] as const) {
      const { rounds } = softPolicyIteration(endless(world, 0.9), { bonus });
      const first = bonus === "prior" ? world.prior : chance;
      const exact = policyValues(world, 0.9, first, 1, weightsOf(world, bonus));
      assertClose(rounds[0]!.values, exact, { atol: 1e-9 });
    }
  }
});

Deno.test("softPolicyIteration: a prior that walks into what is forbidden does not stop it", () => {
  // the prior is worth −∞ in state 0; staying there, by action 0, is not
  const trap = mdp({
    states: 3,
    actions: 2,
    transition: [[[1, 0, 0], [0, 1, 0]], [[0, 0, 1], [0, 0, 1]], [[0, 0, 1], [0, 0, 1]]],
    reward: [[-1, 5], [0, 0], [-Infinity, 0]],
    prior: [[0.5, 0.5], [0.5, 0.5], [1, 0]],
    discount: 0.5,
  });
  const { values, policy, rounds } = softPolicyIteration(trap);
  assertClose(values, [2 * (-1 - Math.LN2), -Infinity, -Infinity], { atol: 1e-9 });
  assertEquals([...policy], [1, 0, 0, 0, 0, 0]);
  assert(Number.isFinite(rounds[0]!.values[0]));
});

Deno.test("softPolicyIteration: refuses what soft value iteration refuses", () => {
  const world = endless(randomWorld(54), 0.9);
  assertThrows(() => softPolicyIteration(world, { temperature: 0 }), RangeError, "hard maximum");
  const finite = mdp(randomWorld(54));
  assertThrows(() => softPolicyIteration(finite), RangeError, "use variationalBackward");
  assertThrows(() => softPolicyIteration(world, { maxSweeps: 2 }), RangeError, "sweep 2 (the last");
});
