/** From values to pixels, and from numbers to words. */
import { door, finite, refusal, vector, whole } from "../math/mod.ts";

const checkScale = door("make a scale", { domain: vector(2), range: vector(2) });
const checkRound = door("find round numbers", { low: finite, high: finite, most: whole(2, 1000) });
const checkNumber = door("write a number", { value: finite, digits: whole(0, 20) });

/** Two ends. */
export type Ends = readonly [number, number];

/**
 * The straight line from values to pixels.
 *
 * @param domain two values, different
 * @param range where they stand, pixels
 * @returns the pixel of a value; values beyond the ends go on along the line
 * @throws {RangeError} when the domain is a point
 * @example
 * ```ts
 * import { scale } from "lib/live";
 * import { assertEquals } from "@std/assert";
 * const y = scale([0, 2], [100, 0]); // up is more
 * assertEquals(y(0.5), 75);
 * ```
 */
export function scale(domain: Ends, range: Ends): (value: number) => number {
  checkScale({ domain, range });
  const [[low, high], [from, to]] = [domain, range];
  const slope = (to - from) / (high - low);
  if (!Number.isFinite(slope)) {
    throw new RangeError(refusal("make a scale", "domain", domain, "two different numbers"));
  }
  return (value) => from + slope * (value - low);
}

/**
 * Round numbers (1, 2 or 5, and powers of ten) between two values, evenly spaced.
 *
 * @param low and `high`: finite, low < high
 * @param most how many at most, at least 2
 * @returns in order, both ends included where they are round
 * @throws {RangeError} when low is not below high
 * @example
 * ```ts
 * import { roundNumbers } from "lib/live";
 * import { assertEquals } from "@std/assert";
 * assertEquals(roundNumbers(-2.8, -1.4, 4), [-2.5, -2, -1.5]);
 * ```
 */
export function roundNumbers(low: number, high: number, most: number): readonly number[] {
  checkRound({ low, high, most });
  const power = 10 ** Math.floor(Math.log10((high - low) / most));
  if (!(low < high) || !(power > 0) || low + power / 10 === low || high - power / 10 === high) {
    const wish = "two numbers, the first below the second, and far enough for others between";
    throw new RangeError(refusal("find round numbers", "[low, high]", [low, high], wish));
  }
  const spaced = [1, 2, 5, 10, 20].map((each) => multiples(low, high, each * power));
  return spaced.find(({ length }) => length <= most)!;
}

/** Of a step, between two values. */
function multiples(low: number, high: number, step: number): readonly number[] {
  const first = Math.floor(low / step), last = Math.ceil(high / step);
  const digits = Math.max(0, Math.min(100, -Math.floor(Math.log10(step) + 1e-9)));
  const around = Array.from(
    { length: last - first + 1 },
    (_, i) => Number(((first + i) * step).toFixed(digits)) + 0, // no −0
  );
  return around.filter((value) => low <= value && value <= high);
}

/**
 * A number in words, with a true minus, and none before what rounds to zero.
 *
 * @param value finite
 * @param digits decimals, 0 to 20
 * @throws {RangeError} for what is not finite, {TypeError} for what is no number
 * @example
 * ```ts
 * import { decimals } from "lib/live";
 * import { assertEquals } from "@std/assert";
 * assertEquals(decimals(-1.5818, 3), "−1.582");
 * ```
 */
export function decimals(value: number, digits: number): string {
  checkNumber({ value, digits });
  const text = Math.abs(value).toFixed(digits);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}
