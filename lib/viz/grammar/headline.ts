/** What stands above a plot: the finding, how to read it, and the title of y. */
import { refusal } from "../../math/mod.ts";
import type { Json } from "./axis.ts";
import { headlineSize, wordSize } from "../look/theme.ts";
import { textWidth, wrapped } from "../look/text_width.ts";

/** Words above a plot are to fit a phone, too: so many pixels. */
export const mostWords = 340;

/** What may stand above a plot. */
export interface Headings {
  /** The finding, for those who read nothing else: it is broken into at most two lines. */
  readonly headline?: string;
  /** How to read the picture, a line each. */
  readonly subtitle?: readonly string[];
  /** A short name instead of a headline, for one of several panels. */
  readonly title?: string;
}

/** Vega-Lite's title, its left end `dx` pixels from that of the plot. */
export function headingSpec(
  doing: string,
  { headline, subtitle, title }: Headings,
  dx: number,
  width: number,
): Json {
  if (headline === undefined && title === undefined) return {};
  const text = headline === undefined
    ? wrapped(title!, Math.max(width - dx, 80), bold)
    : headlineLines(doing, headline);
  const how = subtitle === undefined ? {} : {
    subtitle: subtitle.map((line, i) => {
      requireRoom(doing, `subtitle[${i}]`, line, {});
      return line;
    }),
  };
  return { title: { text, ...how, dx } };
}

const bold = { size: headlineSize, weight: "bold" } as const;

function headlineLines(doing: string, headline: string): readonly string[] {
  const lines = wrapped(headline, mostWords, bold);
  if (lines.length > 2) {
    const wish = `words that fit two lines of ${mostWords} pixels, about 32 letters each`;
    throw new RangeError(refusal(doing, "headline", headline, wish));
  }
  lines.forEach((line) => requireRoom(doing, "headline", line, bold));
  return lines;
}

/** Refuses words that would be wider than a phone. */
export function requireRoom(
  doing: string,
  argument: string,
  words: string,
  setting: { readonly size?: number; readonly weight?: "normal" | "bold" },
): void {
  const width = Math.ceil(textWidth(words, { size: wordSize, ...setting }));
  if (width <= mostWords) return;
  const wish = `words of at most ${mostWords} pixels, these have ${width}`;
  throw new RangeError(refusal(doing, argument, words, wish));
}
