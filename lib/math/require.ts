/** Checks for public entries: they return nothing, or throw naming argument, got and expected. */
import { isArrayLike, NonFiniteError, refusal, ShapeError } from "./errors.ts";

/** How far a sum of probabilities may be from 1: rounding of a long sum passes, a typing slip not. */
const PROBABILITY_SUM_TOLERANCE = 1e-9;

/**
 * Refuses anything but a finite number, or a vector of finite numbers.
 *
 * @param action what the caller was about to do, for the message: "evaluate elbo"
 * @param argument the caller's name for the value
 * @param value a number or a vector
 * @throws {TypeError} when the value is neither, {NonFiniteError} at the first NaN or infinity
 * @example
 * ```ts
 * import { NonFiniteError, requireFinite } from "lib/math";
 * import { assertThrows } from "@std/assert";
 *
 * assertThrows(
 *   () => requireFinite("evaluate elbo", "mean", [0, NaN]),
 *   NonFiniteError,
 *   "Cannot evaluate elbo: mean[1] is NaN, expected a finite number",
 * );
 * ```
 */
export function requireFinite(action: string, argument: string, value: unknown): void {
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new NonFiniteError(action, argument, value);
    return;
  }
  if (!isArrayLike(value)) {
    throw new TypeError(refusal(action, argument, value, "a finite number or a vector of them"));
  }
  for (let i = 0; i < value.length; i++) {
    const entry = value[i];
    if (typeof entry !== "number") {
      throw new TypeError(refusal(action, `${argument}[${i}]`, entry, "a finite number"));
    }
    if (!Number.isFinite(entry)) throw new NonFiniteError(action, `${argument}[${i}]`, entry);
  }
}

/** Refuses anything but a number (finite). */
export function requireNumber(action: string, argument: string, value: unknown): void {
  if (typeof value !== "number") {
    throw new TypeError(refusal(action, argument, value, "a finite number"));
  }
  requireFinite(action, argument, value);
}

/** Refuses anything but a finite number above 0. */
export function requirePositive(action: string, argument: string, value: unknown): void {
  requireNumber(action, argument, value);
  if (!((value as number) > 0)) {
    throw new RangeError(refusal(action, argument, value, "a number above 0"));
  }
}

/** Refuses anything but a number strictly between 0 and 1. */
export function requireOpenUnit(action: string, argument: string, value: unknown): void {
  if (typeof value !== "number") {
    throw new TypeError(refusal(action, argument, value, "a number in (0, 1)"));
  }
  if (!(value > 0 && value < 1)) {
    throw new RangeError(refusal(action, argument, value, "a number in (0, 1)"));
  }
}

/** Refuses anything but a whole number in [least, most]. */
export function requireInteger(
  action: string,
  argument: string,
  value: unknown,
  least: number,
  most: number = Number.MAX_SAFE_INTEGER,
): void {
  const wish = most === Number.MAX_SAFE_INTEGER
    ? `a whole number of at least ${least}`
    : `a whole number in [${least}, ${most}]`;
  if (typeof value !== "number") throw new TypeError(refusal(action, argument, value, wish));
  if (!Number.isSafeInteger(value) || value < least || value > most) {
    throw new RangeError(refusal(action, argument, value, wish));
  }
}

/** Refuses anything but a non-empty vector of finite numbers, of the given length if one is given. */
export function requireVector(
  action: string,
  argument: string,
  value: unknown,
  length?: number,
): void {
  if (!isArrayLike(value)) {
    throw new TypeError(refusal(action, argument, value, "a vector of finite numbers"));
  }
  if (length !== undefined && value.length !== length) {
    throw new ShapeError(action, argument, [value.length], `[${length}]`);
  }
  if (value.length === 0) throw new ShapeError(action, argument, [0], "at least one entry");
  requireFinite(action, argument, value);
}

/**
 * Refuses anything but probabilities: non-empty, finite, none negative, sum 1 within 1e-9.
 *
 * @throws {TypeError} wrong kind, {ShapeError} no or too many entries, {RangeError} wrong values
 */
export function requireProbabilities(
  action: string,
  argument: string,
  value: unknown,
  length?: number,
): void {
  requireVector(action, argument, value, length);
  const entries = value as ArrayLike<number>;
  let sum = 0;
  for (let i = 0; i < entries.length; i++) {
    const entry = entries[i]!;
    if (entry < 0) {
      throw new RangeError(refusal(action, `${argument}[${i}]`, entry, "a probability in [0, 1]"));
    }
    sum += entry;
  }
  if (Math.abs(sum - 1) > PROBABILITY_SUM_TOLERANCE) {
    throw new RangeError(refusal(action, `the sum of ${argument}`, sum, "1 (within 1e-9)"));
  }
}

/** Refuses anything but a rectangular matrix of finite numbers; returns `[rows, columns]`. */
export function requireMatrix(
  action: string,
  argument: string,
  value: unknown,
): readonly [number, number] {
  if (!Array.isArray(value)) {
    throw new TypeError(refusal(action, argument, value, "a matrix as an array of rows"));
  }
  if (value.length === 0) throw new ShapeError(action, argument, [0], "at least one row");
  if (!isArrayLike(value[0])) {
    throw new TypeError(refusal(action, `${argument}[0]`, value[0], "a row of finite numbers"));
  }
  const columns = value[0].length;
  for (let i = 0; i < value.length; i++) {
    requireVector(action, `${argument}[${i}]`, value[i], i === 0 ? undefined : columns);
  }
  return [value.length, columns];
}

/** Refuses a config with a name that is not an option, so that a typing slip is not a silent default. */
export function requireOptions(action: string, config: unknown, allowed: readonly string[]): void {
  if (config === null || typeof config !== "object" || Array.isArray(config)) {
    throw new TypeError(refusal(action, "config", config, "an object of options"));
  }
  for (const name of Object.keys(config)) {
    if (!allowed.includes(name)) {
      const wish = `one of ${allowed.join(", ")}`;
      throw new TypeError(refusal(action, "an option", name, wish));
    }
  }
}
