/** Summaries of samples, with their uncertainty. */
import { between, finite, openUnit } from "./shapes/scalars.ts";
import { door, type Shape, shapeOf, type Sizes, wrongSize } from "./shapes/shape.ts";
import { vector } from "./shapes/tables.ts";
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

const values = vector();

/** Two numbers or more: one has no spread. */
const sample: Shape<ArrayLike<number>> = shapeOf(values.wish, (given, sizes?: Sizes) => {
  const found = values.fault(given, sizes);
  if (found !== undefined || (given as ArrayLike<number>).length > 1) return found;
  return wrongSize([1], "at least two entries");
});

const checkMean = door("take a mean", { values });
const VARIANCE = "take a variance";
const checkVariance = door(VARIANCE, { values: sample });
const checkQuantile = door("take a quantile", { values, p: between(0, 1) });
const checkInterval = door("make a t interval", { level: openUnit });

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
  checkMean({ values });
  return meanOf(values);
}

/** Divides before adding what would overflow; exact, and more than the largest sums need. */
const LARGE = 2 ** 64;

/** {@link mean} without its checks. */
export function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  const rough = sum / values.length;
  let left = 0;
  for (let i = 0; i < values.length; i++) left += values[i]! - rough;
  const corrected = rough + left / values.length;
  if (Number.isFinite(corrected)) return corrected;
  return meanOf(Float64Array.from(values, (value) => value / LARGE)) * LARGE;
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
  checkVariance({ values });
  const center = meanOf(values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i]! - center) ** 2;
  return finite.check(VARIANCE, "the variance", sum / (values.length - 1));
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
  checkQuantile({ values, p });
  const sorted = Float64Array.from(values).sort();
  const place = (sorted.length - 1) * p;
  const below = sorted[Math.floor(place)]!, above = sorted[Math.ceil(place)]!;
  const share = place - Math.floor(place);
  const between = below + share * (above - below);
  return Number.isFinite(between) ? between : below * (1 - share) + above * share;
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
  checkInterval({ level });
  const { mean, standardError, count } = meanWithError(values);
  const reach = tQuantile((1 + level) / 2, count - 1) * standardError;
  const end = (value: number) => finite.check("make a t interval", "an end", value);
  return { mean, low: end(mean - reach), high: end(mean + reach) };
}
