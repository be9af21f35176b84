import { type Cell, hasTag, textOf } from "../tools/notebook/format.ts";
import type { Piece } from "./chapter_head.ts";

/** How neighbouring cells of one tag stand on the page. */
export type Fold = "plain" | "algorithm" | "check" | "deeper" | "erratum" | "numbers" | "solution";

/** Cells that stand together. */
export interface CellGroup {
  readonly fold: Fold;
  /** What a fold is called that brings its own title. */
  readonly title?: string;
  readonly cells: readonly Piece[];
}

const folds: readonly Fold[] = [
  "solution",
  "erratum",
  "check",
  "deeper",
  "numbers",
  "algorithm",
];

/** Neighbours with one tag fold away together; a title of its own begins a new fold. */
export function groupsOf(cells: readonly Piece[]): readonly CellGroup[] {
  const groups: { fold: Fold; title?: string; cells: Piece[] }[] = [];
  for (const cell of cells) {
    const fold = foldOf(cell);
    const title = cell === "lead" ? undefined : titleOf(textOf(cell.source), fold);
    const last = groups.at(-1);
    if (last !== undefined && last.fold === fold && title === undefined) last.cells.push(cell);
    else {
      groups.push({
        fold,
        cells: [title === undefined ? cell : untitled(cell as Cell, fold)],
        ...title === undefined ? {} : { title },
      });
    }
  }
  return groups;
}

function foldOf(cell: Piece): Fold {
  if (cell === "lead") return "plain";
  return folds.find((fold) => hasTag(cell, fold)) ?? "plain";
}

/** Bold words or a heading at the beginning of a cell: "Solution NN.n", "Deeper: …". */
const starts: Partial<Record<Fold, RegExp>> = {
  solution: /^\s*(?:#+\s*(Solution[^\n]*)|\*\*(Solution[^*\n]*)\*\*)\s*/,
  deeper: /^\s*(?:#+\s*(Deeper[^\n]*)|\*\*(Deeper[^*\n]*)\*\*)\s*/,
};

function titleOf(markdown: string, fold: Fold): string | undefined {
  const match = starts[fold]?.exec(markdown);
  return (match?.[1] ?? match?.[2])?.replace(/[.:\s]+$/, "");
}

function untitled(cell: Cell, fold: Fold): Cell {
  if (cell.cell_type !== "markdown") return cell;
  return { ...cell, source: textOf(cell.source).replace(starts[fold]!, "") };
}
