import { type Notebook, parseNotebook } from "./format.ts";
import { opening, owesOutput } from "./compare.ts";

/** How to run a notebook. */
export type ExecuteOptions = {
  /** The Python whose environment holds nbclient. */
  readonly python: string;
  /** Seconds for the whole notebook. */
  readonly timeout: number;
  /** Where the kernel stands; the notebook's own folder when left out. */
  readonly cwd?: string;
};

/** A notebook that did not run through. */
export class ExecutionError extends Error {
  override readonly name = "ExecutionError";
}

/**
 * Runs a notebook from its first cell to its last in a kernel of its own.
 * @throws {ExecutionError} naming the notebook, the cell and what went wrong there
 */
export async function executeNotebook(path: string, options: ExecuteOptions): Promise<Notebook> {
  const first = await attempt(path, options);
  // a port may have been taken between choosing and binding it: then a kernel dies at once
  const answer = isFalseStart(first) ? await attempt(path, options) : first;
  if (answer.failure !== undefined) {
    throw new ExecutionError(await explained(path, answer.failure));
  }
  const notebook = parseNotebook(JSON.stringify(answer.notebook), path);
  requireOutputs(notebook, path);
  return notebook;
}

type Failure = {
  readonly kind: "error" | "timeout" | "death";
  readonly cell: number | null;
  readonly message: string;
};

type Answer = { readonly notebook?: unknown; readonly failure?: Failure };

async function attempt(path: string, options: ExecuteOptions): Promise<Answer> {
  const script = new URL("../execute.py", import.meta.url);
  const place = options.cwd === undefined ? [] : ["--cwd", options.cwd];
  const { success, stdout, stderr } = await new Deno.Command(options.python, {
    args: [
      decodeURIComponent(script.pathname),
      path,
      ...["--deno", Deno.execPath()],
      ...["--timeout", String(options.timeout)],
      ...place,
    ],
    // a fresh Python writes compiled copies beside the script otherwise
    env: { PYTHONDONTWRITEBYTECODE: "1" },
  }).output();
  if (success) return JSON.parse(new TextDecoder().decode(stdout)) as Answer;
  const words = new TextDecoder().decode(stderr).trim().split("\n").slice(-12).join("\n");
  throw new ExecutionError(`Cannot run ${path}: the executor stopped.\n${words}`);
}

function isFalseStart(answer: Answer): boolean {
  return answer.failure?.kind === "death" && answer.failure.cell === null;
}

async function explained(path: string, failure: Failure): Promise<string> {
  const notebook = parseNotebook(await Deno.readTextFile(path), path);
  const cell = failure.cell === null ? undefined : notebook.cells[failure.cell];
  const where = cell === undefined
    ? "before its first cell"
    : `cell ${failure.cell} (${opening(cell)})`;
  return `Cannot run ${path}: ${where}: ${failure.message}`;
}

/** A kernel may lose what a cell showed; better no notebook than one with a hole. */
function requireOutputs(notebook: Notebook, path: string): void {
  notebook.cells.forEach((cell, index) => {
    if (!owesOutput(cell) || (cell.outputs?.length ?? 0) > 0) return;
    throw new ExecutionError(
      `Cannot run ${path}: cell ${index} (${
        opening(cell)
      }) should show something and showed nothing`,
    );
  });
}
