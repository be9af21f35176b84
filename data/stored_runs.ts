/** Loading the training runs and studies that lie in data/results. */
import {
  door,
  list,
  optional,
  settings,
  type Shape,
  shapeOf,
  whole,
  wrongKind,
} from "../lib/math/mod.ts";
import { StoredRunError } from "./sealed_record.ts";
import { parseStoredRun, type StoredRun } from "./stored_run.ts";
import { parseStoredStudy, type StoredStudy } from "./study.ts";

const DOING = "load stored runs";
const NAME = "a name such as pendulum-sac";

const experimentName: Shape<string> = shapeOf(
  NAME,
  (value) =>
    typeof value === "string" && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(value)
      ? undefined
      : wrongKind(value, NAME),
);
const folderUrl: Shape<URL> = shapeOf(
  "a URL",
  (value) => value instanceof URL ? undefined : wrongKind(value, "a URL"),
);

const checkRequest = door(DOING, { experiment: experimentName, seeds: list(whole(0)) });
const LOADING = "load a stored study";
const checkStudy = door(LOADING, { study: experimentName, seeds: list(whole(0)) });
const RESULTS = new URL("./results/", import.meta.url);
const OPTIONS = settings({ folder: optional(folderUrl) });

/**
 * The stored runs of an experiment, one for each seed.
 *
 * @param experiment its name in tools/sweep/experiments.ts
 * @param seeds which runs, in which order
 * @param options folder: where to look in place of data/results/, ending in a slash
 * @returns `[seeds]`
 * @throws {StoredRunError} naming a run that is missing or damaged, and the command that makes it
 * @throws {TypeError|RangeError} for a bad name, seed or option
 * @example
 * ```ts
 * import { storedRuns } from "data";
 * import { assertEquals } from "@std/assert";
 *
 * const [run] = await storedRuns("check", [0]);
 * assertEquals(run!.evaluations.map(({ step }) => step), [0, 200, 400]);
 * ```
 */
export async function storedRuns(
  experiment: string,
  seeds: readonly number[],
  options: { readonly folder?: URL } = {},
): Promise<readonly StoredRun[]> {
  checkRequest({ experiment, seeds });
  const { folder = RESULTS } = OPTIONS.read(DOING, options);
  return await Promise.all(
    seeds.map((seed) => stored(experiment, seed, folder, parseStoredRun, "a run")),
  );
}

/**
 * The stored runs of a study, one for each seed.
 *
 * @param study its name in tools/sweep/studies.ts
 * @param seeds which runs, in which order
 * @param options folder: where to look in place of data/results/, ending in a slash
 * @returns `[seeds]`
 * @throws {StoredRunError} naming a run that is missing or damaged, and the command that makes it
 * @throws {TypeError|RangeError} for a bad name, seed or option
 */
export async function storedStudy(
  study: string,
  seeds: readonly number[],
  options: { readonly folder?: URL } = {},
): Promise<readonly StoredStudy[]> {
  checkStudy({ study, seeds });
  const { folder = RESULTS } = OPTIONS.read(LOADING, options);
  return await Promise.all(
    seeds.map((seed) => stored(study, seed, folder, parseStoredStudy, "a study's run")),
  );
}

/** One file, parsed; its seed must be the one asked for. */
async function stored<Run extends { readonly seed: number }>(
  name: string,
  seed: number,
  folder: URL,
  parse: (text: string, where: string) => Run,
  what: string,
): Promise<Run> {
  const where = `data/results/${name}/${seed}.json`;
  const hint = `\`deno task sweep ${name} --seeds ${seed}\` makes it`;
  const text = await readText(new URL(`${name}/${seed}.json`, folder));
  if (text === undefined) {
    throw new StoredRunError(`Cannot load ${where}: it is missing, expected ${what}; ${hint}`);
  }
  try {
    const run = parse(text, where);
    if (run.seed === seed) return run;
    throw new StoredRunError(`Cannot read ${where}: seed is ${run.seed}, expected ${seed}`);
  } catch (error) {
    if (!(error instanceof StoredRunError)) throw error;
    throw new StoredRunError(`${error.message}; ${hint} again`, { cause: error });
  }
}

async function readText(url: URL): Promise<string | undefined> {
  try {
    const response = await fetch(url);
    return response.ok ? await response.text() : undefined;
  } catch {
    return undefined; // a file that is not there
  }
}
