/** The Deno whose Jupyter kernel loses no output; requirements.txt brings it. */
export const DENO_VERSION = "2.8.0";

const INSTALL = "pip install -r requirements.txt";
const VENV =
  `  python3 -m venv .venv\n  . .venv/bin/activate        (Windows: .venv\\Scripts\\activate)\n  ${INSTALL}`;

/** What every Python of ours is told. */
export const PYTHON_ENVIRONMENT = {
  PYTHONUTF8: "1", // pipes, files and names are UTF-8, whatever the console's code page
  PYTHONIOENCODING: "utf-8", // a machine's own setting would win otherwise
  PYTHONDONTWRITEBYTECODE: "1", // a fresh Python writes compiled copies beside its scripts
} as const;

/** Something the project needs is not there; the message says what to do. */
export class MissingToolError extends Error {
  override readonly name = "MissingToolError";
}

/** What a Python says of itself. */
export type Python = {
  /** Its command, by full path. */
  readonly path: string;
  /** Where what belongs to it is installed. */
  readonly prefix: string;
  /** A virtual or conda environment, not the machine's own Python. */
  readonly isolated: boolean;
  /** The packages asked for that it has not. */
  readonly missing: readonly string[];
};

/**
 * Refuses another Deno than the tested one.
 * @throws {MissingToolError}
 */
export function requireDeno(version: string = Deno.version.deno): void {
  if (version === DENO_VERSION) return;
  throw new MissingToolError(
    `This is Deno ${version}; the project is made for ${DENO_VERSION}: the kernels of later ` +
      `versions lose outputs of cells.\nIn an activated virtual environment, \`${INSTALL}\` ` +
      `brings it:\n${VENV}\nThen start the task again from there.`,
  );
}

/**
 * Finds the Python of the activated environment and the packages it has.
 * @throws {MissingToolError} when there is no Python, or a package is missing
 */
export async function requirePython(packages: readonly string[]): Promise<Python> {
  const python = await findPython(packages);
  if (python.missing.length === 0) return python;
  throw new MissingToolError(
    `The Python at ${python.path} has no ${python.missing.join(", no ")}.\n` +
      `Make and activate a virtual environment, and install what the project needs:\n${VENV}`,
  );
}

/**
 * Refuses the machine's own Python: what is registered there would be everybody's.
 * @throws {MissingToolError}
 */
export function requireIsolated(python: Python): void {
  if (python.isolated) return;
  throw new MissingToolError(
    `The Python at ${python.path} is the machine's own. The kernel is registered in a virtual ` +
      `environment only, so that nothing outside this project changes:\n${VENV}`,
  );
}

const PROBE = `
import importlib.util, json, os, sys
conda = os.path.isdir(os.path.join(sys.prefix, "conda-meta"))
print(json.dumps({
  "path": sys.executable, "prefix": sys.prefix,
  "isolated": sys.prefix != sys.base_prefix or conda,
  "missing": [name for name in sys.argv[1:] if importlib.util.find_spec(name) is None],
}))`;

async function findPython(packages: readonly string[]): Promise<Python> {
  for (const command of ["python", "python3"]) {
    const answer = await ask(command, ["-c", PROBE, ...packages]);
    if (answer !== undefined) return JSON.parse(answer) as Python;
  }
  throw new MissingToolError(
    `There is no Python on the PATH. Install Python 3.10 or later, then:\n${VENV}`,
  );
}

async function ask(command: string, args: readonly string[]): Promise<string | undefined> {
  try {
    const run = new Deno.Command(command, {
      args: [...args],
      env: PYTHON_ENVIRONMENT,
      stderr: "null",
    });
    const { success, stdout } = await run.output();
    return success ? new TextDecoder().decode(stdout) : undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
