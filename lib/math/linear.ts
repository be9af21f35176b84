/** Products of small dense vectors and matrices. */
import { finite, MOST_ENTRIES, whole } from "./shapes/scalars.ts";
import { door } from "./shapes/shape.ts";
import { matrix, vector } from "./shapes/tables.ts";

/** A vector. */
export type Vector = readonly number[];
/** A dense matrix as its rows, all of one length. */
export type Matrix = readonly (readonly number[])[];

const checkMultiply = door("multiply matrices", { a: matrix("m", "k"), b: matrix("k", "n") });
const checkTranspose = door("transpose a matrix", { a: matrix() });
const MATVEC = "multiply a matrix by a vector";
const checkMatVec = door(MATVEC, { a: matrix("m", "n"), v: vector("n") });
const checkOuter = door("take an outer product", { u: vector(), v: vector() });
const checkDot = door("take a dot product", { u: vector("n"), v: vector("n") });
const checkIdentity = door("make an identity matrix", { size: whole(1, MOST_ENTRIES ** 0.5) });
const checkDiagonal = door("make a diagonal matrix", { entries: vector() });

/**
 * A B, the matrix product.
 *
 * @param a `[m, k]`
 * @param b `[k, n]`
 * @returns `[m, n]`
 * @throws {ShapeError} when the inner sizes differ
 * @example
 * ```ts
 * import { multiply } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(multiply([[1, 2]], [[3], [4]]), [[11]]);
 * ```
 */
export function multiply(a: Matrix, b: Matrix): Matrix {
  checkMultiply({ a, b });
  const columnsOfB = transpose(b);
  return a.map((row) =>
    columnsOfB.map((column) => sumOfProducts("multiply matrices", row, column))
  );
}

/**
 * Aᵀ: rows become columns.
 *
 * @param a `[m, n]`
 * @returns `[n, m]`
 * @example
 * ```ts
 * import { transpose } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(transpose([[1, 2, 3]]), [[1], [2], [3]]);
 * ```
 */
export function transpose(a: Matrix): Matrix {
  checkTranspose({ a });
  return Array.from({ length: a[0]!.length }, (_, j) => a.map((row) => row[j]!));
}

/**
 * A v, the matrix-vector product.
 *
 * @param a `[m, n]`
 * @param v `[n]`
 * @returns `[m]`
 * @throws {ShapeError} when the sizes differ
 * @example
 * ```ts
 * import { matVec } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(matVec([[1, 2], [3, 4]], [1, 1]), [3, 7]);
 * ```
 */
export function matVec(a: Matrix, v: Vector): number[] {
  checkMatVec({ a, v });
  return a.map((row) => sumOfProducts(MATVEC, row, v));
}

/**
 * u vᵀ, every product of two entries.
 *
 * @param u `[m]`
 * @param v `[n]`
 * @returns `[m, n]`
 * @example
 * ```ts
 * import { outer } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(outer([1, 2], [3, 4]), [[3, 4], [6, 8]]);
 * ```
 */
export function outer(u: Vector, v: Vector): Matrix {
  checkOuter({ u, v });
  const product = (ui: number, vj: number) => finished("take an outer product", ui * vj);
  return Array.from(u, (ui) => Array.from(v, (vj) => product(ui, vj)));
}

/**
 * uᵀ v, the sum of the products.
 *
 * @param u `[n]`
 * @param v `[n]`
 * @throws {ShapeError} when the sizes differ
 * @example
 * ```ts
 * import { dot } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(dot([1, 2], [3, 4]), 11);
 * ```
 */
export function dot(u: Vector, v: Vector): number {
  checkDot({ u, v });
  return sumOfProducts("take a dot product", u, v);
}

function sumOfProducts(doing: string, u: Vector, v: Vector): number {
  let sum = 0;
  for (let i = 0; i < u.length; i++) sum += u[i]! * v[i]!;
  return finished(doing, sum);
}

/** A result that has not overflowed. */
function finished(doing: string, result: number): number {
  return finite.check(doing, "an entry of the result", result);
}

/**
 * The identity matrix.
 *
 * @returns `[size, size]`
 * @example
 * ```ts
 * import { identity } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(identity(2), [[1, 0], [0, 1]]);
 * ```
 */
export function identity(size: number): Matrix {
  checkIdentity({ size });
  return diagonal(Array.from({ length: size }, () => 1));
}

/**
 * The matrix with these numbers on its diagonal and 0 elsewhere.
 *
 * @param entries `[n]`
 * @returns `[n, n]`
 * @example
 * ```ts
 * import { diagonal } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(diagonal([2, 3]), [[2, 0], [0, 3]]);
 * ```
 */
export function diagonal(entries: Vector): Matrix {
  checkDiagonal({ entries });
  return Array.from(entries, (entry, i) => Array.from(entries, (_, j) => (i === j ? entry : 0)));
}

/** The largest size of an entry. */
export function largestEntry(a: Matrix): number {
  let largest = 0;
  for (const row of a) for (const entry of row) largest = Math.max(largest, Math.abs(entry));
  return largest;
}
