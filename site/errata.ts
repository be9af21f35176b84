import { type Cell, hasTag, textOf } from "../tools/notebook/format.ts";
import type { WrittenChapter } from "./equations.ts";
import { cellsHtml, type Page, type PageContext } from "./page.ts";
import { escapeHtml } from "./prose.ts";
import type { Asset } from "./rendered.ts";

/** The page's name. */
export const errataPage = "errata";

/** Whether a chapter tells of slips that it does not need for its story. */
export function hasErrata({ notebook }: WrittenChapter): boolean {
  return notebook.cells.some((cell) => hasTag(cell, "erratum"));
}

/** All slips of the lecture notes that teach nothing by themselves, each beside its counterexample. */
export async function errataOf(
  written: readonly WrittenChapter[],
  context: PageContext,
): Promise<Page | undefined> {
  const told = written.filter(hasErrata);
  if (told.length === 0) return undefined;
  const blocks: string[] = [];
  const assets: Asset[] = [];
  for (const each of told) {
    const { chapter, notebook } = each;
    const cells = notebook.cells.filter((cell) => hasTag(cell, "erratum") && !isHeading(cell))
      .map((cell) => fromHere(cell, chapter.slug));
    const shown = await cellsHtml(cells, {
      chapter,
      context,
      renderer: context.renderers.page(),
      figures: { stem: `${chapter.slug}-errata`, next: 0 },
      here: errataPage,
    });
    blocks.push(
      `<section class="errata-chapter" id="errata-${chapter.number}"><h2>${chapter.number} · ` +
        `<a href="./${chapter.slug}.html">${
          escapeHtml(chapter.title)
        }</a></h2>${shown.html}</section>`,
    );
    assets.push(...shown.assets);
  }
  return {
    name: errataPage,
    front: { title: "Errata of the lecture notes", outline: [2, 3], prev: false, next: false },
    html: `<h1>Errata of the lecture notes</h1><p>${introduction}</p>${blocks.join("\n")}`,
    searched: "",
    assets,
  };
}

const introduction = "This course follows a set of lecture notes on latent variables, control as " +
  "inference and inverse reinforcement learning. They are good; in print and on their slides a few " +
  "symbols went astray, and the same slips live in much public code. Where a slip teaches something " +
  "it is told in its chapter. The others are collected here, each with a world in which the printed " +
  "line gives a wrong number, computed by the cell below it.";

/** The appendix' own heading and what it says to a reader in the lab: this page has both. */
function isHeading(cell: Cell): boolean {
  return cell.cell_type === "markdown" && /^## /.test(textOf(cell.source));
}

/** Links within the chapter lead back into it. */
function fromHere(cell: Cell, slug: string): Cell {
  if (cell.cell_type !== "markdown") return cell;
  return { ...cell, source: textOf(cell.source).replaceAll("](#", `](${slug}.ipynb#`) };
}
