/** Checks for public entries, as functions: what is older than the shapes they are made of. */
import { refusal } from "./errors.ts";
import { isRecord } from "./shapes/records.ts";
import { finite, positive, whole } from "./shapes/scalars.ts";
import { matrix, vector } from "./shapes/tables.ts";

/** Refuses anything but a number (finite). */
export function requireNumber(doing: string, argument: string, value: unknown): void {
  finite.check(doing, argument, value);
}

/** Refuses anything but a finite number above 0. */
export function requirePositive(doing: string, argument: string, value: unknown): void {
  positive.check(doing, argument, value);
}

/** Refuses anything but a whole number in [least, most]. */
export function requireInteger(
  doing: string,
  argument: string,
  value: unknown,
  least: number,
  most: number = Number.MAX_SAFE_INTEGER,
): void {
  whole(least, most).check(doing, argument, value);
}

/** Refuses anything but a non-empty vector of finite numbers, of the given length if one is given. */
export function requireVector(
  doing: string,
  argument: string,
  value: unknown,
  length?: number,
): void {
  vector(length).check(doing, argument, value);
}

/** Refuses anything but a rectangular matrix of finite numbers; returns `[rows, columns]`. */
export function requireMatrix(
  doing: string,
  argument: string,
  value: unknown,
): readonly [number, number] {
  const rows = matrix().check(doing, argument, value);
  return [rows.length, rows[0]!.length];
}

/** Refuses a config with a name that is not an option, so that a typing slip is not a silent default. */
export function requireOptions(doing: string, config: unknown, allowed: readonly string[]): void {
  if (!isRecord(config)) {
    throw new TypeError(refusal(doing, "config", config, "an object of options"));
  }
  for (const name of Object.keys(config)) {
    if (!allowed.includes(name)) {
      const wish = `one of ${allowed.join(", ")}`;
      throw new TypeError(refusal(doing, "an option", name, wish));
    }
  }
}
