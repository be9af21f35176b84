/** What all words in a picture share: their halo and their weight. */
import { either, list, text } from "../../math/mod.ts";
import type { Json } from "../grammar/axis.ts";
import type { Role } from "../look/colours.ts";

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
