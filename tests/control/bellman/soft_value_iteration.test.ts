import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  absorbDiscount,
  foldPrior,
  mdp,
  shiftRewards,
  softBackup,
  softValueIteration,
  valueIteration,
  variationalBackward,
} from "lib/control";
import { ShapeError } from "lib/math";
import { assertClose, sum } from "../../support/mod.ts";
import { endless, OPEN_WORLDS } from "../endless.ts";
import { denseSoftValues, lookAhead, policyValues, weightsOf } from "../soft_oracle.ts";
import { randomWorld, WORLDS } from "../worlds.ts";

const BONUSES = ["prior", "entropy"] as const;
const RUNS = { seed: 20_241_017, numRuns: 200 };

Deno.test("softValueIteration: the fixed point, by another implementation on dense tables", () => {
  for (const [name, world] of OPEN_WORLDS) {
    for (const bonus of BONUSES) {
      for (const [discount, temperature] of [[0.9, 1], [0.5, 0.2], [0.95, 30], [0, 1]] as const) {
        const found = softValueIteration(endless(world, discount), { temperature, bonus });
        const weights = weightsOf(world, bonus);
        const { values, actionValues } = denseSoftValues(world, discount, temperature, weights);
        // γ/(1−γ) · 1e-10 ≤ 1.9e-9, and the rounding of values up to 700
        assertClose(found.values, values, { atol: 2e-9 });
        assertClose(found.actionValues, actionValues.flat(), { atol: 2e-9 });
        const policy = values.flatMap((v, s) =>
          actionValues[s]!.map((q, a) => weights[s]![a]! * Math.exp((q - v) / temperature))
        );
        assertClose(found.policy, policy, { atol: 1e-8 }); // 2e-9/α
        assert(found.changes.at(-1)! <= 1e-10, name);
      }
    }
  }
});

Deno.test("softValueIteration: what it returns belongs together", () => {
  const world = randomWorld(42);
  const { values, actionValues, policy, changes } = softValueIteration(endless(world, 0.9));
  const ahead = lookAhead(world, 0.9, [...values]).flat();
  assertClose(actionValues, ahead, { atol: 0.9 * changes.at(-1)! + 1e-14 });
  const soft = values.map((_, s) =>
    Math.log(sum(world.prior[s]!.map((p, a) => p * Math.exp(actionValues[2 * s + a]!))))
  );
  assertClose(values, soft, { atol: 1e-14 });
  const again = [0, 1, 2].map((s) => [...policy.slice(2 * s, 2 * s + 2)]);
  // the optimal policy's own value, by elimination
  assertClose(values, policyValues(world, 0.9, again, 1, world.prior), { atol: 1e-9 });
});

Deno.test("softValueIteration: a change of δ means at most γ/(1−γ) δ to the fixed point", () => {
  for (const [, world] of OPEN_WORLDS) {
    const exact = denseSoftValues(world, 0.9, 1, world.prior).values;
    for (const tolerance of [1, 1e-2, 1e-5]) {
      const { values, changes } = softValueIteration(endless(world, 0.9), { tolerance });
      const error = Math.max(...values.map((v, s) => Math.abs(v - exact[s]!)));
      assert(error <= 9 * changes.at(-1)! + 1e-12, `${error} after ${changes.at(-1)}`);
    }
  }
});

Deno.test("softValueIteration: each change is at most γ times the one before", () => {
  for (const discount of [0.3, 0.9, 0.99]) {
    for (const bonus of BONUSES) {
      const { changes } = softValueIteration(endless(randomWorld(43), discount), { bonus });
      for (let k = 1; k < changes.length; k++) {
        assert(changes[k]! <= discount * changes[k - 1]! + 1e-12); // rounding of values up to 100
      }
    }
  }
});

Deno.test("softBackup: a contraction by γ, for any two lists of values", () => {
  const values = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), {
    minLength: 3,
    maxLength: 3,
  });
  const setting = fc.record({
    seed: fc.integer({ min: 0, max: 1000 }),
    discount: fc.double({ min: 0, max: 0.999, noNaN: true }),
    temperature: fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
    bonus: fc.constantFrom(...BONUSES),
  });
  const apart = (v: ArrayLike<number>, w: ArrayLike<number>) =>
    Math.max(...Array.from(v, (x, i) => Math.abs(x - w[i]!)));
  fc.assert(
    fc.property(setting, values, values, ({ seed, discount, ...options }, v, w) => {
      const world = endless(randomWorld(seed), discount);
      const [left, right] = [softBackup(world, v, options), softBackup(world, w, options)];
      assert(apart(left.values, right.values) <= discount * apart(v, w) + 1e-11);
    }),
    RUNS,
  );
});

Deno.test("softBackup: the rate γ is attained, by values that differ by a constant", () => {
  const world = endless(randomWorld(44), 0.9);
  const [low, high] = [softBackup(world, [1, 2, 3]), softBackup(world, [2, 3, 4])];
  assertClose(high.values.map((v, s) => v - low.values[s]!), [0.9, 0.9, 0.9], { atol: 1e-14 });
});

Deno.test("softBackup: monotone, with −∞ as the least value", () => {
  const world = endless(randomWorld(45), 0.9);
  const less = softBackup(world, [-5, 0, 1]).values;
  const more = softBackup(world, [-4, 0, 2]).values;
  assert(less.every((v, s) => v <= more[s]!));
  assertEquals([...softBackup(world, [-Infinity, 0, 1]).values], Array(3).fill(-Infinity));
});

Deno.test("softValueIteration: cold, it is value iteration, at most α log(1/min p)/(1−γ) below", () => {
  for (const [name, world] of OPEN_WORLDS) {
    const hard = valueIteration(endless(world, 0.9)).values;
    const least = Math.min(...world.prior.flat().filter((p) => p > 0));
    for (const temperature of [1, 0.1, 1e-3, 1e-9]) {
      const soft = softValueIteration(endless(world, 0.9), { temperature }).values;
      hard.forEach((value, s) => {
        const [loss, most] = [value - soft[s]!, temperature * Math.log(1 / least) / (1 - 0.9)];
        assert(loss >= -2e-9 && loss <= most + 2e-9, `${name}: ${loss} of ${most}`);
      });
    }
  }
});

Deno.test("softValueIteration: hot, it is the prior's own value, whatever the heat", () => {
  for (const [, world] of OPEN_WORLDS) {
    const expected = policyValues(world, 0.9, world.prior, 0, world.prior);
    for (const temperature of [1e4, 1e7, 1e12]) {
      const { values } = softValueIteration(endless(world, 0.9), { temperature });
      // variance of Q below 10, over 2α(1 − γ)
      assertClose(values, expected, { atol: 50 / temperature + 2e-9 });
    }
  }
});

Deno.test("softValueIteration: a discount is an absorbing end, and enough steps", () => {
  const world = endless(randomWorld(46), 0.9);
  const { values } = softValueIteration(world, { temperature: 0.5 });
  const finite = variationalBackward(absorbDiscount(world, 300), { temperature: 0.5 });
  // 0.9³⁰⁰ · 30 = 6e-13, and 9e-10 for the tolerance
  assertClose(finite.values[0]!.slice(0, 3), values, { atol: 1e-9 });
});

Deno.test("softValueIteration: for a uniform prior the bonuses differ by α log A/(1−γ)", () => {
  const prior = Array(3).fill([0.5, 0.5]);
  const world = endless({ ...randomWorld(47), prior }, 0.9);
  const left = softValueIteration(world, { temperature: 0.7 });
  const right = softValueIteration(world, { temperature: 0.7, bonus: "entropy" });
  const difference = 0.7 * Math.LN2 / (1 - 0.9); // ten steps are expected
  assertClose(right.values, left.values.map((v) => v + difference), { atol: 2e-9 });
  assertClose(right.policy, left.policy, { atol: 1e-8 });
});

Deno.test("softValueIteration: the prior written into the reward changes nothing", () => {
  const world = endless(randomWorld(48), 0.9);
  const left = softValueIteration(world, { temperature: 0.3 });
  const right = softValueIteration(foldPrior(world, { temperature: 0.3 }), {
    temperature: 0.3,
    bonus: "entropy",
  });
  assertClose(right.values, left.values, { atol: 2e-9 });
  assertClose(right.policy, left.policy, { atol: 1e-8 });
});

Deno.test("softValueIteration: rewards of any sign and size; r + c moves V by c/(1−γ)", () => {
  const world = endless(randomWorld(49), 0.9);
  const { values, policy } = softValueIteration(world);
  for (const c of [1e6, -1e6]) {
    const moved = softValueIteration(shiftRewards(world, c), { tolerance: 1e-8 });
    assertClose(moved.values, values.map((v) => v + 10 * c), { rtol: 1e-13 });
    assertClose(moved.policy, policy, { atol: 1e-7 });
  }
});

Deno.test("softValueIteration: −∞ spreads to all that cannot avoid it, and no further", () => {
  // 0 → 1 → 2 → (forbidden); 0 may also stay
  const chain = mdp({
    states: 3,
    actions: 2,
    transition: [[[1, 0, 0], [0, 1, 0]], [[0, 0, 1], [0, 0, 1]], [[0, 0, 1], [0, 0, 1]]],
    reward: [[-1, 0], [0, 0], [-Infinity, -Infinity]],
    discount: 0.5,
  });
  for (const bonus of BONUSES) {
    const { values, policy, actionValues, changes } = softValueIteration(chain, { bonus });
    const stay = bonus === "prior" ? -1 - Math.LN2 : -1; // it pays log 2 for being sure
    assertClose(values, [2 * stay, -Infinity, -Infinity], { atol: 1e-9 });
    assertClose(policy, [1, 0, 0, 0, 0, 0], { atol: 0 });
    assertClose(actionValues.slice(1), Array(5).fill(-Infinity), { atol: 0 });
    assertEquals(changes.slice(0, 2), [Infinity, Infinity]);
    assert(changes.at(-1)! <= 1e-10);
  }
});

Deno.test("softValueIteration: forbidden worlds give no NaN, with γ = 0 neither", () => {
  for (const [name, world] of WORLDS) {
    for (const discount of [0, 0.9]) {
      const { values, actionValues, policy, changes } = softValueIteration(
        endless(world, discount),
      );
      for (const table of [values, actionValues, policy, changes]) {
        assert(table.every((x) => !Number.isNaN(x)), name);
      }
    }
  }
});

Deno.test("softValueIteration: an action of prior 0 is none, however well it pays", () => {
  const tables = { states: 1, actions: 2, transition: [[[1], [1]]], discount: 0.5 } as const;
  for (const pay of [1, 1e5]) {
    const world = mdp({ ...tables, reward: [[-1, pay]], prior: [[1, 0]] });
    const { values, policy } = softValueIteration(world);
    assertClose(values, [-2], { atol: 1e-9 });
    assertEquals([...policy], [1, 0]);
  }
});

Deno.test("softValueIteration: not converging is an error that names the last change", () => {
  const one = mdp({ states: 1, actions: 1, transition: [[[1]]], reward: [[1]], discount: 0.5 });
  const few = () => softValueIteration(one, { maxSweeps: 3 });
  const message = "the largest change of sweep 3 (the last allowed) is 0.25, expected at most " +
    "tolerance = 1e-10";
  assertThrows(few, RangeError, message);
});

Deno.test("softValueIteration: 100,000 sweeps at most when not said otherwise", () => {
  const slow = (discount: number) => endless(randomWorld(44, 1, 1), discount);
  const { length } = softValueIteration(slow(0.999)).changes;
  assert(length > 10_000 && length < 30_000); // log(1e-10)/log(0.999) = 23,000
  const message = "the largest change of sweep 100000 (the last allowed)";
  assertThrows(() => softValueIteration(slow(0.9999)), RangeError, message); // would need 230,000
});

Deno.test("softValueIteration: refuses bad options and a number of steps", () => {
  const world = endless(randomWorld(50), 0.9);
  const refuses = (options: object, message: string, type: ErrorConstructor = RangeError) =>
    assertThrows(() => softValueIteration(world, options), type, message);
  refuses({ temperature: 0 }, "for the hard maximum use valueIteration");
  refuses({ temperature: -1 }, "temperature is -1, expected a number above 0");
  refuses({ tolerance: 0 }, "tolerance is 0, expected a number above 0");
  refuses({ maxSweeps: 0 }, "maxSweeps is 0, expected a whole number of at least 1");
  refuses({ bonus: true }, "bonus is true", TypeError);
  refuses({ sweeps: 3 }, '"sweeps", expected one of temperature, bonus', TypeError);
  const finite = mdp(randomWorld(50));
  const message = "the horizon is 3 steps, expected a discount; use variationalBackward";
  assertThrows(() => softValueIteration(finite), RangeError, message);
  assertThrows(() => softBackup(finite, [0, 0, 0]), RangeError, message);
  assertThrows(() => softBackup(world, [0, 0]), ShapeError, "values is [2], expected [3]");
  assertThrows(() => softBackup(world, [0, 0, NaN]), RangeError, "values[2] is NaN");
  assertThrows(() => softBackup(world, [0, Infinity, 0]), RangeError, "values[1] is Infinity");
});
