import type { Experiment } from "./experiments.ts";
import { type Freshness, freshness } from "./freshness.ts";
import type { ResolvedPlan, RunPlan } from "./plan.ts";

/** One run of a sweep. */
export interface SweepRun {
  /** The experiment's name. */
  readonly experiment: string;
  readonly plan: RunPlan;
  /** Where its result is, or is to be. */
  readonly result: URL;
}

/** A run, and whether its stored result may stand. */
export interface JudgedRun extends SweepRun {
  readonly freshness: Freshness;
}

/**
 * The runs of experiments, one for each seed.
 *
 * @param seeds in place of the experiments' own
 * @param results the folder of all results, ending in a slash
 */
export function runsOf(
  experiments: Readonly<Record<string, Experiment>>,
  seeds: readonly number[] | undefined,
  results: URL,
): readonly SweepRun[] {
  return Object.entries(experiments).flatMap(([experiment, { seeds: own, ...rest }]) =>
    (seeds ?? own).map((seed) => {
      const { agent, environment, steps, config } = rest;
      const result = new URL(`${experiment}/${seed}.json`, results);
      return { experiment, plan: { agent, environment, seed, steps, config }, result };
    })
  );
}

/**
 * Judges the result of each run.
 *
 * @param resolve fills in the defaults of a plan
 * @param code what `codeHash` says now
 */
export async function judgeRuns(
  runs: readonly SweepRun[],
  resolve: (plan: RunPlan) => Promise<ResolvedPlan>,
  code: string,
): Promise<readonly JudgedRun[]> {
  const judged: JudgedRun[] = [];
  for (const run of runs) {
    const found = await freshness(run.result, await resolve(run.plan), code);
    judged.push({ ...run, freshness: found });
  }
  return judged;
}

/** `pendulum-sac seed 3  stale: the code has changed`, a line each. */
export function runsTable(runs: readonly JudgedRun[]): string {
  const names = runs.map(({ experiment, plan }) => `${experiment} seed ${plan.seed}`);
  const width = Math.max(...names.map(({ length }) => length));
  return runs.map(({ freshness }, i) => {
    const why = freshness.kind === "stale" ? `: ${freshness.reason}` : "";
    return `${names[i]!.padEnd(width)}  ${freshness.kind}${why}`;
  }).join("\n");
}

/** `pendulum-sac took 312 s for 5 runs, on one core`, a line for each experiment with results. */
export function timesTable(runs: readonly JudgedRun[]): string {
  const names = [...new Set(runs.map(({ experiment }) => experiment))];
  return names.flatMap((name) => {
    const times = runs.filter(({ experiment }) => experiment === name)
      .flatMap(({ freshness }) => "seconds" in freshness ? [freshness.seconds ?? 0] : []);
    if (times.length === 0) return [];
    const sum = times.reduce((total, each) => total + each, 0);
    const count = times.length === 1 ? "1 run" : `${times.length} runs`;
    return [`${name} took ${sum.toFixed(sum < 10 ? 1 : 0)} s for ${count}, on one core`];
  }).join("\n");
}
