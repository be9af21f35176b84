import { kicker, lead, type Piece, withTitle } from "./chapter_head.ts";
import type { Chapter } from "../notebooks/catalogue.ts";
import {
  type EquationIndex,
  linkReferences,
  rewriteLinks,
  withoutEquationAnchors,
  type WrittenChapter,
} from "./equations.ts";
import { hasTag, type Output, textOf } from "../tools/notebook/format.ts";
import { foldedCheck, foundLines, isCheck } from "./check_output.ts";
import type { LiveFiles, LiveName } from "./live_bundle.ts";
import { type CellGroup, type Fold, groupsOf } from "./folds.ts";
import { renderOutputs } from "./outputs.ts";
import { pinAddress } from "./pins.ts";
import { resultHtml, type ResultMime } from "./result_output.ts";
import type { Asset, FigureCounter, Rendered } from "./rendered.ts";
import { escapeHtml, guardProse } from "./prose.ts";
import type { PageRenderer, Renderers } from "./renderer.ts";

/** What a page needs to know of the rest of the book. */
export interface PageContext {
  readonly equations: EquationIndex;
  /** Stems of all written chapters. */
  readonly stems: ReadonlySet<string>;
  readonly solutions: "shown" | "left out";
  readonly renderers: Renderers;
  /** Slug → names of the results that a test holds. */
  readonly pins: ReadonlyMap<string, ReadonlySet<string>>;
  /** Slug → what the chapter shows under a name, in order. */
  readonly results: ReadonlyMap<string, readonly ResultMime[]>;
  /** The explorables there are, by chapter and name. */
  readonly live: ReadonlyMap<LiveName, LiveFiles>;
}

/** A page of the site. */
export interface Page {
  readonly name: string;
  /** What VitePress is told of it: title, layout … Nothing of it comes from a notebook. */
  readonly front: Readonly<Record<string, unknown>>;
  /** What it shows: whole, and harmless. */
  readonly html: string;
  /** What the search knows of it. */
  readonly searched: string;
  readonly assets: readonly Asset[];
}

/**
 * Turns a notebook as executed into a page.
 *
 * @throws {BookError} for a dead link between notebooks
 */
export async function chapterPage(
  written: WrittenChapter,
  context: PageContext,
): Promise<Page> {
  const { chapter } = written;
  const shown = await chapterHtml(written, context, context.renderers.page());
  const searched = await chapterHtml(written, context, context.renderers.search());
  return {
    name: chapter.slug,
    front: {
      title: `${chapter.number} · ${chapter.title}`,
      description: chapter.question,
      outline: [2, 3],
    },
    html: shown.html,
    searched: searched.html.replaceAll(/<figure class="figure"[\s\S]*?<\/figure>/g, " "),
    assets: shown.assets,
  };
}

async function chapterHtml(
  { chapter, notebook }: WrittenChapter,
  context: PageContext,
  renderer: PageRenderer,
): Promise<Rendered> {
  const figures = { stem: chapter.slug, next: 0 };
  const place: Place = { chapter, context, renderer, figures, here: chapter.slug };
  const own = notebook.cells.filter((cell) => !hasTag(cell, "erratum"));
  const { html, assets } = await cellsHtml(withTitle(own, chapter), place);
  const errata = own.length === notebook.cells.length ? "" : errataLink(chapter);
  return { html: `${kicker(chapter)}${html}${errata}`, assets };
}

function errataLink({ number }: Chapter): string {
  return `<p class="errata-link">Slips of the lecture notes that this chapter found: ` +
    `<a href="./errata.html#errata-${number}">appendix</a>.</p>`;
}

/** Where a cell stands, and what renders it. */
export interface Place {
  readonly chapter: Chapter;
  readonly context: PageContext;
  readonly renderer: PageRenderer;
  readonly figures: FigureCounter;
  /** The page's name. */
  readonly here: string;
}

/** Cells as they stand on a page: what is tagged so is folded away. */
export async function cellsHtml(cells: readonly Piece[], place: Place): Promise<Rendered> {
  const assets: Asset[] = [];
  const blocks: string[] = [];
  for (const group of groupsOf(cells)) {
    if (group.fold === "solution" && place.context.solutions === "left out") continue;
    const rendered: Rendered[] = [];
    for (const cell of group.cells) rendered.push(await renderPiece(cell, group.fold, place));
    assets.push(...rendered.flatMap((each) => each.assets));
    blocks.push(folded(group, rendered.map((each) => each.html).filter(Boolean).join("\n")));
  }
  return { html: blocks.filter(Boolean).join("\n"), assets };
}

function folded({ fold, title, cells }: CellGroup, inner: string): string {
  switch (fold) {
    case "plain":
    case "erratum":
      return inner;
    case "algorithm":
      return `<div class="algorithm">${inner}</div>`;
    case "check":
      return foldedCheck(foundLines(cells.flatMap(outputsOf)), inner);
    case "deeper":
    case "solution":
      return details(fold, title ?? (fold === "deeper" ? "Deeper" : "Solution"), inner);
    case "numbers":
      return details(fold, "All numbers of this chapter, and the tests that hold them", inner);
    default:
      throw new TypeError(`Cannot fold cells: fold is ${fold satisfies never}`);
  }
}

function outputsOf(cell: Piece): readonly Output[] {
  return cell === "lead" ? [] : cell.outputs ?? [];
}

function details(kind: string, title: string, inner: string): string {
  return `<details class="${kind}"><summary>${escapeHtml(title)}</summary>${inner}</details>`;
}

async function renderPiece(cell: Piece, fold: Fold, place: Place): Promise<Rendered> {
  const { chapter, context, renderer, here } = place;
  if (cell === "lead") return { html: lead(chapter), assets: [] };
  const source = textOf(cell.source);
  if (cell.cell_type === "raw" || source.trim() === "") return { html: "", assets: [] };
  if (cell.cell_type === "markdown") {
    const markdown = pageProse(source, here, context);
    return { html: (await renderer.prose(markdown)).trim(), assets: [] };
  }
  if (fold === "numbers") return { html: numbersTable(place), assets: [] };
  const kept = (cell.outputs ?? []).filter((output) => fold !== "check" || !isCheck(output));
  const pinned = pinLinks(place);
  const outputs = await renderOutputs(kept, place.figures, renderer, pinned, context.live);
  const code = await renderer.code(source.trimEnd());
  return { html: code + outputs.html, assets: outputs.assets };
}

/** The address of a result's test, where there is one. */
function pinLinks({ chapter, context }: Place): (name: string) => string | undefined {
  const names = context.pins.get(chapter.slug) ?? new Set();
  return (name) => names.has(name) ? pinAddress(chapter, name) : undefined;
}

function numbersTable(place: Place): string {
  const rows = place.context.results.get(place.chapter.slug) ?? [];
  const pinned = pinLinks(place);
  return `<div class="numbers-list">${rows.map((each) => resultHtml(each, pinned)).join("")}</div>`;
}

/** The words of a Markdown cell, with links that work on the site. */
export function pageProse(
  markdown: string,
  here: string,
  context: Pick<PageContext, "equations" | "stems">,
): string {
  const linked = linkReferences(
    rewriteLinks(
      withoutEquationAnchors(markdown, context.equations),
      context.stems,
      here,
    ),
    context.equations,
    here,
  );
  return guardProse(linked).trim();
}
