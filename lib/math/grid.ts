/** Evenly spaced numbers. */
import { refusal } from "./errors.ts";
import { finite, MOST_ENTRIES, whole } from "./shapes/scalars.ts";
import { door } from "./shapes/shape.ts";

const checkGrid = door("make a grid", { low: finite, high: finite, count: whole(2, MOST_ENTRIES) });

/**
 * `count` evenly spaced numbers from low to high, both ends included exactly.
 *
 * @throws {TypeError|RangeError} unless low and high are finite, low ≤ high, count ≥ 2
 * @example
 * ```ts
 * import { grid } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(grid(0, 1, 5), [0, 0.25, 0.5, 0.75, 1]);
 * ```
 */
export function grid(low: number, high: number, count: number): number[] {
  checkGrid({ low, high, count });
  if (low > high) {
    throw new RangeError(refusal("make a grid", "high", high, `a number of at least ${low}`));
  }
  const last = count - 1;
  // Both ends weighted: at i = last the sum is high itself, not low plus a rounded width.
  return Array.from({ length: count }, (_, i) => low * ((last - i) / last) + high * (i / last));
}
