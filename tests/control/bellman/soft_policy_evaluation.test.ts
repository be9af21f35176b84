import { assert, assertEquals, assertThrows } from "@std/assert";
import { mdp, policyEvaluation, softPolicyEvaluation } from "lib/control";
import { ShapeError } from "lib/math";
import { assertClose } from "../../support/mod.ts";
import { endless, OPEN_WORLDS } from "../endless.ts";
import { range, type World } from "../enumeration.ts";
import {
  lookAhead,
  type Policy,
  policyValues,
  randomDistribution,
  weightsOf,
} from "../soft_oracle.ts";
import { generator, randomWorld, WORLDS } from "../worlds.ts";

// 9 · 1e-10, the tolerance's worth at γ = 0.9
const SWEPT = { atol: 1e-9 };

/** Random, with zeros where the prior has them, and sure in state 0. */
function somePolicy(world: World, seed: number): Policy {
  const next = generator(seed);
  return range(world.states).map((s) => {
    const allowed = world.prior[s]!.map((p) => p > 0);
    const first = allowed.indexOf(true);
    if (s === 0) return allowed.map((_, a) => a === first ? 1 : 0);
    const drawn = randomDistribution(next, world.actions).map((p, a) => allowed[a] ? p : 0);
    const sum = drawn.reduce((a, b) => a + b);
    return drawn.map((p) => p / sum);
  });
}

Deno.test("softPolicyEvaluation: (I − γP)⁻¹ (r − α KL), by elimination; zeros allowed", () => {
  for (const [, world] of OPEN_WORLDS) {
    const policy = somePolicy(world, 7);
    const flat = Float64Array.from(policy.flat());
    for (const bonus of ["prior", "entropy"] as const) {
      for (const temperature of [0.1, 3]) {
        const options = { bonus, temperature };
        const { values, actionValues } = softPolicyEvaluation(endless(world, 0.9), flat, options);
        const exact = policyValues(world, 0.9, policy, temperature, weightsOf(world, bonus));
        assertClose(values, exact, SWEPT);
        assertClose(actionValues, lookAhead(world, 0.9, exact).flat(), SWEPT);
      }
    }
    const plain = policyEvaluation(endless(world, 0.9), flat).values;
    assertClose(plain, policyValues(world, 0.9, policy, 0, policy), SWEPT);
  }
});

Deno.test("softPolicyEvaluation: a forbidden way is −∞ if taken, and nothing if not; never NaN", () => {
  const world = mdp({
    states: 2,
    actions: 2,
    transition: [[[1, 0], [0, 1]], [[0, 1], [0, 1]]],
    reward: [[-1, 0], [-Infinity, -Infinity]],
    discount: 0.5,
  });
  const careful = softPolicyEvaluation(world, Float64Array.of(1, 0, 0.5, 0.5));
  assertClose(careful.values, [2 * (-1 - Math.LN2), -Infinity], { atol: 1e-9 });
  const careless = softPolicyEvaluation(world, Float64Array.of(0.9, 0.1, 0.5, 0.5));
  assertEquals([...careless.values], [-Infinity, -Infinity]);
  const stuck = softPolicyEvaluation(world, Float64Array.of(1, 0, 0, 0)); // as solvers say it
  assertClose(stuck.values, careful.values, { atol: 0 });
  assertEquals(policyEvaluation(world, Float64Array.of(0, 0, 1, 0)).values[0], -Infinity);
  for (const [name, { prior, ...tables }] of WORLDS) {
    for (const discount of [0, 0.9]) {
      const { values } = policyEvaluation(
        endless({ ...tables, prior }, discount),
        Float64Array.from(prior.flat()),
      );
      assert(values.every((v) => !Number.isNaN(v)), name);
    }
  }
});

Deno.test("softPolicyEvaluation: refuses what is no policy, by name", () => {
  const world = endless(randomWorld(52), 0.9);
  const refuses = (policy: readonly number[], message: string) => {
    const run = () => softPolicyEvaluation(world, Float64Array.from(policy));
    assertThrows(run, RangeError, message);
  };
  refuses([0.5, 0.5, 0.4, 0.5, 1, 0], "the sum of policy in state 1 is 0.9, expected 1");
  refuses([1.5, -0.5, 1, 0, 1, 0], "policy of (state 0, action 1) is -0.5");
  refuses([NaN, 1, 1, 0, 1, 0], "policy[0] is NaN");
  assertThrows(
    () => softPolicyEvaluation(world, Float64Array.of(1, 0)),
    ShapeError,
    "policy is [2], expected [6]",
  );
  assertThrows(
    () => softPolicyEvaluation(world, 0.5 as unknown as Float64Array),
    TypeError,
    "policy is 0.5",
  );
  const finite = mdp(randomWorld(52));
  assertThrows(
    () => softPolicyEvaluation(finite, finite.prior),
    RangeError,
    "use softBackwardEvaluation",
  );
  assertThrows(() => policyEvaluation(finite, finite.prior), RangeError, "use expectedReturn");
});

Deno.test("softPolicyEvaluation: what the prior never does is refused, unless entropy is paid", () => {
  const prior = [[1, 0], [0.5, 0.5], [0.5, 0.5]];
  const world = endless({ ...randomWorld(53), prior }, 0.9);
  const policy = Float64Array.of(0.8, 0.2, 1, 0, 0, 1);
  const message = "policy of (state 0, action 1) is 0.2, expected 0, as in the prior";
  assertThrows(() => softPolicyEvaluation(world, policy), RangeError, message);
  const { values } = softPolicyEvaluation(world, policy, { bonus: "entropy" });
  assert(values.every(Number.isFinite));
});
