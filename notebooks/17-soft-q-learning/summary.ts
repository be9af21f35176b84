/** Curves of several runs, summed up: interquartile mean and bootstrap interval at each step. */
import { bootstrapCurves, key } from "lib/math";

/** Of curves, `[runs][steps]`: interquartile mean and 95 % interval at each step. */
export const summary = (runs: readonly (readonly number[])[]) =>
  bootstrapCurves(key(17), runs, { resamples: 500 });

/** The middle one of some numbers; of an even count the upper. */
export const middleOf = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
