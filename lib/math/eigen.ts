/** Eigenvalues and eigenvectors of a symmetric matrix, by Jacobi's rotations. */
import { requireSymmetric } from "./cholesky.ts";
import { refusal } from "./errors.ts";
import { identity, largestEntry, type Matrix, type Vector } from "./linear.ts";
import { finite } from "./shapes/scalars.ts";

/** A = Σₖ values[k] · vectors[k] vectors[k]ᵀ. */
export interface SymmetricEigen {
  /** Ascending. */
  readonly values: Vector;
  /** Row k is the unit eigenvector of values[k]; its largest entry is positive. */
  readonly vectors: Matrix;
}

/** Jacobi converges quadratically: 6 to 10 sweeps in practice. */
const MOST_SWEEPS = 60;

/**
 * Eigenvalues (ascending) and unit eigenvectors (as rows) of a symmetric matrix.
 *
 * Cyclic Jacobi, Golub & Van Loan 2013, algorithm 8.5.2. We take it, not the usual tridiagonal
 * route, because it finds the small eigenvalues of a positive definite matrix to full *relative*
 * accuracy when the spread comes from the units of the axes (Demmel & Veselić 1992): a narrow
 * direction beside a wide one is what collapse in a mixture looks like.
 *
 * @param a `[n, n]` symmetric
 * @throws {ShapeError} when not square, {RangeError} when not symmetric
 * @example
 * ```ts
 * import { eigenSymmetric } from "lib/math";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const { values, vectors } = eigenSymmetric([[2, 1], [1, 2]]);
 * assertAlmostEquals(values[1]!, 3, 1e-15);
 * assertAlmostEquals(vectors[1]![0]!, Math.SQRT1_2, 1e-15);
 * ```
 */
export function eigenSymmetric(a: Matrix): SymmetricEigen {
  const doing = "find eigenvalues";
  requireSymmetric(doing, "a", a);
  const unit = unitOf(a);
  const work = a.map((row) => Array.from(row, (entry) => entry / unit));
  const vectors = identity(a.length).map((row) => [...row]);
  for (let sweep = 0; rotateAll(work, vectors); sweep++) {
    if (sweep === MOST_SWEEPS) throw new RangeError(refusal(doing, "a", a, "moderate numbers"));
  }
  const order = work.map((_, i) => i).sort((i, j) => work[i]![i]! - work[j]![j]!);
  return {
    values: order.map((i) => finite.check(doing, "an eigenvalue", work[i]![i]! * unit)),
    vectors: order.map((i) => withPositivePeak(vectors[i]!)),
  };
}

/**
 * 1 for moderate matrices; a power of two near the largest entry of one whose products would leave
 * the range of numbers, so that dividing by it and multiplying again changes no digit.
 */
function unitOf(a: Matrix): number {
  const largest = largestEntry(a);
  const isModerate = largest === 0 || (largest > 1e-150 && largest < 1e150);
  return isModerate ? 1 : 2 ** Math.max(-1022, Math.floor(Math.log2(largest)));
}

/** One sweep over all pairs; says whether anything was left to rotate. */
function rotateAll(work: number[][], vectors: number[][]): boolean {
  let rotated = false;
  for (let p = 0; p < work.length; p++) {
    for (let q = p + 1; q < work.length; q++) {
      const off = work[p]![q]!;
      const scale = Math.sqrt(Math.abs(work[p]![p]! * work[q]![q]!));
      if (Math.abs(off) <= Number.EPSILON / 8 * scale || off === 0) continue;
      rotate(work, vectors, p, q);
      rotated = true;
    }
  }
  return rotated;
}

/** The rotation in the plane (p, q) that makes work[p][q] zero, applied from both sides. */
function rotate(work: number[][], vectors: number[][], p: number, q: number): void {
  const rowP = work[p]!, rowQ = work[q]!;
  const half = (rowQ[q]! - rowP[p]!) / (2 * rowP[q]!);
  const tangent = (half < 0 ? -1 : 1) / (Math.abs(half) + Math.hypot(1, half));
  const cosine = 1 / Math.hypot(1, tangent);
  const sine = tangent * cosine;
  const shift = tangent * rowP[q]!;
  const [wideP, wideQ] = [rowP[p]! - shift, rowQ[q]! + shift];
  turnRows(rowP, rowQ, cosine, sine);
  turnRows(vectors[p]!, vectors[q]!, cosine, sine);
  for (let k = 0; k < work.length; k++) { // the other side, by symmetry
    work[k]![p] = rowP[k]!;
    work[k]![q] = rowQ[k]!;
  }
  [rowP[p], rowQ[q], rowP[q], rowQ[p]] = [wideP, wideQ, 0, 0];
}

function turnRows(x: number[], y: number[], cosine: number, sine: number): void {
  for (let k = 0; k < x.length; k++) {
    const xk = x[k]!, yk = y[k]!;
    x[k] = cosine * xk - sine * yk;
    y[k] = sine * xk + cosine * yk;
  }
}

/** ±v with the sign that makes the entry of largest size positive, so that results are unique. */
function withPositivePeak(vector: Vector): Vector {
  const peak = vector.reduce((best, entry) => (Math.abs(entry) > Math.abs(best) ? entry : best));
  return peak < 0 ? vector.map((entry) => -entry) : vector;
}
