import { writeAtomic } from "lib/notebook";
import { basename, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { ROOT } from "../notebook/files.ts";
import { MissingToolError, PYTHON_ENVIRONMENT } from "../support/environment.ts";
import { removeLeftovers } from "../support/place.ts";
import type { SweepRun } from "./runs.ts";

/** What the user says of where jobs run; then nothing is said for them. */
const PLACES = /^(?:--(?:cores|jobs|executor|profile|workflow-profile)(?:=.*)?|-[cje].*)$/;

/** Where Snakemake works, inside the folder of the results; git ignores it. */
export function workFolder(results: URL): URL {
  return new URL(".sweep/", results);
}

/** What a run said, as Snakemake keeps it. */
export function logOf({ name, seed }: SweepRun, work: URL): URL {
  return new URL(`logs/${name}/${seed}.log`, work);
}

/** Is there once the run is done: what Snakemake takes for its output. */
export function flagOf({ name, seed }: SweepRun, work: URL): URL {
  return new URL(`done/${name}/${seed}`, work);
}

/** The command of a run, whole: it can be copied to a terminal. */
export function commandOf({ script, words, result }: SweepRun, force: boolean): readonly string[] {
  const file = fileURLToPath(new URL(`tools/sweep/${script}`, ROOT));
  const config = ["--config", fileURLToPath(new URL("deno.json", ROOT))];
  const out = ["--out", fileURLToPath(result), ...force ? ["--force"] : []];
  return [Deno.execPath(), "run", "-A", ...config, file, ...words, ...out];
}

/** The arguments of snakemake: all cores of this machine, unless the user has said where. */
export function snakemakeArguments(
  list: URL,
  work: URL,
  asked: readonly string[],
): readonly string[] {
  return [
    ...["--snakefile", fileURLToPath(new URL("tools/sweep/Snakefile", ROOT))],
    ...["--directory", fileURLToPath(work)],
    ...["--quiet", "host", "rules", "reason"],
    "--keep-going", // a run that fails stops no other
    "--nolock", // results are written whole, so a lock left by a killed sweep need stop nobody
    "--rerun-incomplete",
    "--show-failed-logs",
    ...asked.some((word) => PLACES.test(word)) ? [] : ["--cores", "all"],
    ...asked,
    ...["--config", `runs=${basename(fileURLToPath(list))}`], // Snakemake reads it as YAML: plain words
  ];
}

/**
 * Hands runs to Snakemake and waits for it. A result is there afterwards or is not; look.
 *
 * @param force also where a fresh result is there
 * @param asked options of snakemake
 * @returns snakemake's exit code
 * @throws {MissingToolError} without snakemake
 */
export async function makeRuns(
  runs: readonly SweepRun[],
  work: URL,
  force: boolean,
  asked: readonly string[],
): Promise<number> {
  await requireSnakemake();
  for (const run of runs) { // old flags would say that there is nothing to do
    for (const old of [flagOf, logOf]) await Deno.remove(old(run, work)).catch(unlessMissing);
  }
  await removeLeftovers(work, /^runs-\d+\.json$/);
  const list = new URL(`runs-${Deno.pid}.json`, work);
  const entries = runs.map((run) => {
    return { experiment: run.name, seed: run.seed, command: commandOf(run, force) };
  });
  await Deno.mkdir(dirname(fileURLToPath(list)), { recursive: true });
  await writeAtomic(list, `${JSON.stringify(entries, undefined, 2)}\n`);
  try {
    return await heeded("snakemake", snakemakeArguments(list, work, asked));
  } finally {
    await Deno.remove(list);
  }
}

/** Waits for a command, and does not leave before it: asked to stop, it finishes what runs. */
async function heeded(command: string, args: readonly string[]): Promise<number> {
  const child = new Deno.Command(command, { args: [...args], env: PYTHON_ENVIRONMENT }).spawn();
  const ask = () => child.kill("SIGTERM"); // what runs is finished, nothing is begun
  const wait = () => {}; // a terminal's Ctrl-C reaches the child by itself
  Deno.addSignalListener("SIGINT", wait);
  if (Deno.build.os !== "windows") Deno.addSignalListener("SIGTERM", ask);
  try {
    return (await child.status).code;
  } finally {
    Deno.removeSignalListener("SIGINT", wait);
    if (Deno.build.os !== "windows") Deno.removeSignalListener("SIGTERM", ask);
  }
}

async function requireSnakemake(): Promise<void> {
  try {
    const asked = new Deno.Command("snakemake", { args: ["--version"], stderr: "null" });
    if ((await asked.output()).success) return;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  throw new MissingToolError(
    "There is no snakemake on the PATH, which runs a sweep's processes side by side. In an " +
      "activated virtual environment:\n  pip install -r requirements-sweep.txt\n" +
      "A single run does not need it: `deno task run`.",
  );
}

function unlessMissing(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}
