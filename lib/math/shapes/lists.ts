/** Shapes of lists: so many entries, all of one shape. */
import {
  type Fault,
  type Shape,
  shapeOf,
  type Size,
  type Sizes,
  within,
  wrongKind,
  wrongSize,
} from "./shape.ts";

/**
 * A list (an array) whose entries all fit one shape.
 *
 * @param size how many; any number of at least 1 when left out
 * @example
 * ```ts
 * import { list, probabilities, ShapeError } from "lib/math";
 * import { assertThrows } from "@std/assert";
 *
 * const transition = list(probabilities("K"), "K");
 * const ragged = [[1, 0], [1]];
 * assertThrows(() => transition.check("go", "rows", ragged), ShapeError, "rows[1] is [1], expected [2]");
 * ```
 */
export function list<T>(each: Shape<T>, size?: Size): Shape<readonly T[]> {
  const wish = `a list, each ${each.wish}`;
  return shapeOf(wish, (value, sizes: Sizes = {}) => {
    if (!Array.isArray(value)) return wrongKind(value, wish);
    return misfit(value.length, size, sizes) ?? entryFault(value, each, sizes);
  });
}

/** A list (an array) that may be empty, whose entries all fit one shape. */
export function anyList<T>(each: Shape<T>): Shape<readonly T[]> {
  const wish = `a list, each ${each.wish}`;
  return shapeOf(
    wish,
    (value, sizes: Sizes = {}) =>
      Array.isArray(value) ? entryFault(value, each, sizes) : wrongKind(value, wish),
  );
}

/** Too short or too long; a letter that is met for the first time takes this length. */
export function misfit(length: number, size: Size | undefined, sizes: Sizes): Fault | undefined {
  const wanted = typeof size === "string" ? sizes[size] ??= length : size;
  if (wanted !== undefined && wanted !== length) return wrongSize([length], `[${wanted}]`);
  return length === 0 ? wrongSize([0], "at least one entry") : undefined;
}

/** The first entry that does not fit, at its place. */
export function entryFault(
  list: ArrayLike<unknown>,
  each: Shape<unknown>,
  sizes?: Sizes,
): Fault | undefined {
  for (let i = 0; i < list.length; i++) {
    const found = each.fault(list[i], sizes);
    if (found !== undefined) return within(`[${i}]`, found);
  }
  return undefined;
}
