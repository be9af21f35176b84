import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  foldPrior,
  hardBackward,
  mdp,
  policyEntropy,
  shiftRewards,
  variationalBackward,
} from "lib/control";
import { assertClose, sum } from "../../support/mod.ts";
import { range, type World } from "../enumeration.ts";
import { bestPolicy, objective, randomDistribution, weightsOf } from "../soft_oracle.ts";
import { everyCase, generator, randomWorld, WORLDS } from "../worlds.ts";

const BONUSES = ["prior", "entropy"] as const;

/** `[T][S][A]` of flat tables. */
function nested(world: World, policy: readonly Readonly<Float64Array>[]) {
  return policy.map((table) =>
    range(world.states).map((s) => [...table.slice(s * world.actions, (s + 1) * world.actions)])
  );
}

/** Σ p(s₁) V₁(s₁). */
function startValue(world: World, values: readonly Readonly<Float64Array>[]): number {
  return sum(
    range(world.states).map((s) => world.initial[s] === 0 ? 0 : world.initial[s]! * values[0]![s]!),
  );
}

/** A bound on the values of states that can avoid what is forbidden. */
const finite = (world: World) =>
  !world.reward.some((table) => table.every((row) => row.some((r) => r === -Infinity)));

Deno.test("variationalBackward: its value is what its policy earns, path by path", () => {
  everyCase((world, temperature) => {
    for (const bonus of BONUSES) {
      const { values, policy } = variationalBackward(mdp(world), { temperature, bonus });
      const start = startValue(world, values);
      if (start === -Infinity) continue; // another test
      const weights = weightsOf(world, bonus);
      const earned = objective(world, nested(world, policy), temperature, weights);
      assertClose(start, earned, { atol: 1e-12 }); // up to 650 paths of size 20
    }
  });
});

Deno.test("variationalBackward: a maximizer that knows nothing of it finds the same policy", () => {
  const worlds = [randomWorld(21, 2, 2, 3), randomWorld(22, 3, 2, 2), randomWorld(23, 2, 3, 2)];
  for (const world of worlds) {
    for (const bonus of BONUSES) {
      for (const temperature of [0.4, 2]) {
        const weights = weightsOf(world, bonus);
        const found = bestPolicy(world, temperature, weights);
        const { values, policy } = variationalBackward(mdp(world), { temperature, bonus });
        const best = objective(world, found, temperature, weights);
        assertClose(startValue(world, values), best, { atol: 1e-12 });
        // a flat top: golden sections end √1e-15 beside it
        nested(world, policy).forEach((table, t) =>
          assertClose(table.flat(), found[t]!.flat(), { atol: 1e-6 })
        );
      }
    }
  }
});

Deno.test("variationalBackward: no other policy earns more", () => {
  const world = randomWorld(24, 2, 2, 2);
  const next = generator(1);
  for (const bonus of BONUSES) {
    const weights = weightsOf(world, bonus);
    const best = startValue(world, variationalBackward(mdp(world), { bonus }).values);
    for (let k = 0; k < 5000; k++) {
      const other = range(2).map(() => range(2).map(() => randomDistribution(next, 2)));
      assert(objective(world, other, 1, weights) <= best + 1e-13);
    }
  }
});

Deno.test("variationalBackward: rewards of any sign; r + c moves V by c a step and no policy", () => {
  const world = mdp(randomWorld(25));
  const before = variationalBackward(world, { temperature: 0.5 });
  const after = variationalBackward(shiftRewards(world, 7), { temperature: 0.5 });
  before.values.forEach((values, t) =>
    assertClose(after.values[t]!, values.map((v) => v + 7 * (3 - t)), { atol: 1e-13 })
  );
  before.policy.forEach((policy, t) => assertClose(after.policy[t]!, policy, { atol: 1e-13 }));
});

Deno.test("variationalBackward: the prior written into the reward changes nothing", () => {
  for (const temperature of [0.3, 2]) {
    const world = mdp(randomWorld(26, 3, 3, 4));
    const left = variationalBackward(world, { temperature });
    const folded = foldPrior(world, { temperature });
    const right = variationalBackward(folded, { temperature, bonus: "entropy" });
    left.values.forEach((values, t) => assertClose(right.values[t]!, values, { atol: 1e-13 }));
    left.policy.forEach((policy, t) => assertClose(right.policy[t]!, policy, { atol: 1e-13 }));
  }
});

Deno.test("variationalBackward: for a uniform prior the bonuses differ by α log A a step", () => {
  const prior = range(3).map(() => [0.5, 0.5]);
  const world = mdp({ ...randomWorld(27), prior });
  const left = variationalBackward(world, { temperature: 0.7, bonus: "prior" });
  const right = variationalBackward(world, { temperature: 0.7, bonus: "entropy" });
  left.values.forEach((values, t) =>
    assertClose(right.values[t]!, values.map((v) => v + (3 - t) * 0.7 * Math.LN2), { atol: 1e-14 })
  );
  left.policy.forEach((policy, t) => assertClose(right.policy[t]!, policy, { atol: 1e-14 }));
});

Deno.test("variationalBackward: the hard values are its limit, α log(1/min prior) a step away", () => {
  for (const [name, world] of WORLDS) {
    const hard = hardBackward(mdp(world));
    const least = Math.min(...world.prior.flat().filter((p) => p > 0));
    for (const temperature of [1, 0.1, 1e-3, 1e-9]) {
      const soft = variationalBackward(mdp(world), { temperature });
      hard.values.forEach((row, t) =>
        row.forEach((value, s) => {
          if (value === -Infinity) return assertEquals(soft.values[t]![s], -Infinity, name);
          const loss = value - soft.values[t]![s]!;
          const most = (world.steps - t) * temperature * Math.log(1 / least);
          assert(loss >= -1e-13 && loss <= most + 1e-13, `${name}: ${loss} of ${most}`);
        })
      );
    }
  }
});

Deno.test("variationalBackward: entropy falls with the temperature, to 0", () => {
  const world = mdp(randomWorld(28));
  const entropies = [10, 1, 0.1, 1e-3].map((temperature) =>
    sum(
      policyEntropy(
        world,
        variationalBackward(world, { temperature, bonus: "entropy" }).policy[0]!,
      ),
    )
  );
  entropies.slice(1).forEach((entropy, i) => assert(entropy < entropies[i]!));
  assertClose(entropies[3]!, 0, { atol: 1e-12 }); // gaps of 0.05 and more: exp(−50)
});

Deno.test("variationalBackward: dead ends are −∞, their rows 0, and nothing is NaN", () => {
  for (const [name, world] of WORLDS.filter(([, world]) => !finite(world))) {
    const { values, actionValues, policy } = variationalBackward(mdp(world));
    assertEquals(values[0]![2], -Infinity, name);
    assertEquals([...policy[0]!.slice(4)], [0, 0]);
    for (const table of [...values, ...actionValues, ...policy]) {
      assert(table.every((x) => !Number.isNaN(x) && x < Infinity), name);
    }
  }
});

Deno.test("variationalBackward: 10,000 steps", () => {
  const one = mdp({
    states: 1,
    actions: 2,
    transition: [[[1], [1]]],
    reward: [[0, -1000]],
    steps: 10_000,
  });
  const { values } = variationalBackward(one);
  assertClose(values[0]![0]!, -10_000 * Math.LN2, { rtol: 1e-12 }); // 10,000 additions
});

Deno.test("variationalBackward: refuses a temperature of 0, a discount, an unknown bonus", () => {
  const world = mdp(randomWorld(29));
  const refuses = (options: object, message: string) =>
    assertThrows(() => variationalBackward(world, options), RangeError, message);
  refuses({ temperature: 0 }, "for the hard maximum use valueIteration or hardBackward");
  refuses({ temperature: -2 }, "temperature is -2");
  refuses({ bonus: "entropie" }, 'bonus is "entropie", expected one of "prior", "entropy"');
  assertThrows(() => variationalBackward(world, { alpha: 1 } as object), TypeError, "alpha");
  const { steps: _, ...rest } = randomWorld(29);
  const message = "the horizon is discounted (0.9), expected a number of steps; use softValue";
  assertThrows(() => variationalBackward(mdp({ ...rest, discount: 0.9 })), RangeError, message);
});
