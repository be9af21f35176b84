import { display } from "./display.ts";
import { significantText } from "./number_text.ts";
import { table } from "./table.ts";

/** MIME type under which a result is stored in a notebook, for machines to read. */
export const resultMime = "application/vnd.elbo-to-sac.result+json";

/** A number with a name and a unit, as stored in a notebook's output. */
export interface Result {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the reader is told that it is. */
  readonly words: string;
}

/** How a result is written. */
export interface ResultOptions {
  /** Significant digits shown, default 4; what is stored has them all. */
  readonly digits?: number;
}

/** What has been shown so far, in this order, by name. */
const shown = new Map<string, { readonly words: string; readonly text: string }>();

/**
 * Shows a number in words, `Jensen's gap: 0.5108 nats`, and stores it in the output under its name,
 * with all its digits, so that a test can pin it.
 *
 * @param name lower case words joined by hyphens, unique within the chapter, e.g. `"jensen-gap"`
 * @param value the number
 * @param unit `"nats"`, `"min"`, `"return per episode"` …; `"1"` for a pure number, a probability
 * @param words what it is, for the reader: `"Jensen's gap"`
 * @param options `digits`: significant digits shown, default 4
 * @throws {RangeError} when the value is not finite or the name is not of that form
 * @throws {TypeError} when value is not a number, or the unit or the words are empty
 *
 * @example
 * ```ts
 * import { result } from "lib/notebook";
 * await result("log-evidence", Math.log(0.62), "nats", "log p(x)");
 * ```
 */
export async function result(
  name: string,
  value: number,
  unit: string,
  words: string = name,
  options: ResultOptions = {},
): Promise<void> {
  check(name, value, unit, words);
  const number = significantText(value, options.digits ?? 4);
  const text = unit === "1" ? number : `${number} ${unit}`;
  const stored: Result = { name, value, unit, words };
  shown.set(name, { words, text });
  await display({
    "text/plain": `${words}: ${text}`,
    "text/markdown": `${words}: **${text}**`,
    [resultMime]: stored,
  });
}

/**
 * Shows all results of the notebook so far as one table.
 *
 * @throws {RangeError} when there is none yet: the cells above were not run
 *
 * @example
 * ```ts
 * import { allResults, result } from "lib/notebook";
 * await result("log-evidence", Math.log(0.62), "nats", "log p(x)");
 * await allResults();
 * ```
 */
export async function allResults(): Promise<void> {
  if (shown.size === 0) {
    throw new RangeError("Cannot list the results: there are none yet. Run the cells above first.");
  }
  await table([...shown.values()].map(({ words, text }) => ({ result: words, value: text })));
}

function check(name: string, value: number, unit: string, words: string): void {
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
  if (typeof words !== "string" || words.trim() === "") {
    throw new TypeError(
      `Cannot store ${name}: words is empty, expected what it is, "Jensen's gap"`,
    );
  }
}
