/** Loading the training runs that lie in data/results. */
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
import { parseStoredRun, type StoredRun, StoredRunError } from "./stored_run.ts";

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
  const { folder = new URL("./results/", import.meta.url) } = OPTIONS.read(DOING, options);
  return await Promise.all(seeds.map((seed) => storedRun(experiment, seed, folder)));
}

async function storedRun(experiment: string, seed: number, folder: URL): Promise<StoredRun> {
  const where = `data/results/${experiment}/${seed}.json`;
  const hint = `\`deno task sweep ${experiment} --seeds ${seed}\` makes it`;
  const text = await readText(new URL(`${experiment}/${seed}.json`, folder));
  if (text === undefined) {
    throw new StoredRunError(`Cannot load ${where}: it is missing, expected a run; ${hint}`);
  }
  try {
    const run = parseStoredRun(text, where);
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
