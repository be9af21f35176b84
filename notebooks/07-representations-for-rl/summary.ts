/** Runs of a method, summed up as chapter 19 does: interquartile mean, bootstrap interval. */
import { bootstrapCurves, key, mean, stratifiedBootstrap } from "lib/math";

type Rows = readonly (readonly number[])[];

/** Of curves, `[runs][steps]`: interquartile mean and 95 % interval at each step. */
export const summary = (runs: Rows) => bootstrapCurves(key(7), runs, { resamples: 500 });

/** Of each run the mean over all its evaluations; of these, statistic and interval. */
export function overall(runs: Rows) {
  const means = runs.map((run) => mean(run));
  return { runs: means, ...stratifiedBootstrap(key(8), [means]) };
}
