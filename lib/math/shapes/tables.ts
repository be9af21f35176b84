/** Shapes of numbers in rows: vectors, matrices, distributions. */
import { isArrayLike } from "../errors.ts";
import { entryFault, misfit } from "./lists.ts";
import { finite } from "./scalars.ts";
import {
  type Fault,
  type Shape,
  shapeOf,
  type Size,
  type Sizes,
  within,
  wrongKind,
  wrongSize,
  wrongValue,
} from "./shape.ts";

/** How far a sum of probabilities may be from 1: rounding of a long sum passes, a typing slip not. */
const PROBABILITY_SUM_TOLERANCE = 1e-9;

/**
 * Numbers in an array or a typed array; a hole is no number.
 *
 * @param size how many; any number of at least 1 when left out
 * @param each what every entry has to be; finite when left out
 */
export function vector(size?: Size, each: Shape<number> = finite): Shape<ArrayLike<number>> {
  const wish = each === finite ? "a vector of finite numbers" : `a vector, each ${each.wish}`;
  return shapeOf(wish, (value, sizes: Sizes = {}) => {
    if (!isArrayLike(value)) return wrongKind(value, wish);
    return misfit(value.length, size, sizes) ??
      (each === finite ? entryNotFinite(value) : entryFault(value, each));
  });
}

/** A vector in a box, its faces included. */
export function vectorWithin(
  low: ArrayLike<number>,
  high: ArrayLike<number>,
): Shape<ArrayLike<number>> {
  const sides = vector(low.length);
  return shapeOf(sides.wish, (value) => {
    const found = sides.fault(value);
    if (found !== undefined) return found;
    const entries = value as ArrayLike<number>;
    for (let i = 0; i < low.length; i++) {
      if (entries[i]! >= low[i]! && entries[i]! <= high[i]!) continue;
      return within(`[${i}]`, wrongValue(entries[i], `a number in [${low[i]}, ${high[i]}]`));
    }
    return undefined;
  });
}

/** Numbers in an array or a typed array, perhaps none. */
export const numbers: Shape<ArrayLike<number>> = shapeOf(
  "a vector of finite numbers",
  (value) =>
    isArrayLike(value) ? entryNotFinite(value) : wrongKind(value, "a vector of finite numbers"),
);

/** The first entry that is no finite number. A loop for each kind of list keeps each loop fast. */
function entryNotFinite(list: ArrayLike<unknown>): Fault | undefined {
  const at = list instanceof Float64Array
    ? firstNotFinite64(list)
    : list instanceof Float32Array
    ? firstNotFinite32(list)
    : Array.isArray(list)
    ? firstNotFiniteOf(list)
    : firstNotFinite(list);
  return at < 0 ? undefined : within(`[${at}]`, finite.fault(list[at])!);
}

function firstNotFinite64(list: Float64Array): number {
  for (let i = 0; i < list.length; i++) if (list[i]! - list[i]! !== 0) return i;
  return -1;
}

function firstNotFinite32(list: Float32Array): number {
  for (let i = 0; i < list.length; i++) if (list[i]! - list[i]! !== 0) return i;
  return -1;
}

function firstNotFiniteOf(list: readonly unknown[]): number {
  for (let i = 0; i < list.length; i++) {
    const entry = list[i];
    if (typeof entry !== "number" || entry - entry !== 0) return i;
  }
  return -1;
}

function firstNotFinite(list: ArrayLike<unknown>): number {
  for (let i = 0; i < list.length; i++) {
    const entry = list[i];
    if (typeof entry !== "number" || entry - entry !== 0) return i;
  }
  return -1;
}

/**
 * Probabilities: finite, none negative, sum 1 within 1e-9.
 *
 * @param size how many; any number of at least 1 when left out
 */
export function probabilities(size?: Size): Shape<ArrayLike<number>> {
  const list = vector(size);
  return shapeOf("probabilities, a vector of sum 1", (value, sizes: Sizes = {}) => {
    const found = list.fault(value, sizes);
    if (found !== undefined) return found;
    const entries = value as ArrayLike<number>;
    let sum = 0;
    for (let i = 0; i < entries.length; i++) {
      const entry = entries[i]!;
      if (entry < 0) return within(`[${i}]`, wrongValue(entry, "a probability in [0, 1]"));
      sum += entry;
    }
    if (Math.abs(sum - 1) <= PROBABILITY_SUM_TOLERANCE) return undefined;
    const wrong = wrongValue(sum, "1 (within 1e-9)");
    return (doing, argument) => wrong(doing, `the sum of ${argument}`);
  });
}

/**
 * A rectangular matrix of finite numbers, as an array of rows; rows may be typed arrays.
 *
 * @param rows how many, `columns` likewise; the same letter for both makes it square
 * @example
 * ```ts
 * import { matrix, ShapeError } from "lib/math";
 * import { assertThrows } from "@std/assert";
 *
 * const square = matrix("n", "n");
 * assertThrows(() => square.check("invert", "a", [[1, 2]]), ShapeError, "a is [1,2], expected [n,n]");
 * ```
 */
export function matrix(
  rows: Size = "rows",
  columns: Size = "columns",
): Shape<readonly ArrayLike<number>[]> {
  const wish = "a matrix as an array of rows";
  return shapeOf(wish, (value, sizes: Sizes = {}) => {
    if (!Array.isArray(value)) return wrongKind(value, wish);
    if (value.length === 0) return wrongSize([0], "at least one row");
    if (!isArrayLike(value[0])) {
      return within("[0]", wrongKind(value[0], "a row of finite numbers"));
    }
    const [height, width] = [value.length, value[0].length];
    return matrixMisfit([height, width], [rows, columns], sizes) ?? rowFault(value, width);
  });
}

function matrixMisfit(
  got: readonly [number, number],
  [rows, columns]: readonly [Size, Size],
  sizes: Sizes,
): Fault | undefined {
  const known = (size: Size) => typeof size === "number" ? size : sizes[size];
  const height = known(rows) ?? got[0];
  const width = columns === rows ? height : known(columns) ?? got[1];
  if (width !== 0 && (height !== got[0] || width !== got[1])) {
    return wrongSize(got, `[${known(rows) ?? rows},${known(columns) ?? columns}]`);
  }
  if (typeof rows === "string") sizes[rows] = height;
  if (typeof columns === "string") sizes[columns] = width;
  return undefined;
}

function rowFault(rows: readonly unknown[], width: number): Fault | undefined {
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    const found = isArrayLike(row)
      ? misfit(row.length, width, {}) ?? entryNotFinite(row)
      : wrongKind(row, "a vector of finite numbers");
    if (found !== undefined) return within(`[${i}]`, found);
  }
  return undefined;
}
