/** Reading a table of numbers from comma-separated text, strictly. */
// @ts-types="npm:@types/d3-dsv@3.0.7"
import { csvParseRows } from "d3-dsv";
import { door, list, text } from "../lib/math/mod.ts";

const checkTable = door("read table", { csv: text, columns: list(text) });

/** A CSV does not say what it should; names the place. */
export class TableError extends RangeError {
  override readonly name = "TableError";
  /** The line in the text, from 1 (the header). */
  readonly line: number;
  /** The column's name, if one is to blame. */
  readonly column: string | undefined;

  constructor(line: number, column: string | undefined, got: string, expected: string) {
    const place = column === undefined ? `line ${line}` : `line ${line}, column ${column}`;
    super(`Cannot read table: ${place} is ${got}, expected ${expected}`);
    this.line = line;
    this.column = column;
  }
}

/** A decimal number as CSV writers write it: no empty text, no hexadecimal, no blanks. */
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/**
 * The named columns of a CSV with a header, as numbers. Every row must have all cells of the
 * header and finite decimal numbers in the named columns; lines may end in LF or CRLF.
 *
 * @param csv the text
 * @param columns which columns, in which order
 * @returns one array of numbers for each column, all of one length ≥ 1
 * @throws {TableError} naming line, column, got and expected
 * @example
 * ```ts
 * import { parseTable } from "data";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(parseTable("a,b\n1,2\n3,4\n", ["b"]), { b: [2, 4] });
 * ```
 */
export function parseTable<Name extends string>(
  csv: string,
  columns: readonly Name[],
): { readonly [name in Name]: readonly number[] } {
  checkTable({ csv, columns });
  const [header = [], ...rows] = csvParseRows(csv.replace(/^\ufeff/, ""));
  for (const name of columns) {
    if (header.filter((column) => column === name).length !== 1) {
      const got = `the header ${JSON.stringify(header.join(","))}`;
      throw new TableError(1, undefined, got, `a header with the column ${name} once`);
    }
  }
  if (rows.length === 0) throw new TableError(2, undefined, "missing", "a row of numbers");
  rows.forEach((row, i) => {
    if (row.length === header.length) return;
    throw new TableError(i + 2, undefined, `${row.length} cells`, `${header.length} cells`);
  });
  const entries = columns.map((name) => [name, readColumn(rows, header.indexOf(name), name)]);
  return Object.fromEntries(entries);
}

function readColumn(rows: readonly string[][], at: number, name: string): readonly number[] {
  return rows.map((row, i) => {
    const cell = row[at]!;
    const value = Number(cell);
    if (DECIMAL.test(cell) && Number.isFinite(value)) return value;
    throw new TableError(i + 2, name, JSON.stringify(cell), "a finite decimal number");
  });
}
