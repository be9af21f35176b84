/** Products of small dense vectors and matrices. */
import { ShapeError } from "./errors.ts";
import { requireInteger, requireMatrix, requireVector } from "./require.ts";

/** A vector. */
export type Vector = readonly number[];
/** A dense matrix as its rows, all of one length. */
export type Matrix = readonly (readonly number[])[];

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
  const [, inner] = requireMatrix("multiply matrices", "a", a);
  const [rows, columns] = requireMatrix("multiply matrices", "b", b);
  if (rows !== inner) {
    throw new ShapeError("multiply matrices", "b", [rows, columns], `[${inner},n]`);
  }
  const columnsOfB = transpose(b);
  return a.map((row) => columnsOfB.map((column) => sumOfProducts(row, column)));
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
  const [, columns] = requireMatrix("transpose a matrix", "a", a);
  return Array.from({ length: columns }, (_, j) => a.map((row) => row[j]!));
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
  const [, columns] = requireMatrix("multiply a matrix by a vector", "a", a);
  requireVector("multiply a matrix by a vector", "v", v, columns);
  return a.map((row) => sumOfProducts(row, v));
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
  requireVector("take an outer product", "u", u);
  requireVector("take an outer product", "v", v);
  return u.map((ui) => v.map((vj) => ui * vj));
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
  requireVector("take a dot product", "u", u);
  requireVector("take a dot product", "v", v, u.length);
  return sumOfProducts(u, v);
}

function sumOfProducts(u: Vector, v: Vector): number {
  let sum = 0;
  for (let i = 0; i < u.length; i++) sum += u[i]! * v[i]!;
  return sum;
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
  requireInteger("make an identity matrix", "size", size, 1);
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
  requireVector("make a diagonal matrix", "entries", entries);
  return entries.map((entry, i) => entries.map((_, j) => (i === j ? entry : 0)));
}

/** Refuses anything but a square matrix; returns its size. */
export function requireSquare(action: string, argument: string, a: Matrix): number {
  const [rows, columns] = requireMatrix(action, argument, a);
  if (rows !== columns) throw new ShapeError(action, argument, [rows, columns], "[n,n]");
  return rows;
}
