import { fileURLToPath } from "node:url";
import { type Notebook, parseNotebook } from "./format.ts";
import { PYTHON_ENVIRONMENT } from "../support/environment.ts";
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
  let answer = await attempt(path, options);
  for (let again = 0; again < 2 && isWorthAnother(answer); again++) {
    answer = await attempt(path, options);
  }
  if (answer.failure !== undefined) {
    throw new ExecutionError(await explained(path, answer.failure));
  }
  const notebook = parseNotebook(JSON.stringify(answer.notebook), path);
  requireOutputs(notebook, path);
  return notebook;
}

type Failure = {
  readonly kind: "error" | "timeout" | "death" | "loss" | "silence";
  readonly cell: number | null;
  readonly message: string;
};

type Answer = { readonly notebook?: unknown; readonly failure?: Failure };

async function attempt(path: string, options: ExecuteOptions): Promise<Answer> {
  const place = options.cwd === undefined ? [] : ["--cwd", options.cwd];
  const child = new Deno.Command(options.python, {
    args: [
      fileURLToPath(new URL("../execute.py", import.meta.url)),
      path,
      ...["--deno", Deno.execPath()],
      ...["--timeout", String(options.timeout)],
      ...place,
      "--guarded",
    ],
    env: PYTHON_ENVIRONMENT,
    ...{ stdin: "piped", stdout: "piped", stderr: "piped" }, // an input that closes tells it to end
  }).spawn();
  const { success, signal, code, stdout, stderr } = await child.output();
  await child.stdin.close().catch(() => {}); // it is gone already
  if (success) return JSON.parse(new TextDecoder().decode(stdout)) as Answer;
  const said = new TextDecoder().decode(stderr);
  endKernel(said);
  const how = signal === null ? `with code ${code}` : `by ${signal}`;
  const words = said.replace(/^kernel \d+\n/, "").trim().split("\n").slice(-12).join("\n");
  throw new ExecutionError(`Cannot run ${path}: the executor was ended ${how}.\n${words}`.trim());
}

/** The kernel that an executor named, and could not end itself. */
function endKernel(said: string): void {
  const pid = /^kernel (\d+)$/m.exec(said)?.[1];
  try {
    if (pid !== undefined) Deno.kill(Number(pid), "SIGKILL");
  } catch {
    // it died with the executor
  }
}

/**
 * A port may have been taken between choosing and binding it: then a kernel dies at once. And a machine
 * that is busy elsewhere may lose prints on the way.
 */
function isWorthAnother({ failure }: Answer): boolean {
  return failure?.kind === "loss" || (failure?.kind === "death" && failure.cell === null);
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
