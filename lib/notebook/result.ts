import { display } from "./display.ts";
import { numberText } from "./number_text.ts";

import { door, finite, shapeOf, wrongKind, wrongValue } from "../math/mod.ts";

/** MIME type under which a result is stored in a notebook, for machines to read. */
export const resultMime = "application/vnd.elbo-to-sac.result+json";

/** A number with a name and a unit, as stored in a notebook's output. */
export interface Result {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

/**
 * Shows a number with its name and unit, and stores it in the output so that a test can pin it.
 *
 * @param name lower case words joined by hyphens, unique within the chapter, e.g. `"log-evidence"`
 * @param value the number
 * @param unit `"nats"`, `"min"`, `"return per episode"` …; `"1"` for a pure number, a probability
 * @throws {RangeError} when the value is not finite, the name not of that form, the unit empty
 * @throws {TypeError} when value is not a number, name or unit no text
 *
 * @example
 * ```ts
 * import { result } from "lib/notebook";
 * await result("log-evidence", Math.log(0.62), "nats");
 * ```
 */
export async function result(name: string, value: number, unit: string): Promise<void> {
  checkResult({ name, value, unit });
  const words = unit === "1" ? numberText(value) : `${numberText(value)} ${unit}`;
  const stored: Result = { name, value, unit };
  await display({
    "text/plain": `${name} = ${words}`,
    "text/markdown": `**${name}** = ${words}`,
    [resultMime]: stored,
  });
}

const WORDS = "lower case words joined by hyphens";
const UNIT = 'a unit, e.g. "nats", or "1"';
const checkResult = door("store a result", {
  name: textWith(WORDS, (name) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)),
  value: finite,
  unit: textWith(UNIT, (unit) => unit.trim() !== ""),
});

function textWith(wish: string, holds: (text: string) => boolean) {
  return shapeOf<string>(wish, (value) => {
    if (typeof value !== "string") return wrongKind(value, wish);
    return holds(value) ? undefined : wrongValue(value, wish);
  });
}
