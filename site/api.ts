/** Folders of lib that have an entry point, in reading order. */
const folders = ["math", "nn", "prob", "prob/tensor", "inference", "inference/tensor"]
  .concat("sequence", "control", "envs", "agents", "viz", "notebook");

/**
 * Writes the API reference from lib's docstrings, as `deno doc --html` makes it.
 *
 * @param root the project's folder
 * @param output folder for the pages; made anew
 * @returns whether there was anything to document
 * @throws {Error} with Deno's own words when it fails
 */
export async function writeApi(root: string, output: string): Promise<boolean> {
  const entries: string[] = [];
  for (const folder of folders) {
    const path = `lib/${folder}/mod.ts`;
    if (await Deno.stat(`${root}/${path}`).then(() => true, () => false)) entries.push(path);
  }
  if (entries.length === 0) return false;
  const command = new Deno.Command(Deno.execPath(), {
    args: ["doc", "--quiet", "--html", "--name=ELBO to SAC", `--output=${output}`, ...entries],
    cwd: root,
    env: { NO_COLOR: "1" },
    stdout: "piped",
    stderr: "piped",
  });
  const { success, stderr } = await command.output();
  if (!success) {
    throw new Error(`Cannot write the API reference: ${new TextDecoder().decode(stderr)}`);
  }
  return true;
}
