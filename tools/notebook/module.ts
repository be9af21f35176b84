import { type Cell, hasTag, isRun, type Notebook, sourceOf } from "./format.ts";

/** Where a line of the joined module comes from. */
export type Place = {
  readonly cell: number;
  readonly line: number;
  /** The cell is meant to fail: errors in it are what it shows. */
  readonly onPurpose: boolean;
};

/** A notebook's code cells as one TypeScript module. */
export type JoinedModule = {
  readonly text: string;
  /** For each line of `text`, its cell; `undefined` for lines that were put in. */
  readonly places: readonly (Place | undefined)[];
};

type Line = { readonly text: string; readonly place: Place | undefined };

/**
 * Joins the code cells, in order. A cell that fails on purpose goes into a `try`, so that what
 * follows it does not count as unreachable; what it declares is its own.
 */
export function joinCells(notebook: Notebook): JoinedModule {
  const lines = notebook.cells.flatMap((cell, index) => isRun(cell) ? cellLines(cell, index) : []);
  lines.push(added("export {};"));
  return {
    text: lines.map((line) => `${line.text}\n`).join(""),
    places: lines.map((line) => line.place),
  };
}

/** Says where a line of the module stands, counted from 1 within its cell. */
export function placeOf(module: JoinedModule, line: number): Place | undefined {
  return module.places[line - 1];
}

function cellLines(cell: Cell, index: number): readonly Line[] {
  const onPurpose = hasTag(cell, "shows-error");
  const lines = sourceOf(cell).split("\n").map((text, row) => ({
    text,
    place: { cell: index, line: row + 1, onPurpose },
  }));
  if (!onPurpose) return lines;
  return [added("try {"), ...lines, added("} catch { /* shown on purpose */ }")];
}

function added(text: string): Line {
  return { text, place: undefined };
}
