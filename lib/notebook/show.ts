import { display } from "./display.ts";
import { plot } from "./plot.ts";
import { flag, setting, settings } from "../math/mod.ts";
import type { Figure } from "../viz/mod.ts";

const SHOW = settings({ volatile: setting(flag, false) });

/** How a value is shown. */
export interface ShowOptions {
  /** It differs from run to run, as a time does: a saved notebook does not keep it. */
  readonly volatile?: boolean;
}

/**
 * Shows a value below the cell: text as it is, a figure as a picture, anything else as Deno would
 * print it, without colours.
 *
 * @param value what to show
 * @param options `volatile`, for what differs from run to run, such as a time; pictures always stay
 * @throws {TypeError} for `undefined`: most often a function without a `return`; bad or unknown options
 *
 * @example
 * ```ts
 * import { show } from "lib/notebook";
 * await show("Two coins, four outcomes.");
 * await show({ heads: 0.5, tails: 0.5 });
 * ```
 */
export async function show(value: unknown, options: ShowOptions = {}): Promise<void> {
  const { volatile } = SHOW.read("show", options);
  if (value === undefined) {
    throw new TypeError(
      "Cannot show: value is undefined, expected something to show; did a function forget its return?",
    );
  }
  if (isFigure(value)) return await plot(value);
  const bundle = { "text/plain": typeof value === "string" ? value : inspect(value) };
  await display(bundle, volatile ? { metadata: { volatile } } : {});
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
