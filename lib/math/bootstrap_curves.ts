/** Curves of several runs, summed up step by step. */
import { type BootstrapOptions, stratifiedBootstrap } from "./bootstrap.ts";
import { fold } from "./keys.ts";
import { door } from "./shapes/shape.ts";
import { matrix } from "./shapes/tables.ts";
import { type Key, keyShape } from "./threefry.ts";

/** Curves of several runs with a statistic of the runs at each step and its interval. */
export interface CurveInterval {
  /** As given, `[runs][steps]`. */
  readonly runs: readonly (readonly number[])[];
  /** The statistic at each step, `[steps]`. */
  readonly middle: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

const checkCurves = door("bootstrap curves", { key: keyShape, runs: matrix() });

/**
 * {@link stratifiedBootstrap} at each step of curves of one task, over the runs. The intervals hold
 * step by step, not for the whole curve at once: of twenty steps one may well lie outside.
 *
 * @param key step i draws from its fold by i
 * @param runs `[runs][steps]`, a row a run, all rows of one length
 * @param options as of {@link stratifiedBootstrap}: interquartile mean, 2000 resamples, level 0.95
 * @throws {ShapeError} for empty or ragged runs, {NonFiniteError} for NaN or infinities,
 *   {TypeError|RangeError} for an unknown or impossible option
 * @example
 * ```ts
 * import { bootstrapCurves, key } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * const { middle, high } = bootstrapCurves(key(0), [[1, 5], [2, 5], [3, 5]]);
 * assertEquals(middle, [2, 5]);
 * assertEquals(high[1], 5);
 * ```
 */
export function bootstrapCurves(
  key: Key,
  runs: readonly (readonly number[])[],
  options: BootstrapOptions = {},
): CurveInterval {
  checkCurves({ key, runs });
  const steps = runs[0]!.map((_, i) =>
    stratifiedBootstrap(fold(key, i), [runs.map((run) => run[i]!)], options)
  );
  return {
    runs,
    middle: steps.map(({ estimate }) => estimate),
    low: steps.map(({ low }) => low),
    high: steps.map(({ high }) => high),
  };
}
