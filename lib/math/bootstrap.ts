/** Robust summaries over runs and tasks, as reinforcement learning reports them. */
import { uniform } from "./draws.ts";
import { fold } from "./keys.ts";
import { callable, finite, MOST_NUMBERS, openUnit, whole } from "./shapes/scalars.ts";
import { setting, settings } from "./shapes/settings.ts";
import { door } from "./shapes/shape.ts";
import { matrix, vector } from "./shapes/tables.ts";
import { meanOf, quantile } from "./statistics.ts";
import { type Key, keyShape } from "./threefry.ts";

const checkMean = door("take an interquartile mean", { values: vector() });

/**
 * The mean of the middle half: the lowest and the highest ⌊n/4⌋ values are dropped. Less shaken by
 * outliers than the mean, less wasteful than the median. Agarwal et al. 2021, section 4.3; equal to
 * SciPy's `trim_mean(values, 0.25)`.
 *
 * @param values `[n]`, n ≥ 1, any order
 * @throws {ShapeError} when empty, {NonFiniteError} for NaN or infinities
 * @example
 * ```ts
 * import { interquartileMean } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(interquartileMean([1, 2, 4, 1000]), 3);
 * ```
 */
export function interquartileMean(values: ArrayLike<number>): number {
  checkMean({ values });
  const sorted = Float64Array.from(values).sort();
  const cut = Math.floor(sorted.length / 4);
  let sum = 0;
  for (let i = cut; i < sorted.length - cut; i++) sum += sorted[i]!;
  if (!Number.isFinite(sum)) return meanOf(sorted.subarray(cut, sorted.length - cut));
  return sum / (sorted.length - 2 * cut);
}

/** Options of {@link stratifiedBootstrap}. */
export interface BootstrapOptions {
  /** From all scores, row after row, to a number. */
  readonly statistic?: (scores: Float64Array) => number;
  readonly resamples?: number;
  readonly level?: number;
}

const BOOTSTRAP = "bootstrap scores";
const OPTIONS = settings({
  statistic: setting(callable<(scores: Float64Array) => number>(), interquartileMean),
  resamples: setting(whole(1, MOST_NUMBERS), 2000),
  level: setting(openUnit, 0.95),
});
const checkBootstrap = door(BOOTSTRAP, { key: keyShape, scores: matrix() });

/** A statistic of the scores with its percentile interval. */
export interface BootstrapInterval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/**
 * A statistic over tasks and runs with a stratified bootstrap interval: each resample draws every
 * task's runs anew from that task's own runs, and the interval spans the middle `level` of the
 * resampled statistics. Agarwal et al. 2021, section 4.1. With few runs it covers less than it says
 * (a resample of 3 runs is one of 10): report the number of runs beside it.
 *
 * @param key used up by this draw
 * @param scores `[tasks][runs]`, a row a task, all rows of one length
 * @param options statistic (interquartile mean), resamples (2000), level (0.95)
 * @throws {ShapeError} for empty or ragged scores, {NonFiniteError} for NaN or infinities,
 *   {TypeError|RangeError} for an unknown or impossible option
 * @example
 * ```ts
 * import { key, stratifiedBootstrap } from "lib/math";
 * import { assert } from "@std/assert";
 *
 * const { estimate, low, high } = stratifiedBootstrap(key(0), [[1, 2, 3, 4], [2, 2, 5, 7]]);
 * assert(low < estimate && estimate < high);
 * ```
 */
export function stratifiedBootstrap(
  key: Key,
  scores: readonly (readonly number[])[],
  options: BootstrapOptions = {},
): BootstrapInterval {
  checkBootstrap({ key, scores });
  const { statistic, resamples, level } = OPTIONS.read(BOOTSTRAP, options);
  const summary = (all: Float64Array) => finite.check(BOOTSTRAP, "the statistic", statistic(all));
  const runs = scores[0]!.length;
  const flat = Float64Array.from(scores.flatMap((row) => Array.from(row)));
  const resampled = new Float64Array(flat.length);
  const statistics = Float64Array.from({ length: resamples }, (_, r) => {
    const draws = uniform(fold(key, r), flat.length);
    for (let i = 0; i < flat.length; i++) {
      const task = Math.floor(i / runs);
      resampled[i] = flat[task * runs + Math.floor(draws[i]! * runs)]!;
    }
    return summary(resampled);
  });
  const tail = (1 - level) / 2;
  return {
    estimate: summary(flat),
    low: quantile(statistics, tail),
    high: quantile(statistics, 1 - tail),
  };
}
