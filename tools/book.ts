// Runs all notebooks and builds the site from them.
//
//   deno task book                   into _site/
//   deno task book --serve           and shows it
//   deno task book --no-solutions    without the solutions, for a class
//   deno task book --base /course/   for a subfolder of a web site
//   deno task book --no-run          from the notebooks as they are saved
import { WriteError } from "lib/notebook";
import { ROOT } from "./notebook/files.ts";
import { MissingToolError, requireDeno } from "./support/environment.ts";
import { requirePlace } from "./support/place.ts";
import { runDeno, runTask } from "./support/task.ts";

async function main(): Promise<number> {
  requireDeno();
  if (!Deno.args.includes("--help")) await requirePlace(new URL("site/pages/book.md", ROOT));
  const rest = Deno.args.filter((word) => word !== "--no-run");
  if (rest.length === Deno.args.length && !rest.includes("--help")) {
    const code = await runDeno(["run", "--allow-all", "tools/run_notebooks.ts"], ROOT);
    if (code !== 0) return code;
  }
  const build = ["run", "--allow-all", "--config", "site/deno.json", "site/build.ts"];
  return await runDeno([...build, ...rest], ROOT);
}

if (import.meta.main) await runTask(main, [MissingToolError, WriteError]);
