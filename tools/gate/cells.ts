import type { NotebookFile } from "../notebook/files.ts";
import { type Cell, isRun, sourceOf } from "../notebook/format.ts";
import type { Finding } from "./finding.ts";

const MOST_LINES = 25;
const MOST_IMPORT_LINES = 8;

/** Cells are short, imports stand in one, and nothing names one machine. */
export function cellFindings(chapter: NotebookFile): readonly Finding[] {
  const { cells } = chapter.notebook;
  const importing = cells.flatMap((cell, index) =>
    isRun(cell) && /^\s*import[\s{*]/m.test(sourceOf(cell)) ? [index] : []
  );
  return cells.flatMap((cell, index) =>
    [
      ...codeFindings(cell),
      ...importing[0] === index ? importFindings(cell) : [],
      ...importing.slice(1).includes(index)
        ? [`a second import cell (the first is cell ${importing[0]})`]
        : [],
      ...namesOneMachine(sourceOf(cell)) ? ["it names a path or address of one machine"] : [],
    ].map((what) => ({ where: `${chapter.path} cell ${index}`, what }))
  );
}

function codeFindings(cell: Cell): readonly string[] {
  if (!isRun(cell)) return [];
  const lines = filledLines(cell);
  return [
    ...lines > MOST_LINES ? [`${lines} lines of code (12 read well, ${MOST_LINES} at most)`] : [],
    ...(/\bimport\.meta\b/.test(sourceOf(cell))
      ? ["import.meta is a syntax error in the kernel"]
      : []),
  ];
}

function importFindings(cell: Cell): readonly string[] {
  const own = [...sourceOf(cell).matchAll(/ from "chapters\//g)].length; // every chapter has these
  const lines = filledLines(cell) - own;
  return lines > MOST_IMPORT_LINES
    ? [
      `an import cell of ${lines} lines beside the chapter's own, expected at most ${MOST_IMPORT_LINES}`,
    ]
    : [];
}

function filledLines(cell: Cell): number {
  return sourceOf(cell).split("\n").filter((line) => line.trim() !== "").length;
}

function namesOneMachine(text: string): boolean {
  return /(?<![\w.])\/(?:root|work|home|tmp|Users)\/\w/.test(text) ||
    /https?:\/\/[^\s)"']*(?:localhost|127\.0\.0\.1)/.test(text);
}
