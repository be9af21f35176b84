// Layout, lint, types and the notebook gate: everything that can be said without running a test.
//
//   deno task check
import {
  allFindings,
  codeFindings,
  type Finding,
  houseFindings,
  readSources,
  report,
  type SourceFile,
} from "./gate/mod.ts";
import { readChapters, ROOT } from "./notebook/files.ts";
import { NotebookFormatError } from "./notebook/format.ts";
import { MissingToolError, requireDeno } from "./support/environment.ts";
import { exists } from "./support/exists.ts";
import { runHeard, runTask, say } from "./support/task.ts";

/** A step of the check: what it found, in words; nothing when all is well. */
type Step = { readonly name: string; readonly run: () => Promise<string> };

const STEPS: readonly Step[] = [
  { name: "layout", run: () => deno(["fmt", "--check"]) },
  { name: "lint", run: () => deno(["lint", "--quiet"]) },
  { name: "types", run: typeCheck },
  { name: "types of the site", run: siteTypeCheck },
  { name: "notebooks", run: notebookGate },
];

/** Folders whose TypeScript is checked together, under the project's own deno.json. */
const CODE = ["lib", "notebooks", "data", "tools", "tests"] as const;

async function main(): Promise<number> {
  requireDeno();
  const steps = await Promise.all(STEPS.map(timed));
  const failed = steps.filter(({ complaint }) => complaint !== "");
  for (const { name, complaint, seconds } of steps) {
    say(`${complaint === "" ? "ok    " : "FAILED"} ${name} (${seconds.toFixed(1)} s)`);
  }
  for (const { name, complaint } of failed) say(`\n${name}:\n${complaint}`);
  say(`\n${steps.length - failed.length} checks passed, ${failed.length} failed`);
  return failed.length === 0 ? 0 : 1;
}

async function timed({ name, run }: Step) {
  const started = performance.now();
  const complaint = await run();
  return { name, complaint, seconds: (performance.now() - started) / 1000 };
}

/** Runs Deno; gives what it complains about. */
async function deno(args: readonly string[]): Promise<string> {
  const { code, out, err } = await runHeard(Deno.execPath(), args, ROOT);
  return code === 0 ? "" : withoutTrace(`${out}${err}`);
}

/** Deno's release builds end every failure with a trace of their own, which says nothing. */
function withoutTrace(text: string): string {
  return text.replace(/\n+Stack backtrace:[\s\S]*$/, "").trim() || "it failed without a word";
}

async function typeCheck(): Promise<string> {
  const files = (await readSources(ROOT, CODE)).filter(({ path }) =>
    !path.startsWith("lib/nn/assembly/") // AssemblyScript: `deno task kernels` checks its types
  );
  return await deno(["check", "--quiet", ...files.map(({ path }) => path)]);
}

/** The site has packages of its own, which are fetched when it is built for the first time. */
async function siteTypeCheck(): Promise<string> {
  if (!await exists(new URL("site/node_modules/", ROOT))) {
    say("note: site/ is not type-checked; `deno task book` fetches the packages it needs");
    return "";
  }
  // site/pages is made by the build; site/theme runs in a browser and is built by Vite
  const files = (await readSources(ROOT, ["site"])).filter(({ path }) =>
    !/^site\/(?:pages|theme)\//.test(path)
  );
  const paths = files.map(({ path }) => path);
  return await deno(["check", "--quiet", "--config", "site/deno.json", ...paths]);
}

async function notebookGate(): Promise<string> {
  try {
    const [chapters, tests, library, modules, readme] = await Promise.all([
      readChapters(),
      readSources(ROOT, ["tests"]),
      readSources(ROOT, ["lib"]),
      readSources(ROOT, ["notebooks"]),
      Deno.readTextFile(new URL("README.md", ROOT)),
    ]);
    const findings: readonly Finding[] = [
      ...allFindings(chapters, tests, [...library, ...modules.filter(isOfChapter)]),
      ...houseFindings(chapters, { modules, tests, readme }, library),
      ...await codeFindings(chapters, ROOT),
    ];
    return report(findings);
  } catch (error) {
    if (error instanceof NotebookFormatError) return error.message;
    throw error;
  }
}

/** The catalogue beside the chapters' folders is a list, and as long as the course. */
function isOfChapter({ path }: SourceFile): boolean {
  return path.split("/").length > 2;
}

if (import.meta.main) await runTask(main, [MissingToolError]);
