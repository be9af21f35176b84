import { assert, assertEquals, assertThrows } from "@std/assert";
import { expectedReturn, mdp, occupancy, policyEntropy } from "lib/control";
import { ShapeError } from "lib/math";
import { assertClose, sum } from "../../support/mod.ts";
import { allPaths, range, type World } from "../enumeration.ts";
import { objective, randomDistribution, weightsOf } from "../soft_oracle.ts";
import { generator, randomWorld, WORLDS } from "../worlds.ts";

/** A random policy for each step, nested and flat. */
function somePolicy(world: World, seed: number) {
  const next = generator(seed);
  const row = () => randomDistribution(next, world.actions);
  const nested = range(world.steps).map(() => range(world.states).map(row));
  return { nested, flat: nested.map((table) => Float64Array.from(table.flat())) };
}

Deno.test("occupancy: of the prior, path by path", () => {
  for (const [name, world] of WORLDS) {
    const prior = Float64Array.from(world.prior.flat());
    const found = occupancy(mdp(world), range(world.steps).map(() => prior));
    assertEquals(found.length, world.steps + 1, name);
    found.forEach((row, t) => {
      const expected = range(world.states).map((s) =>
        sum(allPaths(world, 1, t).map((path) => path.states[t] === s ? path.probability : 0))
      );
      assertClose(row, expected, { atol: 1e-14 }); // sums of up to 650 products below 1
    });
  }
});

Deno.test("occupancy: each step its own policy, in the right order", () => {
  const switcher = mdp({
    states: 2,
    actions: 2,
    transition: [[[1, 0], [0, 1]], [[0, 1], [1, 0]]],
    reward: [[0, 0], [0, 0]],
    steps: 2,
  });
  const [stay, go] = [Float64Array.of(1, 0, 1, 0), Float64Array.of(0, 1, 0, 1)];
  assertEquals(occupancy(switcher, [go, stay]).map((row) => row[1]), [0, 1, 1]);
  assertEquals(occupancy(switcher, [stay, go]).map((row) => row[1]), [0, 0, 1]);
});

Deno.test("expectedReturn: of any policy, path by path", () => {
  for (const [name, world] of WORLDS) {
    const { nested, flat } = somePolicy(world, 3);
    const expected = objective(world, nested, 0, weightsOf(world, "entropy"));
    if (expected === -Infinity) assertEquals(expectedReturn(mdp(world), flat), -Infinity, name);
    else assertClose(expectedReturn(mdp(world), flat), expected, { atol: 1e-13 });
  }
});

Deno.test("expectedReturn: −∞ only where it is met; a state without an action counts −∞", () => {
  const world = mdp({
    states: 2,
    actions: 2,
    transition: [[[1, 0], [0, 1]], [[0, 1], [0, 1]]],
    reward: [[-1, 0], [-Infinity, -Infinity]],
    steps: 2,
  });
  const stay = Float64Array.of(1, 0, 0, 0), go = Float64Array.of(0, 1, 0, 0);
  assertEquals(expectedReturn(world, [stay, stay]), -2);
  assertEquals(expectedReturn(world, [stay, go]), -1);
  assertEquals(expectedReturn(world, [go, stay]), -Infinity);
  const message = "the sum of policy[1] in state 1 (reached with chance 1) is 0, expected 1";
  assertThrows(() => occupancy(world, [go, stay]), RangeError, message);
});

Deno.test("occupancy: the first state without an action is named, not the last", () => {
  const walk = mdp({
    states: 3,
    actions: 1,
    transition: [[[0, 0.5, 0.5]], [[0, 0, 1]], [[0, 0, 1]]],
    reward: [[0], [0], [0]],
    steps: 3,
  });
  const [all, none] = [Float64Array.of(1, 1, 1), Float64Array.of(1, 0, 0)];
  const message = "policy[1] in state 1 (reached with chance 0.5) is 0";
  assertThrows(() => occupancy(walk, [all, none, none]), RangeError, message);
});

Deno.test("occupancy: rows sum to 1 within 1e-9, and no more than that", () => {
  const one = mdp({ ...randomWorld(13, 1, 2, 1) });
  assertEquals(occupancy(one, [Float64Array.of(0.5, 0.5 + 5e-10)]).length, 2);
  const off = () => occupancy(one, [Float64Array.of(0.5, 0.5 + 1e-7)]);
  assertThrows(off, RangeError, "the sum of policy[0] in state 0 is 1.000000099");
});

Deno.test("policyEntropy: 0 where sure, log A where even, and what is between", () => {
  const world = mdp({ ...randomWorld(61), steps: 1 });
  const entropies = policyEntropy(world, Float64Array.of(1, 0, 0.5, 0.5, 0.25, 0.75));
  const between = -0.25 * Math.log(0.25) - 0.75 * Math.log(0.75);
  assertClose(entropies, [0, Math.LN2, between], { atol: 1e-15 });
  assert(Object.is(entropies[0], 0));
  assertEquals(policyEntropy(world, [1, 0, 0.5, 0.5, 0.25, 0.75]), entropies); // a plain list, too
  assertEquals([...policyEntropy(world, new Float64Array(6))], [0, 0, 0]);
});

Deno.test("occupancy, expectedReturn, policyEntropy: refuse what is no policy, by name", () => {
  const world = mdp(randomWorld(62));
  const even = new Float64Array(6).fill(0.5);
  for (const f of [occupancy, expectedReturn]) {
    assertThrows(() => f(world, [even]), ShapeError, "policy is [1], expected [3]");
    assertThrows(() => f(world, [even, even, even.slice(1)]), ShapeError, "policy[2] is [5]");
    const off = Float64Array.of(0.5, 0.5, 0.5, 0.6, 0.5, 0.5);
    assertThrows(
      () => f(world, [even, off, even]),
      RangeError,
      "sum of policy[1] in state 1 is 1.1",
    );
    const lone = even as unknown as Float64Array[];
    assertThrows(() => f(world, lone), TypeError, "expected a list, each a vector");
    const { steps: _, ...rest } = randomWorld(62);
    assertThrows(() => f(mdp({ ...rest, discount: 0.9 }), [even]), RangeError, "is discounted");
  }
  assertThrows(() => policyEntropy(world, even.slice(1)), ShapeError, "policy is [5]");
});
