import { display } from "./display.ts";
import { numberText } from "./number_text.ts";

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
 * @throws {RangeError} when the value is not finite or the name is not of that form
 * @throws {TypeError} when value is not a number or the unit is empty
 *
 * @example
 * ```ts
 * import { result } from "lib/notebook";
 * await result("log-evidence", Math.log(0.62), "nats");
 * ```
 */
export async function result(name: string, value: number, unit: string): Promise<void> {
  check(name, value, unit);
  const words = unit === "1" ? numberText(value) : `${numberText(value)} ${unit}`;
  const stored: Result = { name, value, unit };
  await display({
    "text/plain": `${name} = ${words}`,
    "text/markdown": `**${name}** = ${words}`,
    [resultMime]: stored,
  });
}

function check(name: string, value: number, unit: string): void {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) {
    throw new RangeError(
      `Cannot store a result: name is "${name}", expected lower case words joined by hyphens`,
    );
  }
  if (typeof value !== "number") {
    throw new TypeError(`Cannot store ${name}: value is ${typeof value}, expected a number`);
  }
  if (!Number.isFinite(value)) {
    throw new RangeError(`Cannot store ${name}: value is ${value}, expected a finite number`);
  }
  if (typeof unit !== "string" || unit.trim() === "") {
    throw new TypeError(`Cannot store ${name}: unit is empty, expected e.g. "nats", or "1"`);
  }
}
