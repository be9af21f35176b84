// Opens JupyterLab on the learner's own copies of the notebooks.
//
//   deno task lab                    makes my/ on first opening; nothing there is overwritten
//   deno task lab --no-browser       options of `jupyter lab` pass on
import { WriteError } from "lib/notebook";
import { chapterSlugs, ROOT } from "./notebook/files.ts";
import { COPIES, makeCopies } from "./support/copies.ts";
import {
  MissingToolError,
  requireDeno,
  requireIsolated,
  requirePython,
} from "./support/environment.ts";
import { denoKernel, registerKernel } from "./support/kernelspec.ts";
import { runShown, runTask, say } from "./support/task.ts";

async function main(): Promise<number> {
  requireDeno();
  const python = await requirePython(["jupyterlab"]);
  requireIsolated(python);
  await registerKernel(python.prefix, denoKernel(python.path, Deno.execPath(), ROOT));
  const made = await makeCopies(ROOT, await chapterSlugs());
  if (made.length > 0) {
    say(`Your own copies: ${made.map((slug) => `${COPIES}${slug}.ipynb`).join(", ")}`);
  }
  say("The kernel runs with all permissions, as every notebook's does: run what you trust.");
  // Ctrl-C goes to JupyterLab, too, which asks whether it should end; so wait for its answer
  Deno.addSignalListener("SIGINT", () => {});
  return await runShown(python.path, ["-m", "jupyterlab", ...Deno.args], new URL(COPIES, ROOT));
}

if (import.meta.main) await runTask(main, [MissingToolError, WriteError]);
