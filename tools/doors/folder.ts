/** A folder's spoilt calls in a process of their own, which may hang or die without harm. */
import type { Tried } from "./tries.ts";

/** How long to wait, and where the calls are written down. */
export interface Trial {
  /** A call that has not ended by then never will, ms; on a busy machine a slow one may. */
  readonly patience: number;
  /** The module with `FOLDERS`. */
  readonly table: URL;
}

/** The calls of this project, with patience for a busy machine. */
export const OURS: Trial = {
  patience: 20_000,
  table: new URL("./calls/mod.ts", import.meta.url),
};

/** What the child says. */
type Said =
  | { readonly tries: number }
  | { readonly broken: string; readonly words: string }
  | { readonly begins: number; readonly name: string }
  | Tried;

/**
 * Tries all calls of a folder.
 *
 * @param name of the folder
 * @param trial how long to wait for a call, and where the calls are
 * @returns one for each spoilt call, in order
 */
export async function triedFolder(name: string, trial = OURS): Promise<readonly Tried[]> {
  const all: Tried[] = [];
  for (let from = 0;;) {
    const stopped = await triedFrom({ ...trial, name, from }, all);
    if (stopped === undefined) return all;
    all.push({ name: stopped.name, outcome: "hang", words: "no answer" });
    from = stopped.begins + 1;
  }
}

const CHILD = new URL("./child.ts", import.meta.url).href;

/** One process, until its end or that of our patience; says which call it was at, if one. */
async function triedFrom(
  { name, from, patience, table }: Trial & { readonly name: string; readonly from: number },
  all: Tried[],
) {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", CHILD, table.href, name, `${from}`],
    stdout: "piped",
    stderr: "null",
  }).spawn();
  let current: { begins: number; name: string } | undefined;
  let alarm: ReturnType<typeof setTimeout> | undefined;
  let said = 0;
  for await (const line of linesOf(child.stdout)) {
    clearTimeout(alarm);
    const heard = JSON.parse(line) as Said;
    said++;
    if ("broken" in heard) {
      throw new Error(`the good call of ${heard.broken} in ${name} is none: ${heard.words}`);
    } else if ("begins" in heard) {
      current = heard;
      alarm = setTimeout(() => child.kill("SIGKILL"), patience);
    } else if ("outcome" in heard) {
      all.push(heard);
      current = undefined;
    }
  }
  clearTimeout(alarm);
  const { success } = await child.status;
  if (!success && current === undefined) throw new Error(`${name}: the child failed at ${said}`);
  return current;
}

async function* linesOf(bytes: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let rest = "";
  for await (const text of bytes.pipeThrough(new TextDecoderStream() as never)) {
    const lines = (rest + text).split("\n");
    rest = lines.pop()!;
    yield* lines;
  }
}
