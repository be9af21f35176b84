// Opens JupyterLab on the learner's own copies of the notebooks.
//
//   deno task lab                    makes my/ on first opening; nothing there is overwritten
//   deno task lab --no-browser       options of `jupyter lab` pass on (`--help-all` lists them)
import { WriteError } from "lib/notebook";
import { chapterSlugs, ROOT } from "./notebook/files.ts";
import { NotebookFormatError } from "./notebook/format.ts";
import { chapterToOpen, COPIES, makeCopies } from "./support/copies.ts";
import {
  MissingToolError,
  requireDeno,
  requireIsolated,
  requirePython,
} from "./support/environment.ts";
import { denoKernel, registerKernel } from "./support/kernelspec.ts";
import { labArguments, labEnvironment } from "./support/lab_arguments.ts";
import { fetchPackages } from "./support/packages.ts";
import { runShown, runTask, say } from "./support/task.ts";

async function main(): Promise<number> {
  requireDeno();
  const python = await requirePython(["jupyterlab"]);
  requireIsolated(python);
  await registerKernel(python.prefix, denoKernel(python.path, Deno.execPath(), ROOT));
  const slugs = await chapterSlugs();
  const made = await makeCopies(ROOT, slugs);
  if (made.length > 0) {
    say(`Your own copies: ${made.map((slug) => `${COPIES}${slug}.ipynb`).join(", ")}`);
  }
  if (!await fetchPackages(ROOT, write)) return 1;
  say("The kernel runs with all permissions, as every notebook's does: run what you trust.");
  const isRoot = Deno.uid() === 0;
  if (isRoot) {
    say(
      "You are the machine's administrator (root), as in a container: JupyterLab is told to allow " +
        "it; it listens on this machine only, and asks for the token in its address.",
    );
  }
  // Ctrl-C goes to JupyterLab, too, which asks whether it should end; so wait for its answer
  Deno.addSignalListener("SIGINT", () => {});
  const config = decodeURIComponent(new URL("lab/config", ROOT).pathname);
  const env = labEnvironment(config, Deno.env.get("JUPYTER_CONFIG_PATH"));
  const chapter = await chapterToOpen(ROOT, slugs);
  const args = labArguments(chapter, isRoot, Deno.args);
  return await runShown(python.path, args, new URL(COPIES, ROOT), env);
}

function write(text: string): void {
  Deno.stderr.writeSync(new TextEncoder().encode(text));
}

if (import.meta.main) await runTask(main, [MissingToolError, NotebookFormatError, WriteError]);
