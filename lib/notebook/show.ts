import { display } from "./display.ts";
import { plot } from "./plot.ts";
import type { Figure } from "../viz/mod.ts";

/**
 * Shows a value below the cell: text as it is, a figure as a picture, anything else as Deno would
 * print it, without colours.
 *
 * @param value what to show
 * @throws {TypeError} for `undefined`: most often a function without a `return`
 *
 * @example
 * ```ts
 * import { show } from "lib/notebook";
 * await show("Two coins, four outcomes.");
 * await show({ heads: 0.5, tails: 0.5 });
 * ```
 */
export async function show(value: unknown): Promise<void> {
  if (value === undefined) {
    throw new TypeError(
      "Cannot show: value is undefined, expected something to show; did a function forget its return?",
    );
  }
  if (isFigure(value)) return await plot(value);
  await display({ "text/plain": typeof value === "string" ? value : inspect(value) });
}

function isFigure(value: unknown): value is Figure {
  return typeof value === "object" && value !== null && "spec" in value && "description" in value;
}

function inspect(value: unknown): string {
  return Deno.inspect(value, {
    colors: false,
    depth: 6,
    iterableLimit: 60,
    strAbbreviateSize: 1e4,
  });
}
