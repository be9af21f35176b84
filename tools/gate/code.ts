import type { NotebookFile } from "../notebook/files.ts";
import { joinCells, type JoinedModule, placeOf } from "../notebook/module.ts";
import { runHeard } from "../support/task.ts";
import type { Finding } from "./finding.ts";
import { layoutFindings } from "./layout.ts";

/** A chapter and its cells as one module, written where Deno's tools can read it. */
type Written = {
  readonly chapter: NotebookFile;
  readonly module: JoinedModule;
  readonly path: string;
};

/**
 * Type-checks, lints and checks the layout of the notebooks' code with Deno's own tools, each
 * notebook as one module.
 * @param root the project's folder, whose deno.json counts
 */
export async function codeFindings(
  chapters: readonly NotebookFile[],
  root: URL,
): Promise<readonly Finding[]> {
  if (chapters.length === 0) return [];
  const folder = await Deno.makeTempDir({ prefix: "elbo-to-sac-" });
  try {
    const written = await Promise.all(chapters.map((chapter) => write(chapter, folder)));
    const config = decodeURIComponent(new URL("deno.json", root).pathname);
    const all = await Promise.all([
      lint(written, config),
      layoutFindings(chapters, config),
      typeCheck(written, config),
    ]);
    return all.flat();
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function write(chapter: NotebookFile, folder: string): Promise<Written> {
  const module = joinCells(chapter.notebook);
  const path = `${folder}/${chapter.slug}.cells.ts`;
  await Deno.writeTextFile(path, module.text);
  return { chapter, module, path };
}

async function typeCheck(written: readonly Written[], config: string): Promise<readonly Finding[]> {
  const paths = written.map(({ path }) => path);
  const { code, err } = await runHeard(Deno.execPath(), [
    "check",
    "--quiet",
    "--config",
    config,
    ...paths,
  ]);
  if (code === 0) return [];
  const complaints = typeErrors(err);
  const placed = complaints.flatMap(({ path, line, message }) => {
    const where = written.find((each) => path === `file://${each.path}`);
    return where === undefined ? [] : placedFinding(where, line, message);
  });
  // what lies in no cell is shown as it is, rather than passed over
  const elsewhere = complaints.some((each) =>
    !paths.some((path) => each.path === `file://${path}`)
  );
  return complaints.length === 0 || elsewhere
    ? [...placed, { where: "deno check of the notebooks", what: err.trim().slice(0, 2000) }]
    : placed;
}

type Complaint = { readonly path: string; readonly line: number; readonly message: string };

/** Reads the errors out of what `deno check` says. */
export function typeErrors(said: string): readonly Complaint[] {
  const error = /^(TS\d+) \[ERROR\]: ([\s\S]*?)\n\s+at (file:\/\/\S+?):(\d+):\d+$/gm;
  return [...said.matchAll(error)].map((match) => ({
    path: match[3] ?? "",
    line: Number(match[4]),
    message: `${match[1]} ${firstLine(match[2] ?? "")}`,
  }));
}

function firstLine(text: string): string {
  return text.split("\n")[0] ?? "";
}

async function lint(written: readonly Written[], config: string): Promise<readonly Finding[]> {
  const paths = written.map(({ path }) => path);
  const said = await runHeard(Deno.execPath(), ["lint", "--json", "--config", config, ...paths]);
  const { diagnostics, errors } = JSON.parse(said.out) as LintReport;
  return [
    ...diagnostics.flatMap(({ filename, range, message, code }) => {
      const where = written.find((each) => filename === `file://${each.path}`);
      if (where === undefined) return [];
      return placedFinding(where, range.start.line, `${message} (lint: ${code})`);
    }),
    ...errors.map(({ file_path, message }) => {
      const where = written.find((each) => file_path.endsWith(each.path));
      return { where: where?.chapter.path ?? file_path, what: message };
    }),
  ];
}

type LintReport = {
  readonly diagnostics: readonly {
    readonly filename: string;
    readonly range: { readonly start: { readonly line: number } };
    readonly message: string;
    readonly code: string;
  }[];
  readonly errors: readonly { readonly file_path: string; readonly message: string }[];
};

/** Puts a complaint where its cell is; a cell that fails on purpose has none. */
function placedFinding({ chapter, module }: Written, line: number, what: string): Finding[] {
  const place = placeOf(module, line);
  if (place === undefined) return [{ where: chapter.path, what }];
  if (place.onPurpose) return [];
  return [{ where: `${chapter.path} cell ${place.cell} line ${place.line}`, what }];
}
