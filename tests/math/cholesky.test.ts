import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  cholesky,
  logDeterminant,
  NotPositiveDefiniteError,
  ShapeError,
  solveLower,
  solveLowerTransposed,
} from "lib/math";
import { assertClose } from "../support/mod.ts";

/** B Bᵀ + I, positive definite for every B. */
function definite(b: readonly (readonly number[])[]): number[][] {
  return b.map((row, i) =>
    b.map((other, j) => row.reduce((sum, x, k) => sum + x * other[k]!, i === j ? 1 : 0))
  );
}

const squares = fc.integer({ min: 1, max: 6 }).chain((size) => {
  const entry = fc.double({ min: -10, max: 10, noNaN: true });
  const row = fc.array(entry, { minLength: size, maxLength: size });
  return fc.array(row, { minLength: size, maxLength: size });
});

Deno.test("cholesky: the factor's square is the matrix (property)", () => {
  fc.assert(
    fc.property(squares, (b) => {
      const a = definite(b);
      const lower = cholesky(a);
      const square = a.map((_, i) =>
        a.map((_, j) => lower[i]!.reduce((sum, l, k) => sum + l * lower[j]![k]!, 0))
      );
      // Higham 2002, theorem 10.3: |L Lᵀ − A| ≤ (n + 1) u · |L||Lᵀ| ≤ 7 · 1.1e-16 · max aᵢᵢ.
      const scale = Math.max(...a.map((row, i) => row[i]!));
      assertClose(square.flat(), a.flat(), { atol: 1e-15 * scale });
      lower.forEach((row, i) => row.slice(i + 1).forEach((above) => assertEquals(above, 0)));
    }),
    { seed: 1, numRuns: 200 },
  );
});

Deno.test("cholesky: gives a factor known by hand", () => {
  // Golub & Van Loan's kind of example: L has whole entries.
  const lower = [[2, 0, 0], [6, 1, 0], [-8, 5, 3]];
  assertEquals(cholesky([[4, 12, -16], [12, 37, -43], [-16, -43, 98]]), lower);
  assertClose(logDeterminant([[4, 12, -16], [12, 37, -43], [-16, -43, 98]]), Math.log(36), {
    rtol: 1e-15,
  });
});

Deno.test("logDeterminant: survives determinants that overflow", () => {
  const size = 40;
  const huge = Array.from(
    { length: size },
    (_, i) => Array.from({ length: size }, (_, j) => (i === j ? 1e20 : 0)),
  );
  assertClose(logDeterminant(huge), size * Math.log(1e20), { rtol: 1e-15 });
});

Deno.test("solveLower, solveLowerTransposed: invert the products", () => {
  const lower = [[2, 0, 0], [6, 1, 0], [-8, 5, 3]];
  assertEquals(solveLower(lower, [2, 8, 6]), [1, 2, 4 / 3]);
  // Lᵀ (1, 2, 4) = (2 + 12 − 32, 2 + 20, 12)
  assertEquals(solveLowerTransposed(lower, [-18, 22, 12]), [1, 2, 4]);
  assertThrows(() => solveLower(lower, [1]), ShapeError, "b is [1], expected [3]");
  assertThrows(() => solveLower([[0]], [1]), RangeError, "lower[0][0] is 0");
});

Deno.test("cholesky: names the row where a matrix is not positive definite", () => {
  const error = assertThrows(
    () => cholesky([[1, 2], [2, 1]], "sigma"),
    NotPositiveDefiniteError,
    "Cannot take a Cholesky factor: sigma is not positive definite (pivot -3 in row 1)",
  );
  assertEquals([error.row, error.pivot], [1, -3]);
  assertThrows(() => cholesky([[0]]), NotPositiveDefiniteError, "pivot 0 in row 0");
});

Deno.test("cholesky: refuses what is not square, symmetric or finite", () => {
  assertThrows(() => cholesky([[1, 0]]), ShapeError, "a is [1,2], expected [n,n]");
  assertThrows(
    () => cholesky([[2, 1], [1.1, 2]]),
    RangeError,
    "a[1][0] is 1.1, expected 1 as a[0][1] (a symmetric matrix)",
  );
  assertThrows(() => cholesky([[NaN]]), RangeError, "a[0][0] is NaN");
});
