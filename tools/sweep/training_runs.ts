import type { Experiment } from "./experiments.ts";
import { freshness } from "./freshness.ts";
import type { ResolvedPlan, RunPlan } from "./plan.ts";
import { runArguments } from "./run_options.ts";
import type { SweepRun } from "./runs.ts";
import { verifyRun } from "./verify.ts";

/**
 * The runs of experiments, one for each seed.
 *
 * @param seeds in place of the experiments' own
 * @param results the folder of all results, ending in a slash
 * @param resolve fills in the defaults of a plan
 * @param code what `codeHash` says now
 */
export function trainingRuns(
  experiments: Readonly<Record<string, Experiment>>,
  seeds: readonly number[] | undefined,
  results: URL,
  resolve: (plan: RunPlan) => Promise<ResolvedPlan>,
  code: string,
): readonly SweepRun[] {
  return Object.entries(experiments).flatMap(([name, { seeds: own, ...rest }]) =>
    (seeds ?? own).map((seed): SweepRun => {
      const { agent, environment, steps, config } = rest;
      const plan = { agent, environment, seed, steps, config };
      const result = new URL(`${name}/${seed}.json`, results);
      return {
        ...{ name, seed, result, script: "run.ts", words: runArguments(plan) },
        judge: async () => await freshness(result, await resolve(plan), code),
        verify: async () => await verifyRun(result, await resolve(plan), code),
      };
    })
  );
}
