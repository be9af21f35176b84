/**
 * Runs a task, or says how it is used when `--help` is asked for: an error that says what to do is shown as words, any other with its trace; either
 * way the exit code is 1.
 * @param friendly the classes of errors whose message is all there is to know
 */
export async function runTask(
  task: () => Promise<number | void>,
  // deno-lint-ignore no-explicit-any
  friendly: readonly (abstract new (...args: any[]) => Error)[] = [],
): Promise<never> {
  if (asksForHelp(Deno.args)) {
    say(usage(await Deno.readTextFile(new URL(Deno.mainModule))));
    Deno.exit(0);
  }
  try {
    Deno.exit((await task()) ?? 0);
  } catch (error) {
    const known = friendly.some((kind) => error instanceof kind);
    // deno-lint-ignore no-console -- a task speaks to a person at a terminal
    console.error(known ? (error as Error).message : refusedWrite(error) ?? error);
    Deno.exit(1);
  }
}

/** In words, that a folder may not be written to; nothing for any other error. */
function refusedWrite(error: unknown): string | undefined {
  const isRefused = error instanceof Deno.errors.PermissionDenied ||
    (error instanceof Error && "code" in error && error.code === "EROFS");
  if (!isRefused) return undefined;
  return `Cannot go on: ${error.message}. Tasks write into the project's folder; if it is not yours ` +
    "to write in, copy it to one that is.";
}

/** Whether the words of a command line ask for help; what follows `--` is for someone else. */
export function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  return args.slice(0, end < 0 ? args.length : end).some((word) =>
    word === "--help" || word === "-h"
  );
}

/** How a task is used: the comment its file begins with. */
export function usage(source: string): string {
  const lines = source.split("\n");
  const end = lines.findIndex((line) => !line.startsWith("//"));
  return lines.slice(0, end).map((line) => line.replace(/^\/\/ ?/, "")).join("\n");
}

/** Says a line to the person at the terminal. */
export function say(line: string): void {
  // deno-lint-ignore no-console -- a task speaks to a person at a terminal
  console.log(line);
}

/** Runs this Deno with arguments, showing what it says; gives its exit code. */
export async function runDeno(args: readonly string[], cwd?: URL): Promise<number> {
  return await runShown(Deno.execPath(), args, cwd);
}

/** Runs a command, showing what it says; gives its exit code. */
export async function runShown(
  command: string,
  args: readonly string[],
  cwd?: URL,
  env: Readonly<Record<string, string>> = {},
): Promise<number> {
  const options = { args: [...args], env: { ...env }, ...(cwd === undefined ? {} : { cwd }) };
  const child = new Deno.Command(command, options).spawn();
  return (await child.status).code;
}

/** What a command said. */
export type Said = { readonly code: number; readonly out: string; readonly err: string };

/** Runs a command and listens; colours are off. */
export async function runHeard(
  command: string,
  args: readonly string[],
  cwd?: URL,
): Promise<Said> {
  const { code, stdout, stderr } = await new Deno.Command(command, {
    args: [...args],
    env: { NO_COLOR: "1" },
    ...(cwd === undefined ? {} : { cwd }),
  }).output();
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: decode(stdout), err: decode(stderr) };
}
