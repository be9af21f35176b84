/** Arithmetic on logarithms of probabilities that neither overflows nor loses small terms. */
import { isArrayLike, refusal } from "./errors.ts";
import { extended, extendedWith, finite } from "./shapes/scalars.ts";
import { vector } from "./shapes/tables.ts";

const terms = vector(undefined, extended);
const nonPositive = extendedWith("a number ≤ 0", (value) => value <= 0);
const nonNegative = extendedWith("a number ≥ 0", (value) => value >= 0);

/**
 * log Σᵢ exp(vᵢ), without overflow: m + log Σ exp(vᵢ − m) with m = max v.
 *
 * @param values `[n]`, n ≥ 1; −∞ stands for a probability of 0
 * @returns nats when the values are nats; −∞ when all values are
 * @throws {ShapeError} when empty, {RangeError} for NaN
 * @example
 * ```ts
 * import { logSumExp } from "lib/math";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(logSumExp([-1000, -1000]), -1000 + Math.log(2), 1e-12);
 * ```
 */
export function logSumExp(values: ArrayLike<number>): number {
  const top = maximum("evaluate logSumExp", values);
  if (!Number.isFinite(top)) return top;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += Math.exp(values[i]! - top);
  return top + Math.log(sum);
}

function maximum(doing: string, values: ArrayLike<number>): number {
  if (!isArrayLike(values) || values.length === 0) terms.check(doing, "values", values);
  let top = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    // checked here, since a second loop would be half of the time
    if (typeof value !== "number" || value !== value) terms.check(doing, "values", values);
    if (value > top) top = value;
  }
  return top;
}

/**
 * log(eᵃ + eᵇ) = max + log(1 + e^(−|a−b|)).
 *
 * @example
 * ```ts
 * import { logAddExp } from "lib/math";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(logAddExp(Math.log(0.2), Math.log(0.3)), Math.log(0.5), 1e-15);
 * ```
 */
export function logAddExp(a: number, b: number): number {
  extended.check("evaluate logAddExp", "a", a);
  extended.check("evaluate logAddExp", "b", b);
  if (a === b) return a + Math.LN2; // also both −∞ or both +∞, whose difference is NaN
  return Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
}

/**
 * exp(vᵢ) / Σⱼ exp(vⱼ).
 *
 * @param values `[n]` logits; −∞ gives a probability of exactly 0
 * @returns `[n]` probabilities
 * @throws {ShapeError} when empty, {RangeError} for NaN, +∞, or nothing but −∞
 * @example
 * ```ts
 * import { softmax } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(softmax([1000, 1000]), [0.5, 0.5]);
 * ```
 */
export function softmax(values: ArrayLike<number>): number[] {
  const top = finiteMaximum("evaluate softmax", values);
  const exponentials = Array.from(values, (value) => Math.exp(value - top));
  const sum = exponentials.reduce((total, term) => total + term, 0);
  return exponentials.map((term) => term / sum);
}

/**
 * log softmax: vᵢ − logSumExp(v); stays exact where the probability itself underflows.
 *
 * @param values `[n]` logits
 * @returns `[n]`, nats
 * @throws as {@link softmax}
 * @example
 * ```ts
 * import { logSoftmax } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(logSoftmax([0, -2000]), [0, -2000]);
 * ```
 */
export function logSoftmax(values: ArrayLike<number>): number[] {
  finiteMaximum("evaluate logSoftmax", values);
  const total = logSumExp(values);
  return Array.from(values, (value) => value - total);
}

function finiteMaximum(doing: string, values: ArrayLike<number>): number {
  const top = maximum(doing, values);
  if (Number.isFinite(top)) return top;
  throw new RangeError(refusal(doing, "the largest value", top, "a finite number"));
}

/**
 * log(1 + eˣ), the smooth form of max(0, x).
 *
 * @example
 * ```ts
 * import { softplus } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([softplus(-800), softplus(0), softplus(800)], [0, Math.LN2, 800]);
 * ```
 */
export function softplus(x: number): number {
  extended.check("evaluate softplus", "x", x);
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

/**
 * 1 / (1 + e⁻ˣ), the logistic function, with full relative accuracy in both tails.
 *
 * @example
 * ```ts
 * import { sigmoid } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(sigmoid(0), 0.5);
 * ```
 */
export function sigmoid(x: number): number {
  extended.check("evaluate sigmoid", "x", x);
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const small = Math.exp(x);
  return small / (1 + small);
}

/**
 * log sigmoid(x) = −log(1 + e⁻ˣ), nats.
 *
 * @example
 * ```ts
 * import { logSigmoid } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(logSigmoid(-1000), -1000); // where log(sigmoid(x)) would be −∞
 * ```
 */
export function logSigmoid(x: number): number {
  return -softplus(-extended.check("evaluate logSigmoid", "x", x));
}

/**
 * log(1 − eˣ) for x ≤ 0: the log of the complement of a probability whose log is x.
 * Mächler 2012, "Accurately computing log(1 − exp(−|a|))", equation 7: expm1 near 0, log1p beyond.
 *
 * @throws {RangeError} when x > 0 or NaN
 * @example
 * ```ts
 * import { log1mExp } from "lib/math";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(log1mExp(Math.log(0.25)), Math.log(0.75), 1e-15);
 * ```
 */
export function log1mExp(x: number): number {
  nonPositive.check("evaluate log1mExp", "x", x);
  return x > -Math.LN2 ? Math.log(-Math.expm1(x)) : Math.log1p(-Math.exp(x));
}

/**
 * x log y with 0 log y = 0, the limit that makes entropies of sure events 0.
 *
 * @throws {TypeError|RangeError} when x or y is NaN or no number, or y is below 0
 * @example
 * ```ts
 * import { xlogy } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(xlogy(0, 0), 0);
 * ```
 */
export function xlogy(x: number, y: number): number {
  finite.check("evaluate xlogy", "x", x);
  nonNegative.check("evaluate xlogy", "y", y);
  return x === 0 ? 0 : x * Math.log(y);
}
