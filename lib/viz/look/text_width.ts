/** How much room words take: true widths, so that nothing overflows and nothing has holes. */
import { numberWith, oneOf, optional, settings, text } from "../../math/mod.ts";
import { bold, regular, type Widths } from "./letter_widths.ts";

/** How words are set. */
export interface Setting {
  /** Pixels; default 14. */
  readonly size?: number;
  readonly weight?: "normal" | "bold";
}

/** Of letters that are in no table. */
const usual = 0.65;

const known = { normal: widthsOf(regular), bold: widthsOf(bold) };

const SETTING = settings({
  size: optional(numberWith("a size in (0, 10000]", (size) => size > 0 && size <= 10_000)),
  weight: optional(oneOf("normal", "bold")),
});

/**
 * Width of one line of words in DejaVu Sans, regular or bold, with which pictures are drawn.
 *
 * @returns pixels
 * @example
 * ```ts
 * import { textWidth } from "lib/viz";
 * import { assertAlmostEquals } from "@std/assert";
 * assertAlmostEquals(textWidth("log p(x)", { weight: "bold" }), 61.2, 0.1);
 * ```
 */
export function textWidth(words: string, setting: Setting = {}): number {
  text.check("measure words", "words", words);
  const { size = 14, weight = "normal" } = SETTING.read("measure words", setting, "setting");
  const widths = known[weight];
  let sum = 0;
  for (const letter of words) sum += widthOf(letter.codePointAt(0)!, widths);
  return sum * size;
}

/** Of one letter, in em; a mark over the letter before it takes no room. */
function widthOf(code: number, widths: ReadonlyMap<number, number>): number {
  return widths.get(code) ?? (code >= 0x300 && code <= 0x36f ? 0 : usual);
}

function widthsOf(table: Widths): ReadonlyMap<number, number> {
  return new Map(
    table.flatMap(([first, widths]) =>
      widths.split(" ").map((width, i) => [first + i, Number(width) / 2048] as const)
    ),
  );
}

/**
 * Breaks words into the fewest lines of at most so many pixels, as even as they get; where the words
 * hold line breaks, there and nowhere else.
 *
 * @returns the lines; one that holds a single word may be wider
 */
export function wrapped(words: string, most: number, setting: Setting = {}): readonly string[] {
  if (words.includes("\n")) return words.split("\n");
  const narrow = filled(words, most, setting);
  if (narrow.length < 2) return narrow;
  let even = narrow;
  for (let room = most - 8; room > most / 2; room -= 8) {
    const tried = filled(words, room, setting);
    if (tried.length > narrow.length || !fits(tried, most, setting)) break;
    even = tried;
  }
  return even;
}

const fits = (lines: readonly string[], most: number, setting: Setting) =>
  lines.every((line) => textWidth(line, setting) <= most);

/** One word after the other, a new line where the next would not fit. */
function filled(words: string, most: number, setting: Setting): readonly string[] {
  const lines: string[] = [];
  for (const word of words.trim().split(/\s+/)) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && textWidth(longer, setting) <= most) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
