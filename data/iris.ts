/** Four lengths of 150 irises. */
import { optional, settings, text } from "../lib/math/mod.ts";
import { parseTable } from "./parse_table.ts";
import { readText } from "./read_text.ts";

const OPTIONS = settings({ csv: optional(text) });

/** The columns of {@link Iris.points}, in order. */
const LENGTHS = ["sepal_length", "sepal_width", "petal_length", "petal_width"] as const;

/** 150 irises, in the order of the file. */
export interface Iris {
  /** What was measured, four names. */
  readonly names: readonly string[];
  /** `[150][4]`, centimetres. */
  readonly points: readonly (readonly number[])[];
  /** `[150]`: 1 setosa, 2 versicolor, 3 virginica. */
  readonly species: readonly number[];
}

/**
 * Fisher's irises: sepals and petals of 150 flowers of three species (see data/README.md).
 *
 * @param options csv: the text of a table with the same columns, in place of ours
 * @throws {TableError} when the table is damaged, naming the place
 * @example
 * ```ts
 * import { iris } from "data";
 * import { assertEquals } from "@std/assert";
 *
 * const { points, species } = await iris();
 * assertEquals([points[0], species[149]], [[5.1, 3.5, 1.4, 0.2], 3]);
 * ```
 */
export async function iris(options: { readonly csv?: string } = {}): Promise<Iris> {
  const given = OPTIONS.read("load iris", options);
  const csv = given.csv ?? await readText("iris", "./iris.csv");
  const { species, ...columns } = parseTable(csv, ["species", ...LENGTHS]);
  const points = species.map((_, i) => LENGTHS.map((name) => columns[name][i]!));
  return { names: LENGTHS, points, species };
}
