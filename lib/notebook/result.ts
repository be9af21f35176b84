import { display } from "./display.ts";
import { SIGNIFICANT, significantText } from "./number_text.ts";
import { table } from "./table.ts";
import { door, finite, setting, settings, textWith } from "../math/mod.ts";

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

const named = textWith(
  "lower case words joined by hyphens",
  (name) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name),
);
const checkResult = door("store a result", {
  name: named,
  value: finite,
  unit: textWith('a unit, e.g. "nats", or "1"', (unit) => unit.trim() !== ""),
  words: textWith('what it is, "Jensen\'s gap"', (words) => words.trim() !== ""),
});
const RESULT = settings({ digits: setting(SIGNIFICANT, 4) });

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
 * @throws {RangeError} when the value is not finite, the name not of that form, unit or words empty
 * @throws {TypeError} when value is not a number, name, unit or words no text, an option unknown
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
  checkResult({ name, value, unit, words });
  const { digits } = RESULT.read("store a result", options);
  const number = significantText(value, digits);
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
