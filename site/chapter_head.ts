import { type Chapter, partOf } from "../notebooks/catalogue.ts";
import { type Cell, textOf } from "../tools/notebook/format.ts";
import { escapeHtml, segments } from "./prose.ts";

/** A cell, or what stands below the title. */
export type Piece = Cell | "lead";

/** Above the title: the part. */
export function kicker(chapter: Chapter): string {
  const part = partOf(chapter);
  return `<p class="kicker">Part ${part.numeral} <span>${escapeHtml(part.title)}</span></p>`;
}

/** Below the title: the question, and the notebook to take home. */
export function lead(chapter: Chapter): string {
  const file = `${chapter.slug}.ipynb`;
  return `<div class="chapter-lead"><p class="question">${
    escapeHtml(chapter.question)
  }</p><p class="take"><a href="./notebooks/${file}" download>Download this chapter as a notebook` +
    `</a></p></div>`;
}

/** Puts the lead below the first title, which is the catalogue's where the notebook has none. */
export function withTitle(cells: readonly Cell[], chapter: Chapter): readonly Piece[] {
  for (const [i, cell] of cells.entries()) {
    if (cell.cell_type !== "markdown") continue;
    const parts = segments(textOf(cell.source));
    const at = parts.findIndex(({ kind, source }) => kind === "heading" && source.startsWith("# "));
    if (at < 0) continue;
    const part = (from: number, to?: number): Cell => {
      return { ...cell, source: parts.slice(from, to).map(({ source }) => source).join("") };
    };
    return [...cells.slice(0, i), part(0, at + 1), "lead", part(at + 1), ...cells.slice(i + 1)];
  }
  const title = `# ${chapter.number} · ${chapter.title}`;
  return [{ cell_type: "markdown", id: "title", source: title, metadata: {} }, "lead", ...cells];
}
