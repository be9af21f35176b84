import { dsvFormat as format, type DSVParsedArray } from "d3-dsv";

/**
 * d3-dsv's format, for Vega's loader, but that a table's rows become objects without a function being
 * compiled from the names of its columns: the page allows none.
 */
export function dsvFormat(delimiter: string) {
  const own = format(delimiter);
  return { ...own, parse: (text: string) => objects(own.parseRows(text)) };
}

function objects([columns = [], ...rows]: readonly string[][]): DSVParsedArray<string> {
  const list = rows.map((row) =>
    Object.fromEntries(columns.map((name, i) => [name, row[i] ?? ""]))
  );
  return Object.assign(list, { columns }) as unknown as DSVParsedArray<string>;
}
