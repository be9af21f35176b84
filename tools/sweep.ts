// Many training runs, one process for each seed, on all cores or a cluster.
//
//   deno task sweep                            all of tools/sweep/experiments.ts and studies.ts
//   deno task sweep pendulum-sac               one of them
//   deno task sweep --list                     which results are missing, stale, fresh; how long they took
//   deno task sweep --verify                   replays the beginning of each: is it still what is stored?
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
import { EXPERIMENTS } from "./sweep/experiments.ts";
import { resolveAsked, RUN_ERRORS } from "./sweep/run.ts";
import { type JudgedRun, judgeRuns, runsTable, type SweepRun, timesTable } from "./sweep/runs.ts";
import { flagOf, logOf, makeRuns, workFolder } from "./sweep/snakemake.ts";
import { STUDIES } from "./sweep/studies.ts";
import { studyRuns } from "./sweep/study_runs.ts";
import { type SweepOptions, sweepOptions } from "./sweep/sweep_options.ts";
import { trainingRuns } from "./sweep/training_runs.ts";
import { isGood, verdictWords } from "./sweep/verdict.ts";

async function main(): Promise<number> {
  requireDeno();
  const options = sweepOptions(Deno.args, [...Object.keys(EXPERIMENTS), ...Object.keys(STUDIES)]);
  const results = resultsFolder(options), runs = await runsAsked(options, results);
  const judged = await judgeRuns(runs);
  if (options.task === "verify") return await verify(judged);
  if (options.task === "list") {
    for (const table of [runsTable(judged), timesTable(judged)]) if (table !== "") say(table);
    return 0;
  }
  const toDo = judged.filter(({ freshness }) => options.force || freshness.kind !== "fresh");
  say(`${toDo.length} of ${runs.length} runs to do, ${runs.length - toDo.length} fresh`);
  if (toDo.length === 0) return 0;
  const work = workFolder(results);
  const exit = await makeRuns(toDo, work, options.force, options.snakemake);
  if (exit !== 0) await sayNotDone(toDo, work);
  return exit;
}

/** Replays the beginnings of runs; exit code 1 when one is not what is stored. */
async function verify(runs: readonly JudgedRun[]): Promise<number> {
  let bad = 0;
  for (const run of runs) {
    const verdict = await run.verify();
    say(`${run.name} seed ${run.seed}  ${verdictWords(verdict)}`);
    if (!isGood(verdict)) bad++;
  }
  const times = timesTable(runs);
  if (times !== "") say(times);
  say(bad === 0 ? "all stand" : `${bad} of ${runs.length} do not stand: deno task sweep`);
  return bad === 0 ? 0 : 1;
}

/** Names the runs that are not there after all, and where each said why. */
async function sayNotDone(runs: readonly SweepRun[], work: URL): Promise<void> {
  say("\nNot done; the same command again goes on from here:");
  for (const run of runs) {
    if (await exists(flagOf(run, work))) continue;
    const log = logOf(run, work), said = await exists(log) ? `see ${shown(log)}` : "not begun";
    say(`${run.name} seed ${run.seed}: ${said}`);
  }
}

async function runsAsked(
  { names, seeds }: SweepOptions,
  results: URL,
): Promise<readonly SweepRun[]> {
  const chosen = <Value>(all: Readonly<Record<string, Value>>) =>
    Object.fromEntries(
      Object.entries(all).filter(([name]) => names.length === 0 || names.includes(name)),
    );
  const code = await codeHash();
  return [
    ...trainingRuns(chosen(EXPERIMENTS), seeds, results, resolveAsked, code),
    ...await studyRuns(chosen(STUDIES), seeds, results),
  ];
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
