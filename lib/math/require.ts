/** Checks for public entries, as functions: what is older than the shapes they are made of. */
import { finite, whole } from "./shapes/scalars.ts";
import { vector } from "./shapes/tables.ts";

/** Refuses anything but a number (finite). */
export function requireNumber(doing: string, argument: string, value: unknown): void {
  finite.check(doing, argument, value);
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
