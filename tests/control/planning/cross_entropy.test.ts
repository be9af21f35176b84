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

/** What a search draws, round by round; each plan pays its first number. */
function drawn(config: Parameters<typeof crossEntropyPlan>[2]): number[][] {
  const seen: number[][] = [];
  const { horizon = 14, low } = config;
  crossEntropyPlan(key(3), (plans, count) => {
    seen.push(Array.from(plans));
    const size = plans.length / count;
    assertEquals(size, horizon * low.length);
    return Float64Array.from({ length: count * horizon }, (_, i) => plans[i * low.length]!);
  }, config);
  return seen;
}

Deno.test("crossEntropyPlan begins in the middle of the box, half its width wide, and draws anew each round", () => {
  const [first] = drawn({
    low: [2],
    high: [6],
    horizon: 1,
    candidates: 4000,
    elites: 4000,
    rounds: 1,
  });
  const inside = first!.filter((each) => each > 2 && each < 6);
  assertClose(first!.reduce((sum, each) => sum + each / 4000, 0), 4, { atol: 0.13 }); // 5 s / √4000
  // a Gaussian of deviation 2 puts 68.3 % between its deviations; 5 √(p q / 4000) = 0.037
  assertClose(inside.length / 4000, 0.683, { atol: 0.037 });
  assert(first!.every((each) => each >= 2 && each <= 6));
  const all = drawn({ low: [-9], high: [9], horizon: 1, candidates: 40, elites: 40, rounds: 2 });
  const scaled = all.map((row) => { // all are elites: a second round of the same noise would be this one
    const middle = row.reduce((sum, each) => sum + each / 40, 0);
    return row.map((each) => each - middle);
  });
  assert(scaled[0]!.some((each, i) => Math.sign(each) !== Math.sign(scaled[1]![i]!)));
});

Deno.test("crossEntropyPlan's defaults are 5 rounds of 200 plans of 14 actions, 20 of them elites", () => {
  const seen = drawn({ low: [-1], high: [1] });
  assertEquals([seen.length, seen[0]!.length], [5, 200 * 14]);
  const { eliteReturns } = crossEntropyPlan(key(3), (plans) => plans, {
    low: [-1],
    high: [1],
    rounds: 1,
  });
  const returns = Array.from(
    { length: 200 },
    (_, i) => seen[0]!.slice(14 * i, 14 * i + 14).reduce((sum, each) => sum + each, 0),
  );
  const best = returns.toSorted((x, y) => y - x).slice(0, 20);
  assertClose(eliteReturns[0]!, best.reduce((sum, each) => sum + each / 20, 0), { atol: 1e-12 });
});

Deno.test("crossEntropyPlan keeps the plans drawn first when all earn the same", () => {
  let plans: number[] = [];
  const { actions } = crossEntropyPlan(key(0), (drawn) => {
    plans = Array.from(drawn);
    return drawn.map(() => 1);
  }, { low: [-1], high: [1], horizon: 1, candidates: 9, elites: 2, rounds: 1 });
  assertClose(actions[0]![0]!, (plans[0]! + plans[1]!) / 2, { atol: 1e-12 });
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
