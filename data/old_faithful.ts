/** The eruptions of the Old Faithful geyser. */
import { optional, settings, text } from "../lib/math/mod.ts";
import { parseTable } from "./parse_table.ts";
import { readText } from "./read_text.ts";

const OPTIONS = settings({ csv: optional(text) });

/** 272 eruptions, in the order of the file. */
export interface OldFaithful {
  /** How long each eruption lasted, minutes. */
  readonly eruptions: readonly number[];
  /** How long the wait for the next one was, minutes. */
  readonly waiting: readonly number[];
  /** `[272][2]`: eruption and waiting side by side, as the mixture functions take them. */
  readonly points: readonly (readonly [number, number])[];
}

/**
 * Old Faithful: eruption and waiting times of 272 eruptions (R's `faithful`; see data/README.md).
 *
 * @param options csv: the text of a table with columns eruptions, waiting, in place of ours
 * @throws {TableError} when the table is damaged, naming the place
 * @example
 * ```ts
 * import { oldFaithful } from "data";
 * import { assertEquals } from "@std/assert";
 *
 * const { points } = await oldFaithful();
 * assertEquals(points.length, 272);
 * assertEquals(points[0], [3.6, 79]);
 * ```
 */
export async function oldFaithful(options: { readonly csv?: string } = {}): Promise<OldFaithful> {
  const given = OPTIONS.read("load Old Faithful", options);
  const csv = given.csv ?? await readText("Old Faithful", "./faithful.csv");
  const { eruptions, waiting } = parseTable(csv, ["eruptions", "waiting"]);
  const points = eruptions.map((minutes, i) => [minutes, waiting[i]!] as const);
  return { eruptions, waiting, points };
}
