/** Square linear systems, by elimination with row exchange. */
import { identity, largestEntry, type Matrix, type Vector } from "./linear.ts";
import { door } from "./shapes/shape.ts";
import { matrix, vector } from "./shapes/tables.ts";

const SOLVE = "solve a linear system";
const checkSolve = door(SOLVE, { a: matrix("n", "n"), b: vector("n") });
const checkInverse = door("invert a matrix", { a: matrix("n", "n") });
const checkResult = door(SOLVE, { "the solution": matrix() });

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
  checkSolve({ a, b });
  return eliminate(a, Array.from(b, (entry) => [entry])).map(([entry]) => entry!);
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
  checkInverse({ a });
  return eliminate(a, identity(a.length));
}

/** A⁻¹ B for the right-hand sides in B's columns: down to a triangle, then back up. */
function eliminate(a: Matrix, b: Matrix): Matrix {
  const rows = a.map((row, i) => [...row, ...b[i]!]);
  const size = a.length;
  const floor = size * Number.EPSILON * largestEntry(a);
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
  const solution = rows.map((row) => row.slice(size));
  checkResult({ "the solution": solution }); // numbers from 1e300 on may overflow on the way
  return solution;
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
