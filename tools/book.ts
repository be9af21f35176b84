// Runs all notebooks and builds the site from them.
//
//   deno task book                   into _site/
//   deno task book --serve           and shows it, at port 8000
//   deno task book --serve --port N  at another
//   deno task book --no-solutions    without the solutions, for a class
//   deno task book --base /course/   for a subfolder of a web site
//   deno task book --no-run          from the notebooks as they are saved
//   deno task book --out DIR         into another folder
//   deno task book --no-api          without the reference of the library
import { WriteError } from "lib/notebook";
import { PortError, requireFreePort } from "../site/serve.ts";
import { ROOT } from "./notebook/files.ts";
import { MissingToolError, requireDeno } from "./support/environment.ts";
import { requirePlace } from "./support/place.ts";
import { runDeno, runTask } from "./support/task.ts";

async function main(): Promise<number> {
  requireDeno();
  if (!Deno.args.includes("--help")) await requirePlace(new URL("site/pages/book.md", ROOT));
  const rest = Deno.args.filter((word) => word !== "--no-run");
  // said now, and not when all notebooks have been run
  if (rest.includes("--serve")) requireFreePort(portAsked(rest));
  if (rest.length === Deno.args.length) {
    const code = await runDeno(["run", "--allow-all", "tools/run_notebooks.ts"], ROOT);
    if (code !== 0) return code;
  }
  const build = ["run", "--allow-all", "--config", "site/deno.json", "site/build.ts"];
  return await runDeno([...build, ...rest], ROOT);
}

/** The port on the command line; what is none is left to the site to refuse. */
function portAsked(words: readonly string[]): number {
  const at = words.findIndex((word) => word.startsWith("--port"));
  const port = Number(words[at]?.split("=")[1] ?? words[at + 1]);
  return at >= 0 && Number.isInteger(port) && port >= 0 && port <= 65535 ? port : 8000;
}

if (import.meta.main) await runTask(main, [MissingToolError, PortError, WriteError]);
