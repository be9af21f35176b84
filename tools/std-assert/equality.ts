import { equal } from "./equal.ts";
import { AssertionError, ending } from "./error.ts";
import { difference, display } from "./display.ts";

/** Passes when both are deeply equal (see `equal`). */
export function assertEquals<T>(actual: T, expected: T, msg?: string): void {
  if (equal(actual, expected)) return;
  throw new AssertionError(
    `Values are not equal${ending(msg)}\n${difference(actual, expected)}`,
  );
}

/** Passes when the two are not deeply equal. */
export function assertNotEquals<T>(actual: T, expected: T, msg?: string): void {
  if (!equal(actual, expected)) return;
  throw new AssertionError(
    `Expected actual: ${display(actual)} not to be: ${display(expected)}${ending(msg)}`,
  );
}

/** Passes when `Object.is(actual, expected)`: 0 and -0 differ, `NaN` is itself. */
export function assertStrictEquals<T>(
  actual: unknown,
  expected: T,
  msg?: string,
): asserts actual is T {
  if (Object.is(actual, expected)) return;
  throw new AssertionError(
    display(actual) === display(expected)
      ? `Values have the same structure but are not reference-equal${ending(msg)}\n` +
        display(actual)
      : `Values are not strictly equal${ending(msg)}\n${difference(actual, expected)}`,
  );
}

/** Passes when not `Object.is(actual, expected)`. */
export function assertNotStrictEquals<T>(
  actual: T,
  expected: T,
  msg?: string,
): void {
  if (!Object.is(actual, expected)) return;
  throw new AssertionError(
    `Expected "actual" to not be strictly equal to: ${display(actual)}${ending(msg)}`,
  );
}
