import { train } from "lib/agents";
import { kernelBuild, treeChecksum } from "lib/nn";
import { writeAtomic } from "lib/notebook";
import type { StoredRun } from "data";
import { type Freshness, freshness, readRun, serialiseRun } from "./freshness.ts";
import type { ResolvedPlan } from "./plan.ts";
import { begin } from "./run_experiment.ts";
import type { SweepRun } from "./runs.ts";

/** What a replay of a stored run's first steps has shown. */
export type Verdict =
  | { readonly kind: "same"; readonly steps: number }
  | { readonly kind: "renewed"; readonly steps: number }
  | { readonly kind: "differs"; readonly step: number }
  | { readonly kind: "other kernels"; readonly kernels: StoredRun["kernels"] }
  | Exclude<Freshness, { readonly kind: "fresh" }>;

/** Steps after the random ones that are replayed: some seconds, some hundred updates. */
const REPLAYED = 500;

/**
 * Replays the first steps of a stored run and compares what was learned, to the last bit. A result
 * stands whose code was changed without changing a number; its hash is then renewed, in the file.
 *
 * @param code what `codeHash` says now
 */
export async function verifyRun(
  { result }: SweepRun,
  plan: ResolvedPlan,
  code: string,
): Promise<Verdict> {
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
  return { kind: "renewed", steps: found.steps };
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
    if (treeChecksum(learner.tensors) !== learned) return { kind: "differs", step };
  }
  return { kind: "same", steps: early.at(-1)?.step ?? 0 };
}

/** A verdict in words. */
export function verdictWords(verdict: Verdict): string {
  switch (verdict.kind) {
    case "same":
      return `as it was after ${verdict.steps} steps`;
    case "renewed":
      return `as it was after ${verdict.steps} steps; its hash is renewed`;
    case "differs":
      return `stale: what is learned differs at step ${verdict.step}`;
    case "other kernels":
      return `not compared: it was made with the kernels ${verdict.kernels}`;
    case "missing":
      return "missing";
    case "stale":
      return `stale: ${verdict.reason}`;
    default:
      throw new TypeError(`Cannot say a verdict: it is ${JSON.stringify(verdict satisfies never)}`);
  }
}

/** Whether a verdict lets the sweep pass. */
export function isGood({ kind }: Verdict): boolean {
  return kind === "same" || kind === "renewed" || kind === "other kernels";
}
