import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  controlBound,
  type Floats,
  mdp,
  softBackwardEvaluation,
  softPolicy,
  softPolicyEvaluation,
  variationalBackward,
} from "lib/control";
import { ShapeError } from "lib/math";
import { assertClose, sum } from "../../support/mod.ts";
import { endless, OPEN_WORLDS } from "../endless.ts";
import { range, type World } from "../enumeration.ts";
import { objective, type Policy, randomDistribution, weightsOf } from "../soft_oracle.ts";
import { generator, randomWorld, WORLDS } from "../worlds.ts";

const BONUSES = ["prior", "entropy"] as const;
const TEMPERATURES = [0.3, 1, 4];

/** A random policy for each step, with zeros where the prior has them. */
function somePolicy(world: World, seed: number): Policy[] {
  const next = generator(seed);
  return range(world.steps).map(() =>
    world.prior.map((row) => {
      const drawn = randomDistribution(next, world.actions).map((p, a) => row[a]! > 0 ? p : 0);
      return drawn.map((p) => p / sum(drawn));
    })
  );
}

const flatten = (policy: readonly Policy[]): Floats[] =>
  policy.map((table) => Float64Array.from(table.flat()));

/** Σ p(s₁) V₁(s₁). */
const startValue = (world: World, values: readonly Floats[]) =>
  sum(world.initial.map((p, s) => p === 0 ? 0 : p * values[0]![s]!));

Deno.test("softBackwardEvaluation: E[Σ r − α KL], path by path", () => {
  for (const [name, world] of WORLDS) {
    const policy = somePolicy(world, 5);
    for (const bonus of BONUSES) {
      for (const temperature of TEMPERATURES) {
        const options = { bonus, temperature };
        const { values } = softBackwardEvaluation(mdp(world), flatten(policy), options);
        const expected = objective(world, policy, temperature, weightsOf(world, bonus));
        const found = startValue(world, values);
        if (expected === -Infinity) assertEquals(found, -Infinity, name);
        else assertClose(found, expected, { atol: 1e-12 }); // up to 650 paths of size 20
        const tables = softBackwardEvaluation(mdp(world), flatten(policy), options);
        for (const table of [...tables.values, ...tables.actionValues]) {
          assert(table.every((x) => !Number.isNaN(x) && x < Infinity), name);
        }
      }
    }
  }
});

Deno.test("softBackwardEvaluation: every step and action, with what is left of the episode", () => {
  const world = randomWorld(92);
  const policy = somePolicy(world, 6);
  const { values, actionValues } = softBackwardEvaluation(mdp(world), flatten(policy));
  for (const t of range(world.steps)) {
    for (const s of range(world.states)) {
      const initial = range(world.states).map((k) => k === s ? 1 : 0);
      const rest = { ...world, initial, steps: world.steps - t };
      const later = policy.slice(t);
      const expected = objective(rest, later, 1, world.prior);
      assertClose(values[t]![s]!, expected, { atol: 1e-13 });
      for (const a of range(world.actions)) {
        const sure = range(world.actions).map((k) => k === a ? 1 : 0);
        const first = later[0]!.map((row, k) => k === s ? sure : row);
        // the sure choice pays −log p(a|s), which Q does not count
        const paid = objective(rest, [first, ...later.slice(1)], 1, world.prior);
        const q = actionValues[t]![s * world.actions + a]!;
        assertClose(q + Math.log(world.prior[s]![a]!), paid, { atol: 1e-13 });
      }
    }
  }
  assertEquals([...values[world.steps]!], [0, 0, 0]);
});

Deno.test("softBackwardEvaluation: α times the bound; its own optimum at variationalBackward's", () => {
  for (const [, world] of OPEN_WORLDS) {
    for (const temperature of TEMPERATURES) {
      const flat = flatten(somePolicy(world, 7));
      const { values } = softBackwardEvaluation(mdp(world), flat, { temperature });
      const { bound } = controlBound(mdp(world), flat, { temperature });
      assertClose(startValue(world, values), temperature * bound, { atol: 1e-12 });
      const best = variationalBackward(mdp(world), { temperature });
      const again = softBackwardEvaluation(mdp(world), best.policy, { temperature });
      again.values.forEach((row, t) => assertClose(row, best.values[t]!, { atol: 1e-13 }));
    }
  }
});

Deno.test("softBackwardEvaluation: T improvements give the best policy, the last k steps after k", () => {
  for (const [, world] of OPEN_WORLDS) {
    for (const bonus of BONUSES) {
      const [problem, temperature] = [mdp(world), 0.5];
      const weights = weightsOf(world, bonus);
      const best = variationalBackward(problem, { temperature, bonus }).policy;
      let policy = flatten(somePolicy(world, 8)), before = -Infinity;
      for (let k = 1; k <= world.steps; k++) {
        const options = { temperature, bonus };
        const { values, actionValues } = softBackwardEvaluation(problem, policy, options);
        assert(startValue(world, values) >= before - 1e-13); // it never falls
        before = startValue(world, values);
        policy = actionValues.map((table) =>
          Float64Array.from(
            range(world.states).flatMap((s) => {
              const row = table.slice(s * world.actions, (s + 1) * world.actions);
              return softPolicy(row, { weights: weights[s]!, temperature });
            }),
          )
        );
        const settled = range(k).map((i) => world.steps - 1 - i);
        for (const t of settled) assertClose(policy[t]!, best[t]!, { atol: 1e-13 });
      }
    }
  }
});

Deno.test("softBackwardEvaluation: of many steps, discounted by absorption, softPolicyEvaluation", () => {
  // γ as a chance to go on, written out: state 2 ends, everything else as in the discounted world
  const discounted = endless(randomWorld(93, 2, 2), 0.5);
  const world = randomWorld(93, 2, 2);
  const transition = [
    ...world.transition.map((rows) => rows.map((row) => [...row.map((p) => p / 2), 0.5])),
    [[0, 0, 1], [0, 0, 1]],
  ];
  const mean = (s: number, a: number) =>
    sum(world.transition[s]![a]!.map((p, k) => p * world.reward[s]![a]![k]!));
  const mortal = mdp({
    states: 3,
    actions: 2,
    transition,
    reward: [...range(2).map((s) => range(2).map((a) => mean(s, a))), [0, 0]],
    prior: [...world.prior, [1, 0]],
    steps: 60,
  });
  const policy = [0.3, 0.7, 0.9, 0.1];
  const over = softPolicyEvaluation(discounted, Float64Array.from(policy));
  const table = Float64Array.from([...policy, 1, 0]);
  const { values } = softBackwardEvaluation(mortal, range(60).map(() => table));
  assertClose(values[0]!, [...over.values, 0], { atol: 1e-9 }); // 1e-10 of the sweeps; 2^-60
});

Deno.test("softBackwardEvaluation: refuses what is no policy, by name", () => {
  const world = { ...randomWorld(94), prior: [[1, 0], [0.5, 0.5], [0.5, 0.5]] };
  const even = new Float64Array(6).fill(0.5), fine = Float64Array.of(1, 0, 0.5, 0.5, 0.5, 0.5);
  const refuses = (policy: Floats[], options: object, message: string) =>
    assertThrows(() => softBackwardEvaluation(mdp(world), policy, options), RangeError, message);
  refuses([fine, even, fine], {}, "policy[1] of (state 0, action 1) is 0.5, expected 0");
  refuses([fine, fine, fine], { temperature: 0 }, "temperature is 0, expected a number above 0");
  const short = () => softBackwardEvaluation(mdp(world), [fine]);
  assertThrows(short, ShapeError, "policy is [1], expected [3]");
  const entropic = softBackwardEvaluation(mdp(world), [fine, even, fine], { bonus: "entropy" });
  assert(entropic.values[0]!.every(Number.isFinite));
  const { steps: _, ...rest } = world;
  const discounted = () => softBackwardEvaluation(mdp({ ...rest, discount: 0.9 }), [fine]);
  assertThrows(discounted, RangeError, "use softPolicyEvaluation");
});
