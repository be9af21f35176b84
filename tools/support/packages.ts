/** What a learner's cells import: everything behind these doors is there before the first one runs. */
const DOORS = ["lib/notebook/mod.ts", "lib/agents/mod.ts", "lib/inference/tensor/mod.ts"] as const;

/**
 * Fetches the packages that the library needs, the first time; later there is nothing to do. Deno
 * says a line for each; here one line counts them.
 *
 * @param write shows text at the terminal; the line is begun anew with a carriage return
 * @returns whether all are there
 */
export async function fetchPackages(
  root: URL,
  write: (text: string) => void,
): Promise<boolean> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["cache", ...DOORS, "data/mod.ts"],
    cwd: root,
    env: { NO_COLOR: "1" },
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const { count, said } = await countDownloads(child.stderr, write);
  if (count > 0) write("\n");
  const { success } = await child.status;
  if (!success) write(`${said.join("\n")}\n`);
  return success;
}

/** Counts the lines that tell of a download; keeps the others, for when something is wrong. */
export async function countDownloads(
  stderr: ReadableStream<Uint8Array<ArrayBuffer>>,
  write: (text: string) => void,
): Promise<{ readonly count: number; readonly said: readonly string[] }> {
  let [count, rest] = [0, ""];
  const said: string[] = [];
  for await (const text of stderr.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (!line.startsWith("Download ")) said.push(line);
      else write(`\rFetching what the notebooks need, once: ${++count} files`);
    }
  }
  return { count, said };
}
