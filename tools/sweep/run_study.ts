// One run of a study, into one file; `deno task sweep NAME` starts it for each seed.
//
//   deno run -A tools/sweep/run_study.ts --study check-study --seed 3 --out mine.json
//
// A fresh result (same settings, same code) is left as it is; --force runs all the same.
import { writeAtomic, WriteError } from "lib/notebook";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT } from "../notebook/files.ts";
import { requireDeno } from "../support/environment.ts";
import { UnknownOptionError } from "../support/options.ts";
import { PARTS, removeLeftovers, requirePlace } from "../support/place.ts";
import { runTask, say } from "../support/task.ts";
import { codeHash } from "./code_hash.ts";
import { RUN_ERRORS } from "./run.ts";
import { RunOptionError } from "./run_options.ts";
import { STUDIES } from "./studies.ts";
import { serialiseStudy, studyFreshness } from "./study_file.ts";
import { runStudy, studyOf } from "./study_runs.ts";

async function main(): Promise<void> {
  requireDeno();
  const { name, seed, out, force } = studyOptions(Deno.args), module = STUDIES[name]!;
  const study = await studyOf(name, module), code = await codeHash(new URL(module, ROOT));
  const plan = { study: name, seed, settings: study.settings };
  const before = await studyFreshness(out, plan, code).catch((error) => {
    throw new WriteError(out, error); // a folder, or below a file
  });
  if (before.kind === "fresh" && !force) return say(`${out} is fresh: nothing to do`);
  if (before.kind === "stale") say(`${out} is stale (${before.reason}): it is made again`);
  await requirePlace(out);
  await removeLeftovers(new URL(".", pathToFileURL(resolve(out))), PARTS);
  const run = await runStudy(name, study, seed, code);
  await writeAtomic(out, serialiseStudy(run));
  say(`${out} is written (${run.seconds} s)`);
}

/** What the command line of a study's run asks for. */
export interface StudyOptions {
  readonly name: string;
  readonly seed: number;
  readonly out: string;
  readonly force: boolean;
}

/**
 * Reads the command line.
 *
 * @throws {UnknownOptionError} naming a word that is no option
 * @throws {RunOptionError} naming an option, what it is and what was expected
 */
export function studyOptions(args: readonly string[]): StudyOptions {
  const words = new Map<string, string>(), known = ["--study", "--seed", "--out"];
  let force = false;
  for (let index = 0; index < args.length; index++) {
    const word = args[index]!;
    if (word === "--force") force = true;
    else if (known.includes(word)) words.set(word, args[++index] ?? "");
    else throw new UnknownOptionError(word, [...known, "--force"]);
  }
  const name = words.get("--study") ?? "", seed = words.get("--seed") ?? "";
  const out = words.get("--out") ?? "";
  if (!Object.hasOwn(STUDIES, name)) {
    throw refused("--study", name, `one of ${Object.keys(STUDIES).join(", ")}`);
  }
  if (!/^\d{1,15}$/.test(seed)) throw refused("--seed", seed, "a whole number of at least 0");
  if (out === "" || out.startsWith("--")) throw refused("--out", out, "a file");
  return { name, seed: Number(seed), out, force };
}

function refused(option: string, got: string, expected: string): RunOptionError {
  const said = got === "" ? "missing" : JSON.stringify(got);
  return new RunOptionError(`Cannot run: ${option} is ${said}, expected ${expected}`);
}

if (import.meta.main) await runTask(main, RUN_ERRORS);
