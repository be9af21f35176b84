import { type Fault, type Shape, shapeOf, wrongKind } from "../math/mod.ts";

/** What an exercise may ask for: a number, a list, a table. */
export type Numeric = number | readonly Numeric[];

const WISH = "a number, or a list of such";

/** {@link Numeric}, NaN and infinities among them. */
export const NUMERIC: Shape<Numeric> = shapeOf(WISH, numericFault);

function numericFault(value: unknown): Fault | undefined {
  if (typeof value === "number") return undefined;
  if (!isList(value)) return wrongKind(value, WISH);
  return Array.from(value, (each) => numericFault(each)).find((each) => each !== undefined);
}

/**
 * Compares an attempt with the reference, element by element.
 *
 * @returns what is wrong, in words, without giving the answer away; `undefined` when it agrees
 */
export function compareAnswers(
  actual: unknown,
  expected: Numeric,
  tolerance: number,
): string | undefined {
  if (actual === undefined) return "your function returns nothing; does it say `return`?";
  return compareReturned(actual, expected, tolerance, "your function returns");
}

function compareReturned(
  actual: unknown,
  expected: Numeric,
  tolerance: number,
  subject: string,
): string | undefined {
  if (actual instanceof Promise) return `${subject} a promise; leave out \`async\`.`;
  if (typeof expected === "number") return compareNumbers(actual, expected, tolerance, subject);
  if (!isList(actual)) {
    return `${subject} ${kindOf(actual)}, expected a list of ${expected.length}.`;
  }
  if (actual.length !== expected.length) {
    return `${subject} a list of ${actual.length}, expected ${expected.length}.`;
  }
  for (const [i, each] of expected.entries()) {
    const complaint = compareReturned(actual[i], each, tolerance, "it is");
    if (complaint !== undefined) return `entry ${i}: ${complaint}`;
  }
  return undefined;
}

/** Whether two answers are the same, NaN counting as equal to NaN: the same mistake was made. */
export function sameAnswer(actual: unknown, other: Numeric, tolerance: number): boolean {
  if (typeof other === "number") {
    const bothNaN = Number.isNaN(actual) && Number.isNaN(other);
    return bothNaN || compareNumbers(actual, other, tolerance, "it is") === undefined;
  }
  return isList(actual) && actual.length === other.length &&
    other.every((each, i) => sameAnswer(actual[i], each, tolerance));
}

function compareNumbers(
  actual: unknown,
  expected: number,
  tolerance: number,
  subject: string,
): string | undefined {
  if (typeof actual !== "number") return `${subject} ${kindOf(actual)}, expected a number.`;
  if (Number.isNaN(actual)) {
    return subject + " NaN: something like 0/0, log of a negative number, or 0·log 0.";
  }
  if (actual === expected || Math.abs(actual - expected) <= tolerance) return undefined;
  const size = shortNumber(actual);
  if (Math.abs(actual + expected) <= tolerance) {
    return `${size} has the right size and the wrong sign.`;
  }
  if (Math.abs(actual - expected) <= 0.02 * Math.abs(expected)) {
    return `${size} is nearly right; did you round on the way, or drop a small term?`;
  }
  return `you return ${size}, which is too ${actual > expected ? "large" : "small"}.`;
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || ArrayBuffer.isView(value) && "length" in value;
}

/** Five digits at most, and none that says nothing: 3, not 3.0000. */
export function shortNumber(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return Math.abs(value) < 1e-3 ? value.toExponential(2) : String(Number(value.toPrecision(5)));
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (isList(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
