import { type Chapter, partOf, stem } from "./chapters.ts";
import {
  type EquationIndex,
  linkReferences,
  rewriteLinks,
  withoutEquationAnchors,
  type WrittenChapter,
} from "./equations.ts";
import { type Cell, hasTag, joined } from "./notebook.ts";
import { type Asset, type FigureCounter, type Rendered, renderOutputs } from "./outputs.ts";
import { escapeHtml, guardProse } from "./prose.ts";

/** What a page needs to know of the rest of the book. */
export interface PageContext {
  readonly equations: EquationIndex;
  /** Stems of all written chapters. */
  readonly stems: ReadonlySet<string>;
  readonly solutions: "shown" | "left out";
}

/** A page of the site: Markdown for VitePress, and the files it shows. */
export interface Page {
  readonly name: string;
  readonly markdown: string;
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
  const { chapter, notebook } = written;
  const figures: FigureCounter = { stem: stem(chapter), next: 0 };
  const assets: Asset[] = [];
  const blocks: string[] = [];
  for (const group of solutionGroups(notebook.cells)) {
    if (group.isSolution && context.solutions === "left out") continue;
    const rendered: Rendered[] = [];
    for (const cell of group.cells) {
      rendered.push(await renderCell(cell, chapter, context, figures));
    }
    assets.push(...rendered.flatMap((each) => each.assets));
    const markdown = rendered.map((each) => each.markdown).filter(Boolean);
    blocks.push(group.isSolution ? foldedSolution(markdown) : markdown.join("\n\n"));
  }
  const body = withHeader(blocks.filter(Boolean).join("\n\n"), chapter);
  return {
    name: stem(chapter),
    markdown: `${frontmatter(chapter)}\n\n${body}\n`,
    assets,
  };
}

interface CellGroup {
  readonly isSolution: boolean;
  readonly cells: Cell[];
}

/** Neighbouring solution cells fold away together; a bold "Solution NN.n" begins a new fold. */
function solutionGroups(cells: readonly Cell[]): readonly CellGroup[] {
  const groups: CellGroup[] = [];
  for (const cell of cells) {
    const isSolution = hasTag(cell, "solution");
    const last = groups.at(-1);
    const begins = isSolution &&
      solutionTitle(joined(cell.source)) !== undefined;
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

function foldedSolution(blocks: readonly string[]): string {
  const [first = "", ...rest] = blocks;
  const title = solutionTitle(first) ?? "Solution";
  const inner = [first.replace(solutionStart, ""), ...rest].filter(Boolean);
  return `<details class="solution">\n<summary>${escapeHtml(title)}</summary>\n\n` +
    `${inner.join("\n\n")}\n\n</details>`;
}

async function renderCell(
  cell: Cell,
  chapter: Chapter,
  context: PageContext,
  figures: FigureCounter,
): Promise<Rendered> {
  const source = joined(cell.source);
  if (cell.cell_type === "raw" || source.trim() === "") {
    return { markdown: "", assets: [] };
  }
  if (cell.cell_type === "markdown") {
    return { markdown: pageProse(source, stem(chapter), context), assets: [] };
  }
  const outputs = await renderOutputs(cell.outputs ?? [], figures);
  const code = codeFence(source.trimEnd());
  return {
    markdown: [code, outputs.markdown].filter(Boolean).join("\n\n"),
    assets: outputs.assets,
  };
}

/** The words of a Markdown cell, with links that work on the site. */
export function pageProse(
  markdown: string,
  here: string,
  context: PageContext,
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

function codeFence(source: string): string {
  const longest = Math.max(
    2,
    ...[...source.matchAll(/`+/g)].map(([ticks]) => ticks.length),
  );
  const fence = "`".repeat(longest + 1);
  return `${fence}ts\n${source}\n${fence}`;
}

function frontmatter(chapter: Chapter): string {
  return [
    "---",
    `title: ${JSON.stringify(`${chapter.number} · ${chapter.title}`)}`,
  ]
    .concat(
      `description: ${JSON.stringify(chapter.question)}`,
      "outline: [2, 3]",
      "---",
    )
    .join("\n");
}

/** Above the title: the part; below it: the question, and the notebook to take home. */
function withHeader(body: string, chapter: Chapter): string {
  const part = partOf(chapter);
  const kicker = `<p class="kicker" v-pre>Part ${part.numeral} <span>${
    escapeHtml(part.title)
  }</span></p>`;
  const file = `${stem(chapter)}.ipynb`;
  const lead =
    `<div class="chapter-lead" v-pre><p class="question">${
      escapeHtml(chapter.question)
    }</p><p class="take"><a href="./notebooks/${file}" download>Download this chapter as a notebook` +
    `</a></p></div>`;
  const title = /^# .*$/m.exec(body);
  if (title === null) {
    return `${kicker}\n\n# ${chapter.number} · ${chapter.title}\n\n${lead}\n\n${body}`;
  }
  const end = title.index + title[0].length;
  return `${kicker}\n\n${body.slice(0, end)}\n\n${lead}${body.slice(end)}`;
}
