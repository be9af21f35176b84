// Runs notebooks, side by side on the cores there are, and saves them in their one normal form.
//
//   deno task notebooks              all chapters, in place
//   deno task notebooks 02 03        these
//   deno task notebooks --check      runs them and compares with what is saved; writes nothing
//   deno task notebooks --format     lays the code out as deno fmt does; runs nothing
//   deno task notebooks --timeout 300
import { writeAtomic, WriteError } from "lib/notebook";
import { fileURLToPath } from "node:url";
import { formatCells } from "./gate/layout.ts";
import { firstDifference } from "./notebook/compare.ts";
import { executeNotebook, ExecutionError } from "./notebook/execute.ts";
import {
  chapterSlugs,
  findChapter,
  type NotebookFile,
  readChapter,
  ROOT,
  UnknownChapterError,
} from "./notebook/files.ts";
import { NotebookFormatError, serialiseNotebook } from "./notebook/format.ts";
import { normalise } from "./notebook/normalise.ts";
import { MissingToolError, requireDeno, requirePython } from "./support/environment.ts";
import { UnknownOptionError } from "./support/options.ts";
import { PARTS, removeLeftovers, requirePlace } from "./support/place.ts";
import { runTask, say } from "./support/task.ts";

/** What the command line asks for. */
export type RunOptions = {
  readonly chapters: readonly string[];
  readonly mode: "save" | "check" | "format";
  readonly timeout: number;
};

/**
 * Reads the command line.
 * @throws {UnknownOptionError}
 */
export function runOptions(args: readonly string[]): RunOptions {
  const options = { chapters: [] as string[], mode: "save" as RunOptions["mode"], timeout: 120 };
  for (let index = 0; index < args.length; index++) {
    const word = args[index]!;
    if (word === "--check") options.mode = "check";
    else if (word === "--format") options.mode = "format";
    else if (word === "--timeout") options.timeout = seconds(args[++index]);
    else if (word.startsWith("-")) {
      throw new UnknownOptionError(word, ["--check", "--format", "--timeout SECONDS"]);
    } else options.chapters.push(word);
  }
  return options;
}

function seconds(word: string | undefined): number {
  const value = Number(word);
  if (word !== undefined && Number.isFinite(value) && value > 0) return value;
  throw new UnknownOptionError(`--timeout ${word ?? ""}`, ["--timeout SECONDS"]);
}

async function main(): Promise<number> {
  requireDeno();
  const options = runOptions(Deno.args);
  const slugs = await chapterSlugs();
  const wanted = options.chapters.length === 0
    ? slugs
    : options.chapters.map((name) => findChapter(name, slugs));
  if (options.mode === "format") return await layOut(wanted);
  const python = await requirePython(["nbclient", "nbformat"]);
  if (options.mode === "save") {
    for (const slug of wanted) await requirePlace(new URL(`notebooks/${slug}.ipynb`, ROOT));
    await removeLeftovers(new URL("notebooks/", ROOT), PARTS);
  }
  const failures = await sideBySide(wanted, (slug) => runOne(slug, python.path, options));
  failures.forEach(say);
  say(`${wanted.length - failures.length} notebooks passed, ${failures.length} failed`);
  return failures.length === 0 ? 0 : 1;
}

/** Lays the code cells out; what they showed stays. */
async function layOut(slugs: readonly string[]): Promise<number> {
  const chapters = await Promise.all(slugs.map((slug) => readChapter(slug)));
  const config = fileURLToPath(new URL("deno.json", ROOT));
  const formatted = await formatCells(chapters.map(({ notebook }) => notebook), config);
  for (const [which, { path, notebook, text }] of chapters.entries()) {
    const cells = notebook.cells.map((cell, index) => ({
      ...cell,
      source: formatted[which]?.get(index) ?? cell.source,
    }));
    const fresh = serialiseNotebook(normalise({ ...notebook, cells }));
    if (fresh === text) continue;
    await writeAtomic(new URL(path, ROOT), fresh);
    say(`laid out ${path}`);
  }
  return 0;
}

/** Runs one chapter; gives what went wrong, in words, or nothing. */
async function runOne(
  slug: string,
  python: string,
  options: RunOptions,
): Promise<string | undefined> {
  const started = performance.now();
  try {
    const chapter = await readChapter(slug);
    const path = fileURLToPath(new URL(chapter.path, ROOT));
    const run = await executeNotebook(path, { python, timeout: options.timeout });
    const fresh = normalise(run, fileURLToPath(ROOT).replace(/[/\\]$/, ""));
    const complaint = options.mode === "check"
      ? differenceOf(chapter, serialiseNotebook(fresh), firstDifference(chapter.notebook, fresh))
      : await writeAtomic(path, serialiseNotebook(fresh)).then(() => undefined);
    say(`${slug} ${((performance.now() - started) / 1000).toFixed(1)} s`);
    return complaint;
  } catch (error) {
    if (error instanceof ExecutionError || error instanceof NotebookFormatError) {
      return error.message;
    }
    throw error;
  }
}

function differenceOf(
  chapter: NotebookFile,
  fresh: string,
  difference: string | undefined,
): string | undefined {
  if (chapter.text === fresh) return undefined;
  const what = difference ?? "only in how the file is written down";
  return `${chapter.path} is not what a fresh run gives: ${what}\n` +
    `  (\`deno task notebooks ${chapter.slug.slice(0, 2)}\` saves a fresh run)`;
}

/** Does the work for every item, as many at a time as there are cores; gives what was found. */
async function sideBySide<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R | undefined>,
): Promise<R[]> {
  const queue = [...items];
  const found: R[] = [];
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
      const result = await work(item);
      if (result !== undefined) found.push(result);
    }
  };
  await Promise.all(Array.from({ length: navigator.hardwareConcurrency }, worker));
  return found;
}

if (import.meta.main) {
  await runTask(main, [MissingToolError, UnknownChapterError, UnknownOptionError, WriteError]);
}
