/**
 * Bellman backups: one application of the soft operator, and the two halves that every backup is made
 * of, looking ahead and choosing. The halves work in place and check nothing; that no value is too
 * large for a number, `requireReturns` has seen to.
 */
import { exponential, relativeLogSum } from "./log_sum.ts";
import { door } from "../../math/mod.ts";
import { discountOf, endlessMdp } from "../mdp/horizon.ts";
import { requireBackedUp, requireReturns } from "../mdp/require_scale.ts";
import { VALUES } from "../mdp/require_tables.ts";
import { SOFT, type SoftOptions, type Weights, weightsOf } from "../mdp/soft_options.ts";
import type { Floats, Mdp } from "../mdp/model.ts";

const DOING = "run softBackup";
const checkBackup = door(DOING, { mdp: endlessMdp("use variationalBackward"), values: VALUES });

/**
 * One application of the soft Bellman operator to any values, the map whose fixed point
 * `softValueIteration` finds: ‖backup(V) − backup(W)‖ ≤ γ ‖V − W‖ in the largest difference.
 *
 * @param values V(s'), `[S]`, reward units; −∞ allowed
 * @returns Q = r̄ + γ E[V], `[S·A]`, and its soft maxima, `[S]`
 * @throws as `softValueIteration`; {ShapeError|RangeError} for values that are none
 * @example
 * ```ts
 * import { mdp, softBackup } from "lib/control";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const one = mdp({ states: 1, actions: 1, transition: [[[1]]], reward: [[-1]], discount: 0.5 });
 * assertAlmostEquals(softBackup(one, [4]).values[0]!, -1 + 0.5 * 4, 1e-15);
 * ```
 */
export function softBackup(
  mdp: Mdp,
  values: ArrayLike<number>,
  options?: SoftOptions,
): { readonly values: Floats; readonly actionValues: Floats } {
  const { temperature, bonus } = SOFT.read(DOING, options);
  checkBackup({ mdp, values });
  requireReturns(DOING, mdp, { temperature, bonus });
  requireBackedUp(DOING, values);
  const actionValues = new Float64Array(mdp.prior.length);
  lookAheadInto(actionValues, mdp, Float64Array.from(values), discountOf(mdp));
  const next = new Float64Array(values.length);
  softMaximumInto(next, actionValues, weightsOf(mdp, bonus), temperature);
  return { values: next, actionValues };
}

/**
 * Q(s, a) = r̄(s, a) + γ Σ p(s' | s, a) V(s'). −∞ is kept: as a reward, and as the value of any
 * successor that can happen.
 */
export function lookAheadInto(out: Float64Array, mdp: Mdp, values: Floats, discount: number): void {
  const { reward, outcomes: { offsets, successor, probability } } = mdp;
  if (discount === 0) return out.set(reward as Float64Array); // 0 · −∞ is not a number
  for (let row = 0, k = 0; row < out.length; row++) {
    const to = offsets[row + 1]!;
    let ahead = 0;
    for (; k < to; k++) ahead += probability[k]! * values[successor[k]!]!;
    out[row] = reward[row]! + discount * ahead;
  }
}

/** A sum within these has lost nothing to under- or overflow. */
const LEAST_SUM = 1e-290, MOST_SUM = 1e290;

/**
 * V(s) = α log Σ_a w exp(Q(s, a)/α), in place. The exponents are taken relative to the value that is
 * replaced, V = before + α log Σ w exp((Q − before)/α): near the fixed point that is as good as the
 * largest Q, which need not be looked for. Rows for which it is not are done {@link carefully}.
 * @returns the largest |change| of a value; infinite when one became −∞
 */
export function softMaximumInto(
  out: Float64Array,
  actionValues: Floats,
  weights: Weights,
  temperature: number,
): number {
  const { table } = weights, inverse = 1 / temperature, actions = actionValues.length / out.length;
  let largest = 0;
  for (let s = 0, i = 0; s < out.length; s++) {
    const before = out[s]!;
    let sum = 0;
    for (const to = i + actions; i < to; i++) {
      sum += table[i]! * exponential((actionValues[i]! - before) * inverse);
    }
    // a temperature above the value would multiply the rounding of the log beyond that of the value
    const fine = sum > LEAST_SUM && sum < MOST_SUM && temperature <= Math.abs(before);
    const value = fine
      ? before + temperature * Math.log(sum)
      : carefully(actionValues, weights, temperature, i - actions, i);
    const change = Math.abs(value - before);
    if (change > largest) largest = change; // −∞ after −∞ is NaN, and no change
    out[s] = value;
  }
  return largest;
}

/** One soft maximum, relative to the largest value, whatever the values are. */
function carefully(
  actionValues: Floats,
  weights: Weights,
  temperature: number,
  from: number,
  to: number,
): number {
  const best = bestOf(actionValues, weights.table, from, to);
  if (best < 0) return -Infinity;
  return actionValues[best]! +
    temperature * relativeLogSum(actionValues, weights, from, to, best, temperature);
}

/**
 * V(s) = max_a Q(s, a) over the actions of positive weight, in place.
 * @returns as {@link softMaximumInto}
 */
export function maximumInto(out: Float64Array, actionValues: Floats, weights: Floats): number {
  const actions = actionValues.length / out.length;
  let largest = 0;
  for (let s = 0, from = 0; s < out.length; s++, from += actions) {
    const best = bestOf(actionValues, weights, from, from + actions);
    const value = best < 0 ? -Infinity : actionValues[best]!;
    const change = Math.abs(value - out[s]!);
    if (change > largest) largest = change;
    out[s] = value;
  }
  return largest;
}

/** The first of the largest values of positive weight; −1 where all of them are −∞. */
function bestOf(actionValues: Floats, weights: Floats, from: number, to: number): number {
  let top = -Infinity, best = -1;
  for (let i = from; i < to; i++) {
    if (weights[i]! > 0 && actionValues[i]! > top) {
      top = actionValues[i]!;
      best = i;
    }
  }
  return best;
}

/**
 * π(a | s) = w exp(Q(s, a)/α) / Σ, each row normalized by its own sum: (Q − V)/α would multiply the
 * rounding of V by 1/α. Rows whose values are all −∞ are all 0.
 */
export function softPolicyOf(
  actionValues: Floats,
  { table: weights }: Weights,
  states: number,
  temperature: number,
): Floats {
  const policy = new Float64Array(actionValues.length);
  const actions = actionValues.length / states;
  for (let from = 0; from < policy.length; from += actions) {
    const best = bestOf(actionValues, weights, from, from + actions);
    if (best < 0) continue;
    const top = actionValues[best]!;
    let sum = 0;
    for (let i = from; i < from + actions; i++) {
      if (weights[i]! > 0) {
        sum += policy[i] = weights[i]! * Math.exp((actionValues[i]! - top) / temperature);
      }
    }
    for (let i = from; i < from + actions; i++) policy[i]! /= sum;
  }
  return policy;
}

/** Probability 1 on the first of the largest action values of positive weight; 0 rows as above. */
export function hardPolicyOf(actionValues: Floats, weights: Floats, states: number): Floats {
  const policy = new Float64Array(actionValues.length);
  const actions = actionValues.length / states;
  for (let from = 0; from < policy.length; from += actions) {
    const best = bestOf(actionValues, weights, from, from + actions);
    if (best >= 0) policy[best] = 1;
  }
  return policy;
}
