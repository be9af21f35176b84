// Many training runs, one process for each seed, on all cores or a cluster.
//
//   deno task sweep                            all experiments of tools/sweep/experiments.ts
//   deno task sweep pendulum-sac               one of them
//   deno task sweep --list                     which results are missing, stale, fresh
//   deno task sweep pendulum-sac --seeds 5,6   other seeds
//   deno task sweep --force                    also where a fresh result is there
//   deno task sweep --results FOLDER           somewhere else than in data/results
//   deno task sweep -- --executor slurm --jobs 100
//
// What follows -- goes to Snakemake (requirements-sweep.txt). Results that are fresh, of the same plan
// and the same code, are left alone, so a sweep that was stopped goes on where it was.
import { relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { ROOT } from "./notebook/files.ts";
import { requireDeno } from "./support/environment.ts";
import { exists } from "./support/exists.ts";
import { runTask, say } from "./support/task.ts";
import { codeHash } from "./sweep/code_hash.ts";
import { type Experiment, EXPERIMENTS } from "./sweep/experiments.ts";
import { resolveAsked, RUN_ERRORS } from "./sweep/run.ts";
import { judgeRuns, runsOf, runsTable, type SweepRun } from "./sweep/runs.ts";
import { flagOf, logOf, makeRuns, workFolder } from "./sweep/snakemake.ts";
import { type SweepOptions, sweepOptions } from "./sweep/sweep_options.ts";

async function main(): Promise<number> {
  requireDeno();
  const options = sweepOptions(Deno.args, Object.keys(EXPERIMENTS));
  const results = resultsFolder(options), runs = runsOf(chosen(options), options.seeds, results);
  const judged = await judgeRuns(runs, resolveAsked, await codeHash());
  if (options.list) {
    say(runsTable(judged));
    return 0;
  }
  const toDo = judged.filter(({ freshness }) => options.force || freshness.kind !== "fresh");
  say(`${toDo.length} of ${runs.length} runs to do, ${runs.length - toDo.length} fresh`);
  if (toDo.length === 0) return 0;
  const work = workFolder(results);
  const code = await makeRuns(toDo, work, options.force, options.snakemake);
  if (code !== 0) await sayNotDone(toDo, work);
  return code;
}

/** Names the runs that are not there after all, and where each said why. */
async function sayNotDone(runs: readonly SweepRun[], work: URL): Promise<void> {
  say("\nNot done; the same command again goes on from here:");
  for (const run of runs) {
    if (await exists(flagOf(run, work))) continue;
    const log = logOf(run, work), said = await exists(log) ? `see ${shown(log)}` : "not begun";
    say(`${run.experiment} seed ${run.plan.seed}: ${said}`);
  }
}

function chosen({ names }: SweepOptions): Readonly<Record<string, Experiment>> {
  if (names.length === 0) return EXPERIMENTS;
  return Object.fromEntries(Object.entries(EXPERIMENTS).filter(([name]) => names.includes(name)));
}

function resultsFolder({ results }: SweepOptions): URL {
  if (results === undefined) return new URL("data/results/", ROOT);
  return pathToFileURL(`${resolve(results)}/`);
}

/** As short as it can be said from here. */
function shown(url: URL): string {
  return relative(Deno.cwd(), fileURLToPath(url));
}

if (import.meta.main) await runTask(main, RUN_ERRORS);
