/** Errors that every layer shares; their messages read "action: state, wish". */

/** `Cannot <action>: <argument> is <got>, expected <expected>`, the one form of every refusal. */
export function refusal(doing: string, argument: string, got: unknown, expected: string): string {
  return `Cannot ${doing}: ${argument} is ${describe(got)}, expected ${expected}`;
}

/** A short picture of a value for a message: `"text"`, `[1,2,…]`, `-0.5`, `an object`, `a Map`. */
export function describe(value: unknown): string {
  return pictured(value, 0);
}

/** Lists are shown two deep, so that one that holds itself has a picture, too. */
function pictured(value: unknown, depth: number): string {
  if (typeof value === "string") return JSON.stringify(shortened(value));
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return "a function";
  if (value === null || typeof value !== "object") return String(value);
  if (!isArrayLike(value)) return named(Object.prototype.toString.call(value).slice(8, -1));
  if (depth === 2) return "[…]";
  const shown = Array.from(
    { length: Math.min(value.length, 4) },
    (_, i) => pictured(value[i], depth + 1),
  );
  return `[${shown.join(",")}${value.length > 4 ? ",…" : ""}]`;
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

function named(kind: string): string {
  return `${/^[AEIOU]/.test(kind) ? "an" : "a"} ${kind === "Object" ? "object" : kind}`;
}

/** True for arrays and typed arrays, the two carriers of vectors. */
export function isArrayLike(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

/** A vector or matrix has the wrong number of entries. */
export class ShapeError extends RangeError {
  override readonly name = "ShapeError";
  readonly argument: string;
  readonly got: readonly number[];
  readonly expected: string;

  constructor(doing: string, argument: string, got: readonly number[], expected: string) {
    super(`Cannot ${doing}: ${argument} is [${got.join(",")}], expected ${expected}`);
    this.argument = argument;
    this.got = got;
    this.expected = expected;
  }
}

/** A number is NaN or infinite where only finite ones have a meaning. */
export class NonFiniteError extends RangeError {
  override readonly name = "NonFiniteError";
  readonly argument: string;
  readonly value: number;

  constructor(doing: string, argument: string, value: number, expected = "a finite number") {
    super(refusal(doing, argument, value, expected));
    this.argument = argument;
    this.value = value;
  }
}

/** A covariance (or another symmetric matrix) has a direction without positive spread. */
export class NotPositiveDefiniteError extends RangeError {
  override readonly name = "NotPositiveDefiniteError";
  /** The row at which the Cholesky factorization stopped. */
  readonly row: number;
  /** What stood under the square root there. */
  readonly pivot: number;

  constructor(doing: string, argument: string, row: number, pivot: number) {
    const got = `not positive definite (pivot ${pivot} in row ${row})`;
    super(`Cannot ${doing}: ${argument} is ${got}, expected a symmetric positive definite matrix`);
    this.row = row;
    this.pivot = pivot;
  }
}

/**
 * What a switch over kinds throws at its end: types say that it is never reached, callers may err.
 *
 * @example
 * ```ts
 * import { unknownKind } from "lib/math";
 * import { assertThrows } from "@std/assert";
 *
 * function sides(figure: { readonly kind: "triangle" } | { readonly kind: "square" }): number {
 *   switch (figure.kind) {
 *     case "triangle":
 *       return 3;
 *     case "square":
 *       return 4;
 *     default:
 *       throw unknownKind("count sides", "figure", figure);
 *   }
 * }
 * assertThrows(() => sides({ kind: "star" } as never), TypeError, 'figure.kind is "star"');
 * ```
 */
export function unknownKind(doing: string, argument: string, value: never): TypeError {
  const got: unknown = value;
  const isObject = got !== null && typeof got === "object";
  const kind = isObject ? (got as { readonly kind?: unknown }).kind : got;
  return new TypeError(
    refusal(doing, isObject ? `${argument}.kind` : argument, kind, "a kind that is known"),
  );
}
