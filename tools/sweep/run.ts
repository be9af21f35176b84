// One training run, from agent, environment, seed and settings to one file with all that came of it.
//
//   deno task run --agent sac --environment pendulum --seed 3 --steps 20000 \
//     --config '{"agent":{"learningRate":0.001}}' --out data/results/mine/3.json
//
// A fresh result (same plan, same code) is left as it is; --force runs all the same.
import type { Training } from "lib/agents";
import { startBackend } from "lib/nn";
import { writeAtomic, WriteError } from "lib/notebook";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { MissingToolError, requireDeno } from "../support/environment.ts";
import { UnknownOptionError } from "../support/options.ts";
import { PARTS, removeLeftovers, requirePlace } from "../support/place.ts";
import { runTask, say } from "../support/task.ts";
import { codeHash, CodeHashError } from "./code_hash.ts";
import { freshness, serialiseRun } from "./freshness.ts";
import { LockError } from "./lock_entries.ts";
import { type ResolvedPlan, resolvePlan, type RunPlan } from "./plan.ts";
import { runExperiment } from "./run_experiment.ts";
import { RunOptionError, runOptions } from "./run_options.ts";

async function main(): Promise<void> {
  requireDeno();
  const { plan, out, force } = runOptions(Deno.args);
  const code = await codeHash();
  const resolved = await resolveAsked(plan);
  const before = await freshness(out, resolved, code).catch((error) => {
    throw new WriteError(out, error); // a folder, or below a file
  });
  if (before.kind === "fresh" && !force) return say(`${out} is fresh: nothing to do`);
  if (before.kind === "stale") say(`${out} is stale (${before.reason}): it is made again`);
  await requirePlace(out); // a run takes hours; better to hear now that nothing can be written there
  await removeLeftovers(new URL(".", pathToFileURL(resolve(out))), PARTS);
  const started = performance.now(), outcome = await runExperiment(plan, tell);
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  const run = serialiseRun({ ...outcome, code, seconds });
  await writeAtomic(out, run);
  say(`${out} is written (${seconds} s)`);
}

/**
 * A plan without gaps.
 * @throws {RunOptionError} for one that cannot be run
 */
export async function resolveAsked(plan: RunPlan): Promise<ResolvedPlan> {
  await startBackend();
  try {
    return resolvePlan(plan);
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
    throw new RunOptionError(error.message, { cause: error });
  }
}

function tell({ now, record }: Training<unknown>): void {
  const returns = record.evaluations.at(-1)!.returns;
  const mean = returns.reduce((sum, each) => sum + each, 0) / returns.length;
  say(`step ${now.steps}: mean return ${mean.toFixed(1)}`);
}

/** What goes wrong for reasons that a message says in full. */
export const RUN_ERRORS = [
  CodeHashError,
  LockError,
  MissingToolError,
  RunOptionError,
  UnknownOptionError,
  WriteError,
] as const;

if (import.meta.main) await runTask(main, RUN_ERRORS);
