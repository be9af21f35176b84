import { door, shapeOf, whole, wrongKind } from "../math/mod.ts";

const number = shapeOf<number>(
  "a number",
  (value) => typeof value === "number" ? undefined : wrongKind(value, "a number"),
);

/** How many decimals JavaScript can write. */
export const DIGITS = whole(0, 100);

/** How many significant digits mean something. */
export const SIGNIFICANT = whole(1, 15);

const checkNumber = door("write a number", { value: number, digits: DIGITS });
const checkSignificant = door("write a number", { value: number, digits: SIGNIFICANT });

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

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
 * assertEquals(numberText(1.5e-9), "1.500·10⁻⁹");
 * ```
 */
export function numberText(value: number, digits = 6): string {
  checkNumber({ value, digits });
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e15) return withMinus(grouped(String(value)));
  if (!Number.isFinite(value)) return withMinus(String(value).replace("Infinity", "∞"));
  const tooFine = size < 10 ** -Math.min(digits, 4) / 2 || size >= 1e9;
  return tooFine ? powerText(value, 4) : withMinus(value.toFixed(digits));
}

function withMinus(text: string): string {
  return text.replaceAll("-", "−");
}

/** Narrow no-break spaces between thousands, from five digits on. */
function grouped(whole: string): string {
  return whole.replace("-", "").length < 5 ? whole : whole.replace(/\B(?=(\d{3})+$)/g, "\u202f");
}

/**
 * A number to so many significant digits: as many as mean something, and no more.
 * Whole numbers below a thousand million stay whole.
 *
 * @param value any number
 * @param digits significant digits, 1 to 15
 * @throws {TypeError|RangeError} for what is no number, or no such number of digits
 *
 * @example
 * ```ts
 * import { significantText } from "lib/notebook";
 * import { assertEquals } from "@std/assert";
 * assertEquals(significantText(-1.5818227, 4), "−1.582");
 * assertEquals(significantText(-2049.376845, 6), "−2049.38");
 * assertEquals(significantText(3.04e-13, 1), "3·10⁻¹³");
 * ```
 */
export function significantText(value: number, digits = 4): string {
  checkSignificant({ value, digits });
  const size = Math.abs(value);
  if (!Number.isFinite(value) || (Number.isInteger(value) && size < 1e9)) return numberText(value);
  if (size >= 1e9 || size < 1e-4) return powerText(value, digits);
  const short = Number(value.toPrecision(12)); // 0.02 is said so, not 0.02000
  if (short === Number(value.toPrecision(digits))) {
    return numberText(short, String(short).split(".")[1]?.length ?? 0);
  }
  const rounded = Number(value.toPrecision(digits));
  const leading = Math.floor(Math.log10(Math.abs(rounded)));
  return withZeros(rounded, Math.max(0, digits - 1 - leading));
}

/** With the zeros that a whole number loses: 2 to four digits is 2.000. */
function withZeros(value: number, decimals: number): string {
  const text = Number.isInteger(value) && decimals > 0 ? value.toFixed(decimals) : undefined;
  return text?.replace("-", "−") ?? numberText(value, decimals);
}

/** `3·10⁻¹³`, as it is written by hand. */
function powerText(value: number, digits: number): string {
  const [mantissa = "", power = ""] = value.toExponential(digits - 1).split("e");
  const raised = power.replace("+", "").replace("-", "⁻")
    .replaceAll(/\d/g, (digit) => superscripts[Number(digit)]!);
  return `${mantissa.replace("-", "−")}·10${raised}`;
}
