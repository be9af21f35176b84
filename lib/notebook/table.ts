import { display } from "./display.ts";
import { DIGITS, numberText } from "./number_text.ts";
import { dictionary, list, setting, settings, shapeOf, wrongKind } from "../math/mod.ts";

const DOING = "show a table";
const CELL = "a text, a number, true or false";
const cell = shapeOf<string | number | boolean>(
  CELL,
  (value) =>
    ["string", "number", "boolean"].includes(typeof value) ? undefined : wrongKind(value, CELL),
);
const ROWS = list(dictionary(cell, "an object of column titles and cells"));
const TABLE = settings({ digits: setting(DIGITS, 6) });

/** A row of a table: column title → cell. */
export type Row = { readonly [column: string]: string | number | boolean };

/**
 * Shows rows as a table; numbers stand right, words left. Every row must have the same columns.
 *
 * @param rows at least one
 * @param options `digits`: decimals of numbers that are not whole; default 6
 * @throws {TypeError} when rows is no list of rows, a cell is none, or an option is unknown
 * @throws {RangeError} when there are no rows, or a row has other columns than the first
 *
 * @example
 * ```ts
 * import { table } from "lib/notebook";
 * await table([{ coin: "fair", "p(heads)": 0.5 }, { coin: "bent", "p(heads)": 0.9 }]);
 * ```
 */
export async function table(
  rows: readonly Row[],
  options: { readonly digits?: number } = {},
): Promise<void> {
  const { digits } = TABLE.read(DOING, options);
  const columns = columnsOf(rows);
  const cells = rows.map((row) => columns.map((column) => cellText(row[column]!, digits)));
  const right = columns.map((column) => rows.every((row) => typeof row[column] === "number"));
  await display({
    "text/plain": plainTable([columns, ...cells], right),
    "text/markdown": markdownTable(columns, cells, right),
  });
}

function columnsOf(rows: readonly Row[]): string[] {
  const [first, ...others] = ROWS.check(DOING, "rows", rows);
  const columns = Object.keys(first!);
  for (const [i, row] of others.entries()) {
    const got = Object.keys(row);
    if (got.join("\n") === columns.join("\n")) continue;
    throw new RangeError(
      `Cannot show a table: row ${i + 1} has the columns ${got.join(", ")}, ` +
        `expected ${columns.join(", ")}`,
    );
  }
  return columns;
}

function cellText(cell: string | number | boolean, digits: number): string {
  return typeof cell === "number" ? numberText(cell, digits) : String(cell);
}

function plainTable(lines: readonly (readonly string[])[], right: readonly boolean[]): string {
  const widths = right.map((_, c) => Math.max(...lines.map((cells) => cells[c]!.length)));
  const pad = (text: string, c: number) =>
    right[c] === true ? text.padStart(widths[c]!) : text.padEnd(widths[c]!);
  return lines.map((cells) => cells.map(pad).join("  ").trimEnd()).join("\n");
}

function markdownTable(
  columns: readonly string[],
  cells: readonly (readonly string[])[],
  right: readonly boolean[],
): string {
  const escape = (text: string) => text.replaceAll("|", "\\|").replaceAll("\n", " ");
  const joined = (texts: readonly string[]) => `| ${texts.map(escape).join(" | ")} |`;
  const rulers = right.map((isRight) => (isRight ? "---:" : ":---"));
  return [joined(columns), joined(rulers), ...cells.map(joined)].join("\n");
}
