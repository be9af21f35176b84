/** Planning by the cross-entropy method: draw plans, keep the best, draw around them again. */
import {
  callable,
  door,
  fold,
  type Given,
  type Key,
  keyShape,
  normal,
  refusal,
  required,
  type Resolved,
  setting,
  settings,
  ShapeError,
  shapeOf,
  vector,
  whole,
  wrongKind,
} from "../../math/mod.ts";

/**
 * How plans are searched.
 *
 * - `low`, `high`: the box of an action, A numbers each
 * - `horizon`: actions of a plan, H, at most 1,000
 * - `candidates`: plans drawn in a round, N
 * - `elites`: how many of them the next round is drawn around
 * - `rounds`: of drawing and choosing
 */
export const CROSS_ENTROPY = settings({
  low: required(vector("A")),
  high: required(vector("A")),
  horizon: setting(whole(1, 1000), 14),
  candidates: setting(whole(2, 65_536), 200),
  elites: setting(whole(1, 65_536), 20),
  rounds: setting(whole(1, 1000), 5),
});

/** How plans are searched, see {@link CROSS_ENTROPY}. */
export type CrossEntropyConfig = Given<typeof CROSS_ENTROPY>;

/**
 * What plans would earn: from N plans, `[N · H · A]` row-major, the reward of each step of each,
 * `[N · H]` row-major.
 */
export type Imagine = (plans: Float64Array, count: number) => ArrayLike<number>;

/** What a search found. */
export interface Plan {
  /** H actions: the elites' mean of the last round. */
  readonly actions: readonly (readonly number[])[];
  /** Of the elites of the last round, H by A: how far they still differ. */
  readonly spread: readonly (readonly number[])[];
  /** Mean imagined return of the elites, round by round. */
  readonly eliteReturns: readonly number[];
}

const DOING = "plan";
const checkPlan = door(DOING, {
  key: keyShape,
  imagine: callable("a function of plans"),
});

/**
 * The cross-entropy method (Rubinstein 1999) on lists of actions: in each round N plans are drawn from
 * a Gaussian, independent for each number and put back into the box; the mean and standard deviation of
 * the best few of them are those of the next round. The first round stands in the middle of the box,
 * half its width wide.
 *
 * @param key round i draws from fold(key, i)
 * @param imagine what plans would earn, step by step; the model is in here
 * @param config see {@link CROSS_ENTROPY}
 * @throws {RangeError} naming round, plan and step, when an imagined reward is no finite number: the
 *   model diverges; when elites outnumber candidates, or low is not below high
 * @throws {ShapeError} when `imagine` gives another number of rewards than plans have steps: the
 *   horizon goes beyond what it can tell
 *
 * @example
 * ```ts
 * import { crossEntropyPlan } from "lib/control";
 * import { key } from "lib/math";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * // two steps, paid for being near 0.3 and near −0.5
 * const imagine = (plans: Float64Array) =>
 *   plans.map((action, i) => -((action - (i % 2 === 0 ? 0.3 : -0.5)) ** 2));
 * const { actions } = crossEntropyPlan(key(0), imagine, { low: [-1], high: [1], horizon: 2 });
 * assertAlmostEquals(actions[0]![0]!, 0.3, 0.05);
 * assertAlmostEquals(actions[1]![0]!, -0.5, 0.05);
 * ```
 */
export function crossEntropyPlan(key: Key, imagine: Imagine, config: CrossEntropyConfig): Plan {
  checkPlan({ key, imagine });
  const search = CROSS_ENTROPY.read(DOING, config);
  requireSearch(search);
  let drawn = firstRound(search);
  const eliteReturns: number[] = [];
  for (let round = 0; round < search.rounds; round++) {
    const plans = drawPlans(fold(key, round), drawn, search);
    const rewards = imagine(plans, search.candidates);
    const returns = requireReturns(rewards, search, round);
    const best = elitesOf(returns, search.elites);
    eliteReturns.push(best.reduce((sum, i) => sum + returns[i]!, 0) / best.length);
    drawn = around(plans, best, drawn.mean.length);
  }
  const rows = (list: Float64Array) => {
    const actions = search.low.length;
    return Array.from(
      { length: search.horizon },
      (_, t) => Array.from(list.subarray(t * actions, (t + 1) * actions)),
    );
  };
  return { actions: rows(drawn.mean), spread: rows(drawn.std), eliteReturns };
}

/** A list; its numbers are looked at one by one, to name the step of a bad one. */
const REWARDS = shapeOf<ArrayLike<number>>("rewards, a list", (value) => {
  const isList = Array.isArray(value) || (ArrayBuffer.isView(value) && "length" in value);
  return isList ? undefined : wrongKind(value, "a list of numbers");
});

type Search = Resolved<typeof CROSS_ENTROPY>;

/** A Gaussian over plans, independent for each of their H · A numbers. */
interface PlanGaussian {
  readonly mean: Float64Array;
  readonly std: Float64Array;
}

function requireSearch({ low, high, candidates, elites }: Search): void {
  if (elites > candidates) {
    throw new RangeError(refusal(DOING, "elites", elites, `at most ${candidates} candidates`));
  }
  for (let a = 0; a < low.length; a++) {
    if (low[a]! < high[a]!) continue;
    throw new RangeError(refusal(DOING, `low[${a}]`, low[a], `below high[${a}], ${high[a]}`));
  }
}

function firstRound({ low, high, horizon }: Search): PlanGaussian {
  const size = horizon * low.length, at = (i: number) => i % low.length;
  return {
    mean: Float64Array.from({ length: size }, (_, i) => (low[at(i)]! + high[at(i)]!) / 2),
    std: Float64Array.from({ length: size }, (_, i) => (high[at(i)]! - low[at(i)]!) / 2),
  };
}

function drawPlans(key: Key, { mean, std }: PlanGaussian, search: Search): Float64Array {
  const { low, high, candidates } = search, size = mean.length;
  const noise = normal(key, candidates * size);
  return Float64Array.from(noise, (each, i) => {
    const at = i % size, a = at % low.length;
    return Math.min(Math.max(mean[at]! + std[at]! * each, low[a]!), high[a]!);
  });
}

function requireReturns(
  rewards: ArrayLike<number>,
  { candidates, horizon }: Search,
  round: number,
): Float64Array {
  REWARDS.check(DOING, "the imagined rewards", rewards);
  if (rewards.length !== candidates * horizon) {
    const wish = `${candidates} plans of ${horizon} steps, one reward each`;
    throw new ShapeError(DOING, "the imagined rewards", [rewards.length], wish);
  }
  return Float64Array.from({ length: candidates }, (_, plan) => {
    let sum = 0;
    for (let t = 0; t < horizon; t++) {
      const reward = rewards[plan * horizon + t]!;
      if (!Number.isFinite(reward)) {
        const name = `the reward of step ${t} of plan ${plan} in round ${round}`;
        throw new RangeError(refusal(DOING, name, reward, "a finite number; the model diverges"));
      }
      sum += reward;
    }
    return sum;
  });
}

/** The places of the greatest returns; equal ones in the order of drawing. */
function elitesOf(returns: Float64Array, count: number): readonly number[] {
  return Array.from(returns.keys()).sort((i, j) => returns[j]! - returns[i]! || i - j)
    .slice(0, count);
}

function around(plans: Float64Array, best: readonly number[], size: number): PlanGaussian {
  const mean = new Float64Array(size), std = new Float64Array(size);
  for (const plan of best) {
    for (let i = 0; i < size; i++) mean[i]! += plans[plan * size + i]! / best.length;
  }
  for (const plan of best) {
    for (let i = 0; i < size; i++) std[i]! += (plans[plan * size + i]! - mean[i]!) ** 2;
  }
  return { mean, std: std.map((each) => Math.sqrt(each / best.length)) };
}
