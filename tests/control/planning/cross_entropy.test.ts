/** The cross-entropy method, against optima that are known. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { crossEntropyPlan } from "lib/control";
import { key, ShapeError } from "lib/math";
import { assertClose } from "../../support/mod.ts";

const box = { low: [-1, -2], high: [1, 2], horizon: 3 };
const best = [0.3, -1.5, -0.6, 0.4, 0.9, 1.2]; // three steps of two numbers

/** Each step pays what its two numbers miss, squared and negative. */
const near = (plans: Float64Array, count: number) =>
  Float64Array.from({ length: count * 3 }, (_, i) => {
    const step = i % 3, [x, y] = [plans[2 * i]!, plans[2 * i + 1]!];
    return -((x - best[2 * step]!) ** 2) - (y - best[2 * step + 1]!) ** 2;
  });

Deno.test("crossEntropyPlan finds a quadratic's optimum, number by number", () => {
  const { actions, eliteReturns } = crossEntropyPlan(key(0), near, { ...box, rounds: 12 });
  assertClose(actions.flat(), best, { atol: 0.02 }); // twelve rounds shrink a half box below it
  assert(eliteReturns.every((each, i) => i === 0 || each >= eliteReturns[i - 1]! - 1e-3));
});

Deno.test("crossEntropyPlan stays in the box when the optimum is outside", () => {
  const outwards = (plans: Float64Array) => plans.filter((_, i) => i % 2 === 0);
  const { actions } = crossEntropyPlan(key(1), outwards, { ...box, rounds: 8 });
  assert(actions.every(([x, y]) => x! <= 1 && x! > 0.95 && Math.abs(y!) <= 2));
});

Deno.test("crossEntropyPlan's rounds are moments of the elites: written again in plain loops", () => {
  const seen: Float64Array[] = [];
  const watched = (plans: Float64Array, count: number) => {
    seen.push(Float64Array.from(plans));
    return near(plans, count);
  };
  const { actions, spread, eliteReturns } = crossEntropyPlan(key(2), watched, {
    ...box,
    candidates: 20,
    elites: 4,
    rounds: 2,
  });
  const plans = Array.from({ length: 20 }, (_, i) => [...seen[1]!.slice(6 * i, 6 * i + 6)]);
  const value = (plan: readonly number[]) =>
    -plan.reduce((sum, each, i) => sum + (each - best[i]!) ** 2, 0);
  const elites = plans.toSorted((p, q) => value(q) - value(p)).slice(0, 4);
  const mean = best.map((_, i) => elites.reduce((sum, plan) => sum + plan[i]! / 4, 0));
  const std = best.map((_, i) =>
    Math.sqrt(elites.reduce((sum, plan) => sum + (plan[i]! - mean[i]!) ** 2 / 4, 0))
  );
  assertClose(actions.flat(), mean, { atol: 1e-12 });
  assertClose(spread.flat(), std, { atol: 1e-12 });
  assertClose(eliteReturns[1]!, elites.reduce((sum, plan) => sum + value(plan) / 4, 0), {
    atol: 1e-12,
  });
});

Deno.test("crossEntropyPlan is a function of its key", () => {
  const plan = (seed: number) => crossEntropyPlan(key(seed), near, box).actions;
  assertEquals(plan(5), plan(5));
  assert(plan(5)[0]![0] !== plan(6)[0]![0]);
});

Deno.test("crossEntropyPlan names round, plan and step of a plan that diverges", () => {
  const diverges = (plans: Float64Array, count: number) => {
    const rewards = near(plans, count);
    rewards[7 * 3 + 2] = Infinity;
    return rewards;
  };
  assertThrows(
    () => crossEntropyPlan(key(0), diverges, box),
    RangeError,
    "Cannot plan: the reward of step 2 of plan 7 in round 0 is Infinity, expected a finite number; the model diverges",
  );
});

Deno.test("crossEntropyPlan refuses a model that cannot tell the horizon, elites beyond candidates, an empty box", () => {
  const short = (plans: Float64Array, count: number) => near(plans, count).slice(0, 2 * count);
  assertThrows(
    () => crossEntropyPlan(key(0), short, box),
    ShapeError,
    "Cannot plan: the imagined rewards is [400], expected 200 plans of 3 steps, one reward each",
  );
  assertThrows(
    () => crossEntropyPlan(key(0), near, { ...box, candidates: 5, elites: 6 }),
    RangeError,
    "elites is 6, expected at most 5 candidates",
  );
  assertThrows(
    () => crossEntropyPlan(key(0), near, { ...box, low: [1, -2] }),
    RangeError,
    "low[0] is 1, expected below high[0], 1",
  );
  assertThrows(
    () => crossEntropyPlan(key(0), (() => 3) as never, box),
    TypeError,
    "the imagined rewards",
  );
});
