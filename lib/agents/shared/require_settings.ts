/** Checks that the settings of all agents share. */
import { refusal, requireInteger, requireNumber } from "../../math/mod.ts";

/** Refuses anything but a list of widths, at least one. */
export function requireWidths(action: string, name: string, value: unknown): void {
  const wish = "a list of widths, at least one";
  if (!Array.isArray(value)) throw new TypeError(refusal(action, name, value, wish));
  if (value.length === 0) throw new RangeError(refusal(action, name, value, wish));
  value.forEach((width, i) => requireInteger(action, `${name}[${i}]`, width, 1));
}

/** Refuses anything but a number above 0, at most 1. */
export function requireFraction(action: string, name: string, value: unknown): void {
  requireNumber(action, name, value);
  if ((value as number) > 0 && (value as number) <= 1) return;
  throw new RangeError(refusal(action, name, value, "a number above 0, at most 1"));
}
