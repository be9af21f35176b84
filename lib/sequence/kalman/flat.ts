/** Small matrices, row after row in typed arrays, written into arrays that are there: for loops over
 * thousands of steps. Nothing is checked here. */
import { type Matrix, NonFiniteError, NotPositiveDefiniteError } from "../../math/mod.ts";

/** A matrix or a vector, row after row. */
export type Flat = Float64Array;

/** Rows one after another. */
export function flatOf(rows: Matrix): Flat {
  return Float64Array.from(rows.flatMap((row) => Array.from(row)));
}

/** out `[n][p]` ← a `[n][m]` b `[m][p]`. */
export function times(out: Flat, a: Flat, b: Flat, n: number, m: number, p: number): void {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < p; j++) {
      let sum = 0;
      for (let k = 0; k < m; k++) sum += a[i * m + k]! * b[k * p + j]!;
      out[i * p + j] = sum;
    }
  }
}

/** out `[n][p]` ← a `[n][m]` bᵀ, with b `[p][m]`. */
export function timesTransposed(
  out: Flat,
  a: Flat,
  b: Flat,
  n: number,
  m: number,
  p: number,
): void {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < p; j++) {
      let sum = 0;
      for (let k = 0; k < m; k++) sum += a[i * m + k]! * b[j * m + k]!;
      out[i * p + j] = sum;
    }
  }
}

/** out ← a + b. */
export function plus(out: Flat, a: Flat, b: Flat): void {
  for (let i = 0; i < out.length; i++) out[i] = a[i]! + b[i]!;
}

/** a ← (a + aᵀ)/2 for a `[n][n]`: rounding leaves halves that differ in the last bit. */
export function symmetrize(a: Flat, n: number): void {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const middle = (a[i * n + j]! + a[j * n + i]!) / 2;
      a[i * n + j] = middle;
      a[j * n + i] = middle;
    }
  }
}

/**
 * lower ← the Cholesky factor of a `[n][n]`.
 *
 * @param what how a message shall call a: "the predicted covariance of observations[3]"
 * @throws {NotPositiveDefiniteError|NonFiniteError} naming it
 */
export function factorize(
  lower: Flat,
  a: Flat,
  n: number,
  doing: string,
  what: () => string,
): void {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = a[i * n + j]!;
      for (let k = 0; k < j; k++) rest -= lower[i * n + k]! * lower[j * n + k]!;
      if (i !== j) lower[i * n + j] = rest / lower[j * n + j]!;
      else if (rest > 0 && rest < Infinity) lower[i * n + i] = Math.sqrt(rest);
      else if (rest <= 0) throw new NotPositiveDefiniteError(doing, what(), i, rest);
      else throw new NonFiniteError(doing, `an entry of ${what()}`, rest);
    }
  }
}

/** Each row r of rows `[count][n]` ← r (L Lᵀ)⁻¹. */
export function divideRows(rows: Flat, lower: Flat, count: number, n: number): void {
  for (let at = 0; at < count * n; at += n) {
    for (let i = 0; i < n; i++) {
      let rest = rows[at + i]!;
      for (let j = 0; j < i; j++) rest -= lower[i * n + j]! * rows[at + j]!;
      rows[at + i] = rest / lower[i * n + i]!;
    }
    for (let i = n - 1; i >= 0; i--) {
      let rest = rows[at + i]!;
      for (let j = i + 1; j < n; j++) rest -= lower[j * n + i]! * rows[at + j]!;
      rows[at + i] = rest / lower[i * n + i]!;
    }
  }
}

/** Step t of vectors that lie one after another, `[T][n]`, as an array. */
export function vectorAt(all: Flat, t: number, n: number): number[] {
  const vector = new Array<number>(n);
  for (let i = 0; i < n; i++) vector[i] = all[t * n + i]!;
  return vector;
}

function matrixAt(all: Flat, t: number, n: number, m: number): number[][] {
  const rows = new Array<number[]>(n);
  for (let i = 0; i < n; i++) rows[i] = vectorAt(all, t * n + i, m);
  return rows;
}

/** Square matrices that lie one after another as lists of rows; one that repeats the last is the same list. */
export function matricesOf(all: Flat, steps: number, n: number): number[][][] {
  const list = new Array<number[][]>(steps), size = n * n;
  for (let t = 0; t < steps; t++) {
    let same = t > 0;
    for (let i = t * size; same && i < (t + 1) * size; i++) same = all[i] === all[i - size];
    list[t] = same ? list[t - 1]! : matrixAt(all, t, n, n);
  }
  return list;
}
