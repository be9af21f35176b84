/** Summaries of samples, with their uncertainty. */
import { refusal, ShapeError } from "./errors.ts";
import { requireOpenUnit, requireVector } from "./require.ts";
import { tQuantile } from "./t_quantile.ts";

/** A Monte Carlo estimate: an average and how far it may be from what it estimates. */
export interface Estimate {
  readonly mean: number;
  /** s/√n, the estimated standard deviation of the mean. */
  readonly standardError: number;
  readonly count: number;
}

/** A number with the interval that covers the truth with the stated chance. */
export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The mean, corrected once by the mean of what is left, so that a large offset costs no digits.
 *
 * @param values `[n]`, n ≥ 1
 * @throws {ShapeError} when empty, {NonFiniteError} for NaN or infinities
 * @example
 * ```ts
 * import { mean } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(mean([1, 2, 6]), 3);
 * ```
 */
export function mean(values: ArrayLike<number>): number {
  requireVector("take a mean", "values", values);
  return meanOf(values);
}

/** {@link mean} without its checks. */
function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  const rough = sum / values.length;
  let left = 0;
  for (let i = 0; i < values.length; i++) left += values[i]! - rough;
  return rough + left / values.length;
}

/**
 * The sample variance Σ (vᵢ − v̄)² / (n − 1), unbiased; two passes.
 *
 * @param values `[n]`, n ≥ 2
 * @throws {ShapeError} with fewer than two values, {NonFiniteError} for NaN or infinities
 * @example
 * ```ts
 * import { variance } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(variance([1, 2, 6]), 7);
 * ```
 */
export function variance(values: ArrayLike<number>): number {
  requireSample("take a variance", values);
  const center = meanOf(values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i]! - center) ** 2;
  return sum / (values.length - 1);
}

function requireSample(action: string, values: ArrayLike<number>): void {
  requireVector(action, "values", values);
  if (values.length < 2) {
    throw new ShapeError(action, "values", [values.length], "at least two entries");
  }
}

/**
 * The p-quantile by linear interpolation of the order statistics: with h = (n−1)p it is
 * v₍⌊h⌋₎ + (h − ⌊h⌋)(v₍⌊h⌋₊₁₎ − v₍⌊h⌋₎). Hyndman & Fan 1996, type 7; NumPy's and R's default.
 *
 * @param values `[n]`, any order
 * @param p in [0, 1]
 * @throws {ShapeError} when empty, {RangeError} for a p outside, {NonFiniteError} for NaN
 * @example
 * ```ts
 * import { quantile } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(quantile([4, 1, 3, 2], 0.5), 2.5);
 * ```
 */
export function quantile(values: ArrayLike<number>, p: number): number {
  requireVector("take a quantile", "values", values);
  if (!(p >= 0 && p <= 1)) {
    throw new RangeError(refusal("take a quantile", "p", p, "a number in [0, 1]"));
  }
  const sorted = Float64Array.from(values).sort();
  const place = (sorted.length - 1) * p;
  const below = sorted[Math.floor(place)]!, above = sorted[Math.ceil(place)]!;
  return below + (place - Math.floor(place)) * (above - below);
}

/**
 * The mean and its standard error s/√n: the form in which every Monte Carlo number of this course
 * is reported.
 *
 * @param values `[n]` independent draws, n ≥ 2
 * @throws as {@link variance}
 * @example
 * ```ts
 * import { meanWithError } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(meanWithError([1, 3, 5, 7]), { mean: 4, standardError: Math.sqrt(5 / 3), count: 4 });
 * ```
 */
export function meanWithError(values: ArrayLike<number>): Estimate {
  const standardError = Math.sqrt(variance(values) / values.length);
  return { mean: meanOf(values), standardError, count: values.length };
}

/**
 * Student's interval for a mean: v̄ ± t · s/√n, t the (1 + level)/2 quantile at n − 1 degrees of
 * freedom. Exact for independent normal values; with few runs the t matters (n = 5: 2.78, not 1.96).
 *
 * @param values `[n]` independent runs, n ≥ 2
 * @param level the chance to cover, in (0, 1)
 * @throws {ShapeError} with fewer than two values, {RangeError} for a level outside
 * @example
 * ```ts
 * import { tInterval } from "lib/math";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(tInterval([1, 2, 3]).high, 4.484137, 1e-6);
 * ```
 */
export function tInterval(values: ArrayLike<number>, level = 0.95): Interval {
  requireOpenUnit("make a t interval", "level", level);
  const { mean, standardError, count } = meanWithError(values);
  const reach = tQuantile((1 + level) / 2, count - 1) * standardError;
  return { mean, low: mean - reach, high: mean + reach };
}
