import { train } from "lib/agents";
import { kernelBuild, treeChecksum } from "lib/nn";
import { writeAtomic } from "lib/notebook";
import type { StoredRun } from "data";
import { freshness, readRun, serialiseRun } from "./freshness.ts";
import type { ResolvedPlan } from "./plan.ts";
import { begin } from "./run_experiment.ts";
import type { Verdict } from "./verdict.ts";

/** Steps after the random ones that are replayed: some seconds, some hundred updates. */
const REPLAYED = 500;

/**
 * Replays the first steps of a stored run and compares what was learned, to the last bit. A result
 * stands whose code was changed without changing a number; its hash is then renewed, in the file.
 *
 * @param result where the run is stored
 * @param code what `codeHash` says now
 */
export async function verifyRun(result: URL, plan: ResolvedPlan, code: string): Promise<Verdict> {
  const judged = await freshness(result, plan, code);
  if (judged.kind === "missing" || judged.kind === "stale" && judged.fault !== "code") {
    return judged;
  }
  const stored = await readRun(result);
  if (stored.kernels !== kernelBuild().build) {
    return { kind: "other kernels", kernels: stored.kernels };
  }
  const found = await replayed(stored, plan);
  if (found.kind !== "same" || judged.kind === "fresh") return found;
  await writeAtomic(result, serialiseRun({ ...stored, code }));
  return { ...found, kind: "renewed" };
}

async function replayed(
  { checksums }: StoredRun,
  plan: ResolvedPlan,
): Promise<Extract<Verdict, { readonly kind: "same" | "differs" }>> {
  const { learner: owned, training } = begin(plan, { starts: [], maxSteps: 1 });
  using learner = owned;
  const last = training.config.randomSteps + REPLAYED;
  const early = checksums.filter(({ step }, i) => i === 0 || step <= last);
  for (const { step, learned } of early) {
    await train(training, step);
    if (treeChecksum(learner.tensors) !== learned) {
      return { kind: "differs", far: `at step ${step}` };
    }
  }
  return { kind: "same", far: `after ${early.at(-1)?.step ?? 0} steps` };
}
