import type { NotebookFile } from "../notebook/files.ts";
import { serialiseNotebook, sourceOf } from "../notebook/format.ts";
import { normalise } from "../notebook/normalise.ts";
import type { Finding } from "./finding.ts";

const HEAVY = 3_000_000;

/** The file opens everywhere: normal form, Deno's kernel, cells with names, links that lead on. */
export function fileFindings(
  chapter: NotebookFile,
  all: readonly NotebookFile[],
): readonly Finding[] {
  const { notebook, text } = chapter;
  const kernel = notebook.metadata.kernelspec as { readonly name?: unknown } | undefined;
  const ids = notebook.cells.map((cell) => cell.id);
  return [
    ...kernel?.name === "deno" ? [] : ['its kernel is not named "deno"'],
    ...ids.some((id) => typeof id !== "string" || id === "") ? ["a cell without an id"] : [],
    ...new Set(ids).size < ids.length ? ["two cells with one id"] : [],
    ...text === serialiseNotebook(normalise(notebook))
      ? []
      : ["not saved in the normal form: `deno task notebooks` writes it"],
    ...text.length > HEAVY
      ? [`${(text.length / 1e6).toFixed(1)} MB: too heavy to open on GitHub`]
      : [],
    ...linkFindings(chapter, all),
  ].map((what) => ({ where: chapter.path, what }));
}

/** Links to chapters, `[…](02-elbo.ipynb#eq-elbo-1)`, lead to what is there. */
function linkFindings(chapter: NotebookFile, all: readonly NotebookFile[]): readonly string[] {
  const prose = proseOf(chapter);
  return [...prose.matchAll(/\]\(([^)\s#]*)(?:#([^)\s]*))?\)/g)].flatMap((match) => {
    const [, file = "", anchor] = match;
    if (file !== "" && !/^\d\d-[\w-]+\.ipynb$/.test(file)) return [];
    const target = file === "" ? chapter : all.find((each) => `${each.slug}.ipynb` === file);
    if (target === undefined) return [`a link to ${file}, which is not there`];
    return anchor === undefined || !anchor.startsWith("eq-") || hasAnchor(target, anchor)
      ? []
      : [`a link to ${file}#${anchor}, an anchor that is not there`];
  });
}

function hasAnchor(chapter: NotebookFile, anchor: string): boolean {
  return new RegExp(`<a id="${RegExp.escape(anchor)}"`).test(proseOf(chapter));
}

function proseOf(chapter: NotebookFile): string {
  return chapter.notebook.cells.filter((cell) => cell.cell_type === "markdown")
    .map(sourceOf).join("\n\n");
}
