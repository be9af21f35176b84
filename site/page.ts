import { kicker, lead, type Piece, withTitle } from "./chapter_head.ts";
import type { Chapter } from "../notebooks/catalogue.ts";
import {
  type EquationIndex,
  linkReferences,
  rewriteLinks,
  withoutEquationAnchors,
  type WrittenChapter,
} from "./equations.ts";
import { type Cell, hasTag, textOf } from "../tools/notebook/format.ts";
import { renderOutputs } from "./outputs.ts";
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
  const place: Place = { chapter, context, renderer, figures: { stem: chapter.slug, next: 0 } };
  const cells = withTitle(notebook.cells, chapter);
  const assets: Asset[] = [];
  const blocks: string[] = [];
  for (const group of solutionGroups(cells)) {
    if (group.isSolution && context.solutions === "left out") continue;
    const rendered = await renderGroup(group, place);
    assets.push(...rendered.assets);
    blocks.push(rendered.html);
  }
  const html = `${kicker(chapter)}${blocks.filter(Boolean).join("\n")}`;
  return { html, assets };
}

/** Where a cell stands, and what renders it. */
interface Place {
  readonly chapter: Chapter;
  readonly context: PageContext;
  readonly renderer: PageRenderer;
  readonly figures: FigureCounter;
}

interface CellGroup {
  readonly isSolution: boolean;
  readonly cells: Piece[];
}

/** Neighbouring solution cells fold away together; a bold "Solution NN.n" begins a new fold. */
function solutionGroups(cells: readonly Piece[]): readonly CellGroup[] {
  const groups: CellGroup[] = [];
  for (const cell of cells) {
    const isSolution = cell !== "lead" && hasTag(cell, "solution");
    const last = groups.at(-1);
    const begins = isSolution && solutionTitle(textOf(cell.source)) !== undefined;
    if (last !== undefined && last.isSolution === isSolution && !begins) {
      last.cells.push(cell);
    } else groups.push({ isSolution, cells: [cell] });
  }
  return groups;
}

/** Bold words or a heading "Solution NN.n" at the beginning of a cell. */
const solutionStart = /^\s*(?:#+\s*(Solution[^\n]*)|\*\*(Solution[^*\n]*)\*\*)\s*/;

function solutionTitle(markdown: string): string | undefined {
  const match = solutionStart.exec(markdown);
  return (match?.[1] ?? match?.[2])?.replace(/[.:\s]+$/, "");
}

async function renderGroup({ isSolution, cells }: CellGroup, place: Place): Promise<Rendered> {
  const [first] = cells;
  const title = isSolution && first !== undefined && first !== "lead"
    ? solutionTitle(textOf(first.source)) ?? "Solution"
    : undefined;
  const rendered: Rendered[] = [];
  for (const [i, cell] of cells.entries()) {
    rendered.push(
      cell === "lead"
        ? { html: lead(place.chapter), assets: [] }
        : await renderCell(i === 0 && title !== undefined ? untitled(cell) : cell, place),
    );
  }
  const html = rendered.map((each) => each.html).filter(Boolean).join("\n");
  return {
    html: title === undefined ? html : foldedSolution(title, html),
    assets: rendered.flatMap((each) => each.assets),
  };
}

function untitled(cell: Cell): Cell {
  if (cell.cell_type !== "markdown") return cell;
  return { ...cell, source: textOf(cell.source).replace(solutionStart, "") };
}

function foldedSolution(title: string, inner: string): string {
  return `<details class="solution"><summary>${escapeHtml(title)}</summary>${inner}</details>`;
}

async function renderCell(cell: Cell, place: Place): Promise<Rendered> {
  const source = textOf(cell.source);
  if (cell.cell_type === "raw" || source.trim() === "") {
    return { html: "", assets: [] };
  }
  const { chapter, context, renderer, figures } = place;
  if (cell.cell_type === "markdown") {
    const markdown = pageProse(source, chapter.slug, context);
    return { html: (await renderer.prose(markdown)).trim(), assets: [] };
  }
  const outputs = await renderOutputs(cell.outputs ?? [], figures, renderer);
  const code = await renderer.code(source.trimEnd());
  return { html: code + outputs.html, assets: outputs.assets };
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
