import { equal } from "./equal.ts";
import { AssertionError, ending } from "./error.ts";
import { display } from "./display.ts";

/** Something indexed that is not a string. */
export type ArrayLikeArg<T> = ArrayLike<T> & object;

/** Passes when each value of `expected` is deeply equal to some value of `actual`. */
export function assertArrayIncludes<T>(
  actual: ArrayLikeArg<T>,
  expected: ArrayLikeArg<NoInfer<T>>,
  msg?: string,
): void {
  const present = Array.from(actual);
  const missing = Array.from(expected).filter((wanted) =>
    !present.some((value) => equal(wanted, value))
  );
  if (missing.length === 0) return;
  throw new AssertionError(
    `Expected actual: "${display(actual)}" to include: "${display(expected)}"${ending(msg)}\n` +
      `missing: ${display(missing)}`,
  );
}
