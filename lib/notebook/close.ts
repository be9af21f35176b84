/** How far two numbers may be apart: |actual − expected| ≤ atol + rtol · |expected|. */
export interface Tolerance {
  /** Relative tolerance; default 0. */
  readonly rtol?: number;
  /** Absolute tolerance, in the unit of the numbers; default 0. */
  readonly atol?: number;
}

/** Thrown by {@link assertClose}; carries the worst place. */
export class NotCloseError extends Error {
  /** Index of the worst element; 0 for plain numbers. */
  readonly index: number;
  /** The value found there. */
  readonly actual: number;
  /** The value wanted there. */
  readonly expected: number;

  constructor(message: string, worst: { index: number; actual: number; expected: number }) {
    super(message);
    this.name = "NotCloseError";
    this.index = worst.index;
    this.actual = worst.actual;
    this.expected = worst.expected;
  }
}

/**
 * Stops when two numbers, or two equally long lists, differ by more than the tolerance.
 * A NaN on either side is never close; equal infinities are.
 *
 * @param actual what was computed
 * @param expected what it should be
 * @param tolerance at least one of `rtol`, `atol`; both default to 0 (exactly equal)
 * @throws {NotCloseError} naming the worst index, both values and the allowed difference
 * @throws {TypeError} for what is no number or list of numbers, and for an unknown tolerance
 * @throws {RangeError} when the lengths differ or a tolerance is negative or not finite
 *
 * @example
 * ```ts
 * import { assertClose } from "lib/notebook";
 * assertClose(0.1 + 0.2, 0.3, { atol: 1e-15 });
 * assertClose([1, 2], [1, 2.000001], { rtol: 1e-6 });
 * ```
 */
export function assertClose(
  actual: number | ArrayLike<number>,
  expected: number | ArrayLike<number>,
  tolerance: Tolerance = {},
): void {
  const { rtol, atol } = checkedTolerance(tolerance);
  const [a, e] = [asList(actual, "actual"), asList(expected, "expected")];
  if (typeof actual !== typeof expected) {
    throw refused(TypeError, "expected", expected, `a ${typeof actual}, as actual is`);
  }
  if (a.length !== e.length) {
    throw new RangeError(
      `Cannot compare: actual has ${a.length} elements, expected has ${e.length}`,
    );
  }
  const worst = worstElement(a, e, rtol, atol);
  if (worst === undefined) return;
  const place = typeof actual === "number" ? "" : ` at index ${worst.index}`;
  throw new NotCloseError(
    `Not close${place}: actual is ${worst.actual}, expected ${worst.expected} ` +
      `(difference ${Math.abs(worst.actual - worst.expected)}, allowed ${worst.allowed})`,
    worst,
  );
}

function checkedTolerance(tolerance: Tolerance): Required<Tolerance> {
  const isPlain = Object.getPrototypeOf(tolerance ?? 0) === Object.prototype;
  if (!isPlain) throw refused(TypeError, "tolerance", tolerance, "an object { rtol, atol }");
  for (const [name, value] of Object.entries(tolerance)) {
    if (name !== "rtol" && name !== "atol") {
      throw refused(TypeError, "an option", name, "one of rtol, atol");
    }
    if (typeof value !== "number") throw refused(TypeError, name, value, "a number ≥ 0");
    if (!(value >= 0 && value < Infinity)) throw refused(RangeError, name, value, "a number ≥ 0");
  }
  return { rtol: 0, atol: 0, ...tolerance };
}

/** The numbers to compare; NaN and infinities are some, texts, holes and booleans are none. */
function asList(value: number | ArrayLike<number>, name: string): ArrayLike<number> {
  if (typeof value === "number") return [value];
  const isList = Array.isArray(value) || (ArrayBuffer.isView(value) && "length" in value);
  if (!isList) throw refused(TypeError, name, value, "a number or a list of numbers");
  for (let index = 0; index < value.length; index++) {
    if (typeof value[index] === "number") continue;
    throw refused(TypeError, `${name}[${index}]`, value[index], "a number");
  }
  return value;
}

function refused(
  kind: typeof TypeError | typeof RangeError,
  name: string,
  got: unknown,
  wish: string,
): Error {
  const shown = typeof got === "object" && got !== null ? "an object" : String(got);
  const quoted = typeof got === "string" ? JSON.stringify(got) : shown;
  return new kind(`Cannot compare: ${name} is ${quoted}, expected ${wish}`);
}

function worstElement(a: ArrayLike<number>, e: ArrayLike<number>, rtol: number, atol: number) {
  let worst: { index: number; actual: number; expected: number; allowed: number } | undefined;
  let worstExcess = 0;
  for (let index = 0; index < a.length; index++) {
    const [actual, expected] = [a[index]!, e[index]!];
    const allowed = atol + rtol * Math.abs(expected);
    if (actual === expected) continue; // equal infinities, too
    const difference = Math.abs(actual - expected);
    if (difference <= allowed && Number.isFinite(difference)) continue;
    const excess = Number.isFinite(difference) ? difference - allowed : Infinity;
    if (worst === undefined || excess > worstExcess) {
      worst = { index, actual, expected, allowed };
      worstExcess = excess;
    }
  }
  return worst;
}
