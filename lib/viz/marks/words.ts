/** What all words in a picture share: their halo, their weight, and that they stay in sight. */
import { either, list, refusal, text } from "../../math/mod.ts";
import type { Json } from "../grammar/axis.ts";
import type { LayerContext } from "../grammar/layer.ts";
import type { Role } from "../look/colours.ts";
import { textWidth } from "../look/text_width.ts";
import { pixelOf } from "./where.ts";

/** Which end of words stands at their place. */
export type Align = "left" | "center" | "right";

/** One line, or several. */
export const lines = either(text, list(text));

/** The words, first as their halo: a stroke of their own would cover them. */
export function wordMarks(mark: Json, role: Role, halo: boolean): Json {
  const encoding = { text: { field: "text", type: "nominal" } };
  const word = (style: string) => ({ mark: { type: "text", style, ...mark }, encoding });
  return { layer: halo ? [word("halo"), word(role)] : [word(role)] };
}

export const weightOf = (bold: boolean): Json => bold ? { fontWeight: "bold" } : {};

/** Words at a place. */
export interface Block {
  readonly written: readonly string[];
  readonly bold: boolean;
  readonly align: Align;
  readonly x: number | string;
}

/** Of a plot on a phone of 390 pixels, at least. */
const phoneWidth = 280;

/** Refuses words that leave the plot, as wide as it is and as narrow as it gets. */
export function requireInside(
  { written, bold, align, x }: Block,
  { x: axis, width }: LayerContext,
): void {
  const weight = bold ? "bold" : "normal";
  const wide = Math.max(...written.map((line) => textWidth(line, { weight })));
  for (const room of new Set([width, Math.min(width, phoneWidth)])) {
    const at = pixelOf(x, axis, room);
    if (at === undefined) continue;
    const left = align === "left" ? at : align === "right" ? at - wide : at - wide / 2;
    const over = Math.ceil(Math.max(-left, left + wide - room));
    if (over <= spill) continue;
    const wish = `words that stay within a plot of ${room} pixels, these leave it by ${over}: ` +
      "move or break them, or align their other end";
    throw new RangeError(refusal("draw words", "text", written, wish));
  }
}

/** So far words may leave the plot: there is a margin. */
const spill = 12;
