/** Reads a map drawn with letters. */
import { refusal } from "../../math/mod.ts";

/** What a letter of a map may be, and what it means. */
const LETTERS = "'#' wall, '.' floor, 'S' start, 'G' goal, '~' mud, '!' pit";

/** A place one can be in. */
export interface GridCell {
  readonly state: number;
  /** From 0, downwards. */
  readonly row: number;
  /** From 0, to the right. */
  readonly column: number;
  readonly letter: string;
}

/** A map: its size, and its cells row by row without the walls; a cell's index is its state. */
export interface GridMap {
  readonly rows: number;
  readonly columns: number;
  readonly cells: readonly GridCell[];
}

/**
 * Reads a map, one row a line. An empty first and last line and the indentation that all rows share
 * are no part of it, so that it may stand in a template literal.
 * @throws {RangeError} for an unknown letter, rows of different
 *   lengths or indented by different characters, more empty lines, and a map without a start
 */
export function readGridMap(doing: string, map: string): GridMap {
  const lines = linesOf(doing, map);
  const columns = lines[0]!.length;
  const cells: GridCell[] = [];
  lines.forEach((line, row) => {
    if (line.length !== columns) {
      const wish = `${columns} as row 0`;
      throw new RangeError(refusal(doing, `the length of row ${row}`, line.length, wish));
    }
    [...line].forEach((letter, column) => {
      requireLetter(doing, letter, row, column);
      if (letter !== "#") cells.push({ state: cells.length, row, column, letter });
    });
  });
  if (!cells.some(({ letter }) => letter === "S")) {
    throw new RangeError(refusal(doing, "map", lines.join("\n"), "an 'S' to start from"));
  }
  return { rows: lines.length, columns, cells };
}

function requireLetter(doing: string, letter: string, row: number, column: number): void {
  if (letter.length === 1 && "#.SG~!".includes(letter)) return;
  const at = `the letter in row ${row}, column ${column} of the map`;
  throw new RangeError(refusal(doing, at, letter, LETTERS));
}

/** The rows without what stands around them for the sake of the program's layout. */
function linesOf(doing: string, map: string): readonly string[] {
  const lines = map.split("\n").map((line) => line.trimEnd());
  if (lines[0] === "" && lines.length > 1) lines.shift();
  if (lines.at(-1) === "" && lines.length > 1) lines.pop();
  const drawn = lines.filter((line) => line !== "");
  if (lines[0] === "" && drawn.length > 0) {
    const wish = "a row of letters; at most one empty line may stand before the map";
    throw new RangeError(refusal(doing, "row 0 of the map", "", wish));
  }
  const margin = Math.min(...drawn.map((line) => line.search(/\S/)));
  const common = lines[0]!.slice(0, margin);
  lines.forEach((line, row) => {
    if (line === "" || line.startsWith(common)) return;
    const at = `the indentation of row ${row}`;
    const wish = `${JSON.stringify(common)} as row 0, all tabs or all blanks`;
    throw new RangeError(refusal(doing, at, line.slice(0, margin), wish));
  });
  return lines.map((line) => line.slice(margin));
}
