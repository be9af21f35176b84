/** Loading the training runs that lie in data/results. */
import { parseStoredRun, type StoredRun, StoredRunError } from "./stored_run.ts";

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
  requireRequest(experiment, seeds, options);
  const folder = options.folder ?? new URL("./results/", import.meta.url);
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

function requireRequest(experiment: unknown, seeds: unknown, options: object): void {
  const doing = "Cannot load stored runs";
  if (typeof experiment !== "string" || !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(experiment)) {
    const got = JSON.stringify(experiment);
    throw new TypeError(`${doing}: experiment is ${got}, expected a name such as pendulum-sac`);
  }
  const isSeed = (seed: unknown) => Number.isSafeInteger(seed) && (seed as number) >= 0;
  if (!Array.isArray(seeds) || seeds.length === 0 || !seeds.every(isSeed)) {
    const got = JSON.stringify(seeds);
    throw new TypeError(`${doing}: seeds is ${got}, expected whole numbers of at least 0`);
  }
  const unknown = Object.keys(options).find((name) => name !== "folder");
  if (unknown === undefined) return;
  throw new TypeError(`${doing}: an option is "${unknown}", expected folder`);
}
