// Where a comparison takes place: this project, a folder for its data, a Python, one core.
import { fileURLToPath } from "node:url";
import { MissingToolError, PYTHON_ENVIRONMENT, requirePython } from "../support/environment.ts";
import { type Absence, type Contestant } from "./contestant.ts";
import { startWorker } from "./live_worker.ts";

/** What the groups are given. */
export type Place = {
  /** A folder that is removed at the end. */
  readonly folder: string;
  /** The Python of the peers, by full path, if there is one. */
  readonly python: string | undefined;
  /** What a command begins with in order to stay on one core; empty where nothing can do that. */
  readonly oneCore: readonly string[];
};

/** NumPy's and scikit-learn's threads, all of them. */
const ONE_THREAD = {
  OMP_NUM_THREADS: "1",
  OPENBLAS_NUM_THREADS: "1",
  MKL_NUM_THREADS: "1",
  PYTHONDONTWRITEBYTECODE: "1",
};

export async function findPlace(folder: string): Promise<Place> {
  return { folder, python: await findPython(), oneCore: await findOneCore() };
}

async function findPython(): Promise<string | undefined> {
  try {
    return (await requirePython([])).path;
  } catch (error) {
    if (error instanceof MissingToolError) return undefined;
    throw error;
  }
}

async function findOneCore(): Promise<readonly string[]> {
  const [program, ...args] = ["taskset", "-c", "0"];
  try {
    const { success } = await new Deno.Command(program!, { args: [...args, "true"] }).output();
    return success ? [program!, ...args] : [];
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return []; // macOS and Windows have none
    throw error;
  }
}

/** A worker of ours: a script of workers/, on one core. */
export async function ourWorker(
  place: Place,
  script: string,
  ...args: readonly string[]
): Promise<Contestant> {
  const command = [...place.oneCore, Deno.execPath(), "run", "-A", path(`workers/${script}`)];
  const entry = await startWorker({ name: "ours", command: [...command, ...args] });
  return entry as Contestant; // ours lacks nothing
}

/** A peer: a script of peers/, on one core with one thread; absent when there is no Python. */
export async function pythonPeer(
  place: Place,
  name: string,
  script: string,
  ...args: readonly string[]
): Promise<Contestant | Absence> {
  if (place.python === undefined) return { name, absent: "Python" };
  const command = [...place.oneCore, place.python, path(`peers/${script}`), ...args];
  return await startWorker({ name, command, env: { ...ONE_THREAD, ...PYTHON_ENVIRONMENT } });
}

function path(relative: string): string {
  return fileURLToPath(new URL(relative, import.meta.url));
}
