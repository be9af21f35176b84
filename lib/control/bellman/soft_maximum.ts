/** The soft maximum: a maximum that pays for going away from a prior, and who it chooses. */
import {
  atLeast,
  type Given,
  optional,
  refusal,
  setting,
  settings,
  vector,
} from "../../math/mod.ts";
import { softMaximumInto, softPolicyOf } from "./backup.ts";
import { REWARD } from "../mdp/outcomes.ts";
import { TEMPERATURE, type Weights } from "../mdp/soft_options.ts";

const SOFT_MAXIMUM = settings({
  /** w, one for each value, none negative, at least one above 0; all 1 when left out. */
  weights: optional(vector(undefined, atLeast(0))),
  /** α > 0, in the unit of the values. */
  temperature: setting(TEMPERATURE, 1),
});

/** How soft a maximum is, and over what. */
export type SoftMaximumOptions = Given<typeof SOFT_MAXIMUM>;

const VALUES = vector(undefined, REWARD);

/**
 * The soft maximum of some values: α log Σᵢ wᵢ exp(vᵢ/α); exact to rounding, no part overflows.
 * It is max_π { Σ πᵢ vᵢ − α Σ πᵢ log(πᵢ/wᵢ) } over distributions π. With weights that sum to 1 it lies
 * between the weighted mean (α → ∞) and the maximum (α → 0); with weights 1 it lies above the
 * maximum by at most α log n. Levine 2018, section 2.3.
 *
 * @param values `[n]`, in reward units; −∞ stands for what is forbidden
 * @returns reward units; −∞ when every value of positive weight is
 * @throws {RangeError} for NaN, +∞, a negative weight, weights whose sum is 0 or overflows, a
 *   temperature that is not above 0, and a result too large for a number; {ShapeError} for no
 *   values, or another number of weights; {TypeError} for what is no list of numbers
 * @example
 * ```ts
 * import { softMaximum } from "lib/control";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(softMaximum([100, 100]), 100 + Math.log(2), 1e-12);
 * assertAlmostEquals(softMaximum([100, 100], { weights: [0.5, 0.5] }), 100, 1e-12);
 * assertAlmostEquals(softMaximum([0, 1], { temperature: 1e-3 }), 1, 1e-12);
 * ```
 */
export function softMaximum(values: ArrayLike<number>, options?: SoftMaximumOptions): number {
  const doing = "evaluate softMaximum";
  const { weights, temperature } = readArguments(doing, values, options);
  const found = new Float64Array(1);
  softMaximumInto(found, Float64Array.from(values), weights, temperature);
  const [maximum] = found;
  const possible = weights.table.some((weight, i) => weight > 0 && values[i]! > -Infinity);
  if (Number.isFinite(maximum!) || !possible) return maximum!;
  const wish = "a finite number; the values or the temperature are too large";
  throw new RangeError(refusal(doing, "the soft maximum", maximum, wish));
}

/**
 * Who the soft maximum chooses: πᵢ = wᵢ exp((vᵢ − softMaximum(v))/α), the distribution that attains
 * it. Levine 2018, section 2.3 (there without a prior).
 *
 * @param values `[n]`, in reward units; −∞ gives a probability of exactly 0
 * @returns `[n]` probabilities; all 0 when every value of positive weight is −∞
 * @throws as {@link softMaximum}
 * @example
 * ```ts
 * import { softPolicy } from "lib/control";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(softPolicy([1000, 1000, -Infinity]), [0.5, 0.5, 0]);
 * ```
 */
export function softPolicy(values: ArrayLike<number>, options?: SoftMaximumOptions): number[] {
  const { weights, temperature } = readArguments("evaluate softPolicy", values, options);
  return Array.from(softPolicyOf(Float64Array.from(values), weights, 1, temperature));
}

function readArguments(doing: string, values: ArrayLike<number>, options?: SoftMaximumOptions) {
  const { weights, temperature } = SOFT_MAXIMUM.read(doing, options);
  const { length } = VALUES.check(doing, "values", values);
  if (weights !== undefined) vector(length).check(doing, "weights", weights);
  return { weights: readWeights(doing, weights ?? new Float64Array(length).fill(1)), temperature };
}

/** Their sum less 1, by Neumaier's summation: what rounding takes from it, α would multiply. */
function readWeights(doing: string, given: ArrayLike<number>): Weights {
  const table = Float64Array.from(given);
  let sum = -1, lost = 0;
  for (const weight of table) {
    const next = sum + weight;
    lost += Math.abs(sum) >= weight ? (sum - next) + weight : (weight - next) + sum;
    sum = next;
  }
  const total = table.reduce((all, weight) => all + weight, 0);
  if (total > 0 && total < Infinity) return { table, excess: sum + lost };
  const wish = "a finite number above 0";
  throw new RangeError(refusal(doing, "the sum of weights", total, wish));
}
