/** The soft maximum: a maximum that pays for going away from a prior, and who it chooses. */
import { refusal, requireOptions, ShapeError } from "../math/mod.ts";
import { softMaximumInto, softPolicyOf } from "./backup.ts";
import { requireTemperature } from "./soft_options.ts";

/** How soft a maximum is, and over what. */
export interface SoftMaximumOptions {
  /** w, one for each value, none negative, at least one above 0; all 1 when left out. */
  readonly weights?: ArrayLike<number>;
  /** α > 0, in the unit of the values; 1 when left out. */
  readonly temperature?: number;
}

/**
 * The soft maximum of some values: α log Σᵢ wᵢ exp(vᵢ/α); exact to rounding, without overflow.
 * It is max_π { Σ πᵢ vᵢ − α Σ πᵢ log(πᵢ/wᵢ) } over distributions π. With weights that sum to 1 it lies
 * between the weighted mean (α → ∞) and the maximum (α → 0); with weights 1 it lies above the
 * maximum by at most α log n. Levine 2018, section 2.3.
 *
 * @param values `[n]`, in reward units; −∞ stands for what is forbidden
 * @returns reward units; −∞ when every value of positive weight is
 * @throws {RangeError} for NaN, +∞, a negative weight, weights all 0, or a temperature that is not
 *   above 0; {ShapeError} for no values, or another number of weights
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
export function softMaximum(values: ArrayLike<number>, options: SoftMaximumOptions = {}): number {
  const { weights, temperature } = readArguments("evaluate softMaximum", values, options);
  const maximum = new Float64Array(1);
  softMaximumInto(maximum, Float64Array.from(values), weights, temperature);
  return maximum[0]!;
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
export function softPolicy(values: ArrayLike<number>, options: SoftMaximumOptions = {}): number[] {
  const { weights, temperature } = readArguments("evaluate softPolicy", values, options);
  return Array.from(softPolicyOf(Float64Array.from(values), weights, 1, temperature));
}

function readArguments(action: string, values: ArrayLike<number>, options: SoftMaximumOptions) {
  requireOptions(action, options, ["weights", "temperature"]);
  const { weights = new Float64Array(values.length).fill(1), temperature = 1 } = options;
  requireTemperature(action, temperature);
  if (values.length === 0) throw new ShapeError(action, "values", [0], "at least one entry");
  if (weights.length !== values.length) {
    throw new ShapeError(action, "weights", [weights.length], `[${values.length}]`);
  }
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    const [value, weight] = [values[i]!, weights[i]!];
    if (!(value < Infinity)) {
      throw new RangeError(refusal(action, `values[${i}]`, value, "a finite number, or −∞"));
    }
    if (!(weight >= 0 && weight < Infinity)) {
      throw new RangeError(
        refusal(action, `weights[${i}]`, weight, "a finite number of at least 0"),
      );
    }
    total += weight;
  }
  if (total > 0) return { weights: { table: Float64Array.from(weights), total }, temperature };
  throw new RangeError(refusal(action, "the sum of weights", total, "a number above 0"));
}
