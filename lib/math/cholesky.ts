/** The Cholesky factor of a symmetric positive definite matrix, and what it gives. */
import { NotPositiveDefiniteError, refusal } from "./errors.ts";
import type { Matrix, Vector } from "./linear.ts";
import { finite, text } from "./shapes/scalars.ts";
import { door } from "./shapes/shape.ts";
import { matrix, vector } from "./shapes/tables.ts";

/** How far aᵢⱼ and aⱼᵢ may differ, relative to √(aᵢᵢ aⱼⱼ): rounding passes, a typing slip not. */
const ASYMMETRY_TOLERANCE = 1e-10;

const TRIANGLE = "solve a triangular system";
const checkTriangle = door(TRIANGLE, { lower: matrix("n", "n"), b: vector("n") });
const square = matrix("n", "n");

/**
 * The lower triangular L with positive diagonal and L Lᵀ = A.
 * Golub & Van Loan 2013, algorithm 4.2.1 (row by row); ‖L Lᵀ − A‖ is a few roundings of ‖A‖.
 *
 * @param a `[n, n]` symmetric positive definite
 * @param argument how messages shall call it
 * @returns `[n, n]`, zero above the diagonal
 * @throws {ShapeError} when not square, {RangeError} when not symmetric,
 *   {NotPositiveDefiniteError} naming the row where it failed
 * @example
 * ```ts
 * import { cholesky } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(cholesky([[4, 2], [2, 10]]), [[2, 0], [1, 3]]);
 * ```
 */
export function cholesky(a: Matrix, argument = "a"): Matrix {
  const doing = "take a Cholesky factor";
  requireSymmetric(doing, text.check(doing, "argument", argument), a);
  const lower: number[][] = a.map(() => a.map(() => 0));
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = a[i]![j]!;
      for (let k = 0; k < j; k++) rest -= lower[i]![k]! * lower[j]![k]!;
      if (i !== j) {
        lower[i]![j] = rest / lower[j]![j]!;
      } else if (rest > 0) {
        lower[i]![i] = Math.sqrt(rest);
      } else {
        throw new NotPositiveDefiniteError(doing, argument, i, rest);
      }
    }
  }
  return lower;
}

/** Refuses what is no square matrix, and one whose halves differ by more than rounding. */
export function requireSymmetric(doing: string, argument: string, a: Matrix): void {
  square.check(doing, argument, a);
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < i; j++) {
      const entry = a[i]![j]!, mirrored = a[j]![i]!;
      if (entry === mirrored) continue;
      // two roots: the product of the diagonal's entries may overflow
      const scale = Math.sqrt(Math.abs(a[i]![i]!)) * Math.sqrt(Math.abs(a[j]![j]!));
      const slack = ASYMMETRY_TOLERANCE * Math.max(scale, Math.abs(entry), Math.abs(mirrored));
      if (Math.abs(entry - mirrored) <= slack) continue;
      const wish = `${mirrored} as ${argument}[${j}][${i}] (a symmetric matrix)`;
      throw new RangeError(refusal(doing, `${argument}[${i}][${j}]`, entry, wish));
    }
  }
}

/**
 * x with L x = b, for a lower triangular L (forward substitution); entries above are not read.
 *
 * @param lower `[n, n]`
 * @param b `[n]`
 * @returns `[n]`
 * @throws {ShapeError} when the sizes differ, {RangeError} for a 0 on the diagonal
 * @example
 * ```ts
 * import { solveLower } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(solveLower([[2, 0], [1, 3]], [4, 8]), [2, 2]);
 * ```
 */
export function solveLower(lower: Matrix, b: Vector): number[] {
  requireTriangle(lower, b);
  const x: number[] = [];
  for (let i = 0; i < b.length; i++) {
    let rest = b[i]!;
    for (let j = 0; j < i; j++) rest -= lower[i]![j]! * x[j]!;
    x.push(finite.check(TRIANGLE, "an entry of x", rest / lower[i]![i]!));
  }
  return x;
}

/**
 * x with Lᵀ x = b, for a lower triangular L (back substitution).
 *
 * @param lower `[n, n]`
 * @param b `[n]`
 * @returns `[n]`
 * @throws as {@link solveLower}
 * @example
 * ```ts
 * import { solveLowerTransposed } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(solveLowerTransposed([[2, 0], [1, 3]], [6, 6]), [2, 2]);
 * ```
 */
export function solveLowerTransposed(lower: Matrix, b: Vector): number[] {
  requireTriangle(lower, b);
  const x = [...b];
  for (let i = b.length - 1; i >= 0; i--) {
    for (let j = i + 1; j < b.length; j++) x[i]! -= lower[j]![i]! * x[j]!;
    x[i] = finite.check(TRIANGLE, "an entry of x", x[i]! / lower[i]![i]!);
  }
  return x;
}

function requireTriangle(lower: Matrix, b: Vector): void {
  checkTriangle({ lower, b });
  const zero = lower.findIndex((row, i) => row[i] === 0);
  if (zero < 0) return;
  throw new RangeError(refusal(TRIANGLE, `lower[${zero}][${zero}]`, 0, "a number other than 0"));
}

/**
 * log |A| of a symmetric positive definite A: 2 Σ log Lᵢᵢ, which cannot overflow as |A| does.
 *
 * @param a `[n, n]`
 * @throws as {@link cholesky}
 * @example
 * ```ts
 * import { logDeterminant } from "lib/math";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(logDeterminant([[4, 2], [2, 10]]), Math.log(36), 1e-14);
 * ```
 */
export function logDeterminant(a: Matrix): number {
  return 2 * cholesky(a).reduce((sum, row, i) => sum + Math.log(row[i]!), 0);
}
