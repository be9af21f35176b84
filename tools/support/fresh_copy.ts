import {
  type Cell,
  hasTag,
  type Notebook,
  parseNotebook,
  serialiseNotebook,
  sourceOf,
} from "../notebook/format.ts";

/**
 * A chapter as a learner first opens it: nothing is answered before it is asked. The cells show
 * nothing yet, and each solution lies folded below a heading, where JupyterLab hides it until the
 * heading is opened; Run All runs it all the same.
 *
 * @param text the chapter as saved
 * @param name for errors
 * @throws {NotebookFormatError} when it is no notebook
 */
export function freshCopy(text: string, name: string): string {
  const notebook = parseNotebook(text, name);
  const cells = notebook.cells.flatMap((cell, index) => copied(cell, notebook.cells[index - 1]));
  const fresh: Notebook = { ...notebook, cells };
  return serialiseNotebook(fresh);
}

function copied(cell: Cell, before: Cell | undefined): readonly Cell[] {
  if (cell.cell_type === "code") return [{ ...cell, outputs: [], execution_count: null }];
  const text = sourceOf(cell);
  const solution = /^\*\*(Solution \d\d\.\d+)\.?\*\*\s*/.exec(text);
  if (solution !== null && hasTag(cell, "solution")) {
    const rest = text.slice(solution[0].length);
    const words: Cell = { ...cell, source: rest };
    return [folded(cell, solution[1] ?? "Solution"), ...rest === "" ? [] : [words]];
  }
  // a folded heading hides all that follows, up to the next heading
  const follows = before !== undefined && hasTag(before, "solution") && !hasTag(cell, "solution");
  return [follows ? { ...cell, source: headed(text) } : cell];
}

function folded(cell: Cell, title: string): Cell {
  const metadata = { ...cell.metadata, "jp-MarkdownHeadingCollapsed": true };
  return { ...cell, id: `${cell.id}-heading`.slice(-64), metadata, source: `#### ${title}` };
}

/** `**Exercise 02.2 (open).** Now …` → a heading and its text. */
function headed(text: string): string {
  if (/^#{1,4} /.test(text)) return text;
  const title = /^\*\*([^*\n]+?)\.?\*\*\s*/.exec(text);
  return title === null
    ? `#### Next\n\n${text}`
    : `#### ${title[1]}\n\n${text.slice(title[0].length)}`;
}
