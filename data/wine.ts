/** Thirteen measurements of 178 wines. */
import { optional, settings, text } from "../lib/math/mod.ts";
import { parseTable } from "./parse_table.ts";
import { readText } from "./read_text.ts";

const OPTIONS = settings({ csv: optional(text) });

/** The columns of {@link Wine.points}, in order. */
const MEASUREMENTS = [
  "alcohol",
  "malic_acid",
  "ash",
  "alcalinity",
  "magnesium",
  "phenols",
  "flavanoids",
  "nonflavanoid_phenols",
  "proanthocyanins",
  "colour",
  "hue",
  "dilution",
  "proline",
] as const;

/** 178 wines from one region, in the order of the file. */
export interface Wine {
  /** What was measured, thirteen names. */
  readonly names: readonly string[];
  /** `[178][13]`, each column in a unit of its own. */
  readonly points: readonly (readonly number[])[];
  /** `[178]`: which grape the wine was made of, 1, 2 or 3. */
  readonly cultivars: readonly number[];
}

/**
 * The UCI wine data: 13 chemical measurements of 178 wines of three cultivars (see data/README.md).
 *
 * @param options csv: the text of a table with the same columns, in place of ours
 * @throws {TableError} when the table is damaged, naming the place
 * @example
 * ```ts
 * import { wine } from "data";
 * import { assertEquals } from "@std/assert";
 *
 * const { points, cultivars } = await wine();
 * assertEquals([points.length, points[0]![0], cultivars[0]], [178, 14.23, 1]);
 * ```
 */
export async function wine(options: { readonly csv?: string } = {}): Promise<Wine> {
  const given = OPTIONS.read("load wine", options);
  const csv = given.csv ?? await readText("wine", "./wine.csv");
  const { cultivar, ...columns } = parseTable(csv, ["cultivar", ...MEASUREMENTS]);
  const points = cultivar.map((_, i) => MEASUREMENTS.map((name) => columns[name][i]!));
  return { names: MEASUREMENTS, points, cultivars: cultivar };
}
