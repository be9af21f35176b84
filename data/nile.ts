/** A hundred years of the Nile. */
import { optional, settings, text } from "../lib/math/mod.ts";
import { parseTable } from "./parse_table.ts";
import { readText } from "./read_text.ts";

const OPTIONS = settings({ csv: optional(text) });

/** One row a year. */
export interface Nile {
  /** 1871 to 1970. */
  readonly years: readonly number[];
  /** The flow at Aswan in that year, 10⁸ m³. */
  readonly volumes: readonly number[];
}

/**
 * The yearly flow of the Nile at Aswan, 1871 to 1970 (see data/README.md).
 *
 * @param options csv: the text of a table with the same columns, in place of ours
 * @throws {TableError} when the table is damaged, naming the place
 * @example
 * ```ts
 * import { nile } from "data";
 * import { assertEquals } from "@std/assert";
 *
 * const { years, volumes } = await nile();
 * assertEquals([years[0], volumes[0], volumes.length], [1871, 1120, 100]);
 * ```
 */
export async function nile(options: { readonly csv?: string } = {}): Promise<Nile> {
  const given = OPTIONS.read("load nile", options);
  const csv = given.csv ?? await readText("nile", "./nile.csv");
  const columns = parseTable(csv, ["year", "volume"]);
  return { years: columns.year, volumes: columns.volume };
}
