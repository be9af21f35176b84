/** Four doses, twenty animals. */
import { optional, settings, text } from "../lib/math/mod.ts";
import { parseTable } from "./parse_table.ts";
import { readText } from "./read_text.ts";

const OPTIONS = settings({ csv: optional(text) });

/** One row a dose, from the lowest. */
export interface Bioassay {
  /** The logarithm of the dose in g/ml. */
  readonly logDoses: readonly number[];
  /** How many animals were given it. */
  readonly animals: readonly number[];
  /** How many of them died. */
  readonly deaths: readonly number[];
}

/**
 * A bioassay: deaths among five animals at each of four doses of a compound (see data/README.md).
 *
 * @param options csv: the text of a table with the same columns, in place of ours
 * @throws {TableError} when the table is damaged, naming the place
 * @example
 * ```ts
 * import { bioassay } from "data";
 * import { assertEquals } from "@std/assert";
 *
 * const { logDoses, deaths } = await bioassay();
 * assertEquals([logDoses[3], deaths], [0.73, [0, 1, 3, 5]]);
 * ```
 */
export async function bioassay(options: { readonly csv?: string } = {}): Promise<Bioassay> {
  const given = OPTIONS.read("load bioassay", options);
  const csv = given.csv ?? await readText("bioassay", "./bioassay.csv");
  const columns = parseTable(csv, ["log_dose", "animals", "deaths"]);
  return { logDoses: columns.log_dose, animals: columns.animals, deaths: columns.deaths };
}
