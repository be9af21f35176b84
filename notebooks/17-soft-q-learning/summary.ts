/** Curves of several runs, summed up: interquartile mean and bootstrap interval at each step. */
import { fold, key, stratifiedBootstrap } from "lib/math";

type Rows = readonly (readonly number[])[];

/** A statistic of the runs at each step, with its interval. */
export interface Summary {
  readonly runs: Rows;
  readonly middle: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** Of curves, `[runs][steps]`: interquartile mean and 95 % interval at each step. */
export function summary(runs: Rows): Summary {
  const each = runs[0]!.map((_, i) =>
    stratifiedBootstrap(fold(key(17), i), [runs.map((run) => run[i]!)], { resamples: 500 })
  );
  return {
    runs,
    middle: each.map(({ estimate }) => estimate),
    low: each.map(({ low }) => low),
    high: each.map(({ high }) => high),
  };
}

/** The middle one of some numbers; of an even count the upper. */
export const middleOf = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
