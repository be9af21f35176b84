/** Square linear systems, by elimination with row exchange. */
import { identity, type Matrix, requireSquare, transpose, type Vector } from "./linear.ts";
import { requireVector } from "./require.ts";

/**
 * x with A x = b, by Gaussian elimination with partial pivoting (Golub & Van Loan 2013, 3.4).
 * The residual is a few roundings of ‖A‖‖x‖; the error in x is that times A's condition.
 *
 * @param a `[n, n]`, any regular matrix
 * @param b `[n]`
 * @returns `[n]`
 * @throws {ShapeError} when the sizes differ, {RangeError} when A is singular
 * @example
 * ```ts
 * import { solve } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(solve([[0, 2], [1, 1]], [4, 3]), [1, 2]);
 * ```
 */
export function solve(a: Matrix, b: Vector): number[] {
  requireSquare("solve a linear system", "a", a);
  requireVector("solve a linear system", "b", b, a.length);
  return transpose(eliminate(a, b.map((entry) => [entry])))[0]! as number[];
}

/**
 * A⁻¹. To apply it to one vector, {@link solve} is faster and more accurate.
 *
 * @param a `[n, n]`, any regular matrix
 * @returns `[n, n]`
 * @throws as {@link solve}
 * @example
 * ```ts
 * import { inverse } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(inverse([[2, 0], [0, 4]]), [[0.5, 0], [0, 0.25]]);
 * ```
 */
export function inverse(a: Matrix): Matrix {
  const size = requireSquare("invert a matrix", "a", a);
  return eliminate(a, identity(size));
}

/** A⁻¹ B for the right-hand sides in B's columns: down to a triangle, then back up. */
function eliminate(a: Matrix, b: Matrix): Matrix {
  const rows = a.map((row, i) => [...row, ...b[i]!]);
  const size = a.length;
  const floor = size * Number.EPSILON * Math.max(...a.flat().map(Math.abs));
  for (let column = 0; column < size; column++) {
    exchange(rows, column, floor);
    for (let i = column + 1; i < size; i++) subtract(rows[i]!, rows[column]!, column);
  }
  for (let column = size - 1; column >= 0; column--) {
    const pivot = rows[column]![column]!;
    for (let j = size; j < rows[column]!.length; j++) rows[column]![j]! /= pivot;
    rows[column]![column] = 1;
    for (let i = 0; i < column; i++) subtract(rows[i]!, rows[column]!, column);
  }
  return rows.map((row) => row.slice(size));
}

/** Brings the largest entry of the column, from the diagonal down, to the diagonal. */
function exchange(rows: number[][], column: number, floor: number): void {
  let best = column;
  for (let i = column + 1; i < rows.length; i++) {
    if (Math.abs(rows[i]![column]!) > Math.abs(rows[best]![column]!)) best = i;
  }
  const pivot = Math.abs(rows[best]![column]!);
  if (!(pivot > floor)) {
    const got = `singular to working precision (pivot ${pivot} in column ${column})`;
    throw new RangeError(`Cannot solve a linear system: a is ${got}, expected a regular matrix`);
  }
  [rows[column], rows[best]] = [rows[best]!, rows[column]!];
}

/** row −= (row[column] / pivotRow[column]) · pivotRow, from the column on. */
function subtract(row: number[], pivotRow: readonly number[], column: number): void {
  const factor = row[column]! / pivotRow[column]!;
  if (factor === 0) return;
  for (let j = column; j < row.length; j++) row[j]! -= factor * pivotRow[j]!;
}
