import { AssertionError, ending } from "./error.ts";
import { display } from "./display.ts";

/**
 * Passes when |expected − actual| ≤ tolerance, or when both are the same value (`NaN` and `NaN`
 * included). The default tolerance is 1e-7 of the expected value, so that it is zero around zero.
 */
export function assertAlmostEquals(
  actual: number,
  expected: number,
  tolerance?: number,
  msg?: string,
): void {
  if (Object.is(actual, expected)) return;
  const allowed = tolerance ??
    (Number.isFinite(expected) ? Math.abs(expected * 1e-7) : 1e-7);
  const delta = Math.abs(expected - actual);
  if (delta <= allowed) return;
  throw new AssertionError(
    `Expected actual: "${plain(actual)}" to be close to "${plain(expected)}": ` +
      `delta "${plain(delta)}" is greater than "${plain(allowed)}"${ending(msg)}`,
  );
}

/** Passes when `actual > expected`. */
export function assertGreater<T>(actual: T, expected: T, msg?: string): void {
  if (!(actual > expected)) throw disorder(actual, ">", expected, msg);
}

/** Passes when `actual >= expected`. */
export function assertGreaterOrEqual<T>(
  actual: T,
  expected: T,
  msg?: string,
): void {
  if (!(actual >= expected)) throw disorder(actual, ">=", expected, msg);
}

/** Passes when `actual < expected`. */
export function assertLess<T>(actual: T, expected: T, msg?: string): void {
  if (!(actual < expected)) throw disorder(actual, "<", expected, msg);
}

/** Passes when `actual <= expected`. */
export function assertLessOrEqual<T>(
  actual: T,
  expected: T,
  msg?: string,
): void {
  if (!(actual <= expected)) throw disorder(actual, "<=", expected, msg);
}

function disorder(
  actual: unknown,
  relation: string,
  expected: unknown,
  msg?: string,
) {
  return new AssertionError(
    msg ?? `Expect ${display(actual)} ${relation} ${display(expected)}`,
  );
}

function plain(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toExponential();
}
