/** Handwritten digits, 8×8. */
import { optional, refusal, settings, text } from "../lib/math/mod.ts";
import { parseTable } from "./parse_table.ts";
import { readText } from "./read_text.ts";

const OPTIONS = settings({ csv: optional(text) });
const DOING = "load optical digits";

/** Digits, in the order of the file. */
export interface OpticalDigits {
  /** `[N][64]`, row by row from the top; how many of 16 points of a pixel have ink, 0 to 16. */
  readonly images: readonly (readonly number[])[];
  /** `[N]`: which digit was meant, 0 to 9. */
  readonly digits: readonly number[];
}

const pixels = Array.from({ length: 64 }, (_, i) => `p${Math.floor(i / 8)}${i % 8}`);

/**
 * 1,797 digits, handwritten by 13 people (UCI's `optdigits`, its test set; see data/README.md).
 *
 * @param options csv: the text of a table with columns p00 … p77, digit, in place of ours
 * @throws {TableError} when the table is damaged, naming the place
 * @throws {RangeError} when a pixel is no whole number from 0 to 16, or a digit none from 0 to 9
 * @example
 * ```ts
 * import { opticalDigits } from "data";
 * import { assertEquals } from "@std/assert";
 *
 * const { images, digits } = await opticalDigits();
 * assertEquals([images.length, images[0]!.length, digits[0]], [1797, 64, 0]);
 * ```
 */
export async function opticalDigits(
  options: { readonly csv?: string } = {},
): Promise<OpticalDigits> {
  const given = OPTIONS.read(DOING, options);
  const csv = given.csv ?? await readText("optical digits", "./digits.csv");
  const table = parseTable(csv, [...pixels, "digit"]);
  const columns = pixels.map((name) => counts(name, table[name]!, 16));
  const digits = counts("digit", table.digit!, 9);
  return { images: digits.map((_, i) => columns.map((column) => column[i]!)), digits };
}

function counts(name: string, values: readonly number[], most: number): readonly number[] {
  const bad = values.findIndex((each) => !(Number.isInteger(each) && each >= 0 && each <= most));
  if (bad < 0) return values;
  const wish = `a whole number from 0 to ${most}`;
  throw new RangeError(refusal(DOING, `line ${bad + 2}, column ${name}`, values[bad], wish));
}
