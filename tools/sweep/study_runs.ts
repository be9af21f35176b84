import { kernelBuild, startBackend } from "lib/nn";
import { writeAtomic } from "lib/notebook";
import type { StoredStudy, Study, StudyValues } from "data";
import { studyValuesFault } from "../../data/study.ts";
import { ROOT } from "../notebook/files.ts";
import { codeHash } from "./code_hash.ts";
import { RunOptionError } from "./run_options.ts";
import type { SweepRun } from "./runs.ts";
import { readStudy, serialiseStudy, studyFreshness } from "./study_file.ts";
import type { Verdict } from "./verdict.ts";

/**
 * The runs of studies, one for each seed.
 *
 * @param studies module by name
 * @param seeds in place of the studies' own
 * @param results the folder of all results, ending in a slash
 * @throws {RunOptionError} for a module that is no study
 */
export async function studyRuns(
  studies: Readonly<Record<string, string>>,
  seeds: readonly number[] | undefined,
  results: URL,
): Promise<readonly SweepRun[]> {
  const runs: SweepRun[] = [];
  for (const [name, module] of Object.entries(studies)) {
    const study = await studyOf(name, module), code = await codeHash(new URL(module, ROOT));
    for (const seed of seeds ?? study.seeds) {
      const result = new URL(`${name}/${seed}.json`, results);
      const plan = { study: name, seed, settings: study.settings };
      runs.push({
        ...{ name, seed, result, script: "run_study.ts" },
        words: ["--study", name, "--seed", String(seed)],
        judge: async () => await studyFreshness(result, plan, code),
        verify: async () => await verifyStudy(name, study, seed, result, code),
      });
    }
  }
  return runs;
}

/**
 * The study that a module exports.
 * @throws {RunOptionError} where it has none, or it is none
 */
export async function studyOf(name: string, module: string): Promise<Study> {
  const { study } = await import(new URL(module, ROOT).href) as { readonly study?: Study };
  const whole = study !== undefined && Array.isArray(study.seeds) && study.seeds.includes(0) &&
    typeof study.beginning === "function" && typeof study.run === "function";
  if (whole) return study;
  const wish = "{ seeds (0 among them), settings, beginning, run }";
  throw new RunOptionError(`Cannot run ${name}: study of ${module} is not ${wish}`);
}

/**
 * Runs a study with one seed.
 * @throws {RangeError} naming the value that is no finite number
 */
export async function runStudy(
  name: string,
  study: Study,
  seed: number,
  code: string,
): Promise<StoredStudy> {
  await startBackend();
  const started = performance.now();
  const beginning = await study.beginning(seed), values = await study.run(seed);
  requireNumbers(name, { beginning }), requireNumbers(name, values);
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  const kernels = kernelBuild().build, { settings } = study;
  return { study: name, seed, settings, kernels, code, seconds, beginning, values };
}

/** Repeats the beginning of a stored run, to the last bit; renews its hash where it agrees. */
async function verifyStudy(
  name: string,
  study: Study,
  seed: number,
  result: URL,
  code: string,
): Promise<Verdict> {
  const judged = await studyFreshness(
    result,
    { study: name, seed, settings: study.settings },
    code,
  );
  if (judged.kind === "missing" || judged.kind === "stale" && judged.fault !== "code") {
    return judged;
  }
  await startBackend();
  const stored = await readStudy(result), { build } = kernelBuild(), far = "at its beginning";
  if (stored.kernels !== build) return { kind: "other kernels", kernels: stored.kernels };
  const found = await study.beginning(seed);
  if (!sameNumbers(found, stored.beginning)) return { kind: "differs", far };
  if (judged.kind === "fresh") return { kind: "same", far };
  await writeAtomic(result, serialiseStudy({ ...stored, code }));
  return { kind: "renewed", far };
}

function sameNumbers(a: readonly number[], b: readonly number[]): boolean {
  // −0 is stored as 0
  return a.length === b.length && a.every((each, i) => each === b[i]);
}

function requireNumbers(name: string, values: StudyValues): void {
  const fault = studyValuesFault(values);
  if (fault === undefined) return;
  throw new RangeError(`Cannot store ${name}: ${fault}, expected finite numbers`);
}
