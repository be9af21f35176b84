import { door, shapeOf, whole, wrongKind } from "../math/mod.ts";

const number = shapeOf<number>(
  "a number",
  (value) => typeof value === "number" ? undefined : wrongKind(value, "a number"),
);

/** How many decimals JavaScript can write. */
export const DIGITS = whole(0, 100);

const checkNumber = door("write a number", { value: number, digits: DIGITS });

/**
 * A number as a reader wants it: six decimals at ordinary sizes, scientific beyond, a true minus.
 * Whole numbers stay whole.
 *
 * @param value any number
 * @param digits decimals shown at ordinary sizes, at most 100
 * @throws {TypeError|RangeError} for what is no number, or no such number of digits
 *
 * @example
 * ```ts
 * import { numberText } from "lib/notebook";
 * import { assertEquals } from "@std/assert";
 * assertEquals(numberText(-0.4780358), "−0.478036");
 * assertEquals(numberText(1_000_000), "1\u202f000\u202f000"); // narrow spaces
 * assertEquals(numberText(1.5e-9), "1.500e−9");
 * ```
 */
export function numberText(value: number, digits = 6): string {
  checkNumber({ value, digits });
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e15) return withMinus(grouped(String(value)));
  if (!Number.isFinite(value)) return withMinus(String(value).replace("Infinity", "∞"));
  const tooFine = size < 10 ** -Math.min(digits, 4) / 2 || size >= 1e9;
  return withMinus(tooFine ? value.toExponential(3) : value.toFixed(digits));
}

function withMinus(text: string): string {
  return text.replace("e+", "e").replaceAll("-", "−");
}

/** Narrow no-break spaces between thousands, from five digits on. */
function grouped(whole: string): string {
  return whole.replace("-", "").length < 5 ? whole : whole.replace(/\B(?=(\d{3})+$)/g, "\u202f");
}
