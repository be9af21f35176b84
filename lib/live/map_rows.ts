/** Maps as notebooks give them: letters, one row a line. */
import { door, refusal, text, textWith, whole } from "../math/mod.ts";

const checkMap = door("read a map", {
  map: text,
  letters: textWith(
    "letters beside 'S' and 'G', as \".!\"",
    (letters) => /^[^\sSG]+$/.test(letters),
  ),
  most: whole(1, 100),
});

/**
 * The rows of a map with one start and one goal, without the indentation of the program that it
 * stood in.
 *
 * @param map one row a line, all of one length
 * @param letters which there may be beside 'S' and 'G'
 * @param most how many rows, and how many letters in a row
 * @throws {RangeError} for anything else
 * @example
 * ```ts
 * import { mapRows } from "lib/live";
 * import { assertEquals } from "@std/assert";
 * const map = `
 *   ..G
 *   S!.
 * `;
 * assertEquals(mapRows(map, ".!", 12), ["..G", "S!."]);
 * ```
 */
export function mapRows(map: string, letters: string, most: number): readonly string[] {
  checkMap({ map, letters, most });
  const rows = map.trim().split("\n").map((row) => row.trim());
  const known = new Set([...letters, "S", "G"]), all = [...rows.join("")];
  const isMap = rows.length <= most && rows[0]!.length <= most &&
    rows.every((row) => row.length === rows[0]!.length) && all.every((each) => known.has(each)) &&
    ["S", "G"].every((letter) => all.filter((each) => each === letter).length === 1);
  if (isMap) return rows;
  const wish = `at most ${most} rows of '${letters}', ${most} in a row, one 'S', one 'G'`;
  throw new RangeError(refusal("read a map", "map", map, wish));
}
