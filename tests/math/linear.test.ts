import { assertEquals, assertThrows } from "@std/assert";
import {
  diagonal,
  dot,
  identity,
  inverse,
  matVec,
  multiply,
  outer,
  ShapeError,
  solve,
  transpose,
} from "lib/math";
import { assertClose } from "../support/mod.ts";

const A = [[1, 2, 3], [4, 5, 6]];
const B = [[7, 8], [9, 10], [11, 12]];

Deno.test("multiply: gives small products by hand", () => {
  assertEquals(multiply(A, B), [[58, 64], [139, 154]]);
  assertEquals(multiply(identity(2), A), A);
  assertEquals(matVec(A, [1, 0, -1]), [-2, -2]);
  assertEquals(transpose(A), [[1, 4], [2, 5], [3, 6]]);
  assertEquals(outer([1, 2], [3, 4, 5]), [[3, 4, 5], [6, 8, 10]]);
  assertEquals(dot([1, 2, 3], [4, 5, 6]), 32);
  assertEquals(diagonal([2, 3]), [[2, 0], [0, 3]]);
});

Deno.test("multiply: refuses sizes that do not fit, ragged rows, and non-numbers", () => {
  assertThrows(
    () => multiply(A, A),
    ShapeError,
    "Cannot multiply matrices: b is [2,3], expected [3,n]",
  );
  assertThrows(() => matVec(A, [1, 2]), ShapeError, "v is [2], expected [3]");
  assertThrows(() => dot([1], [1, 2]), ShapeError, "v is [2], expected [1]");
  assertThrows(() => transpose([[1, 2], [3]]), ShapeError, "a[1] is [1], expected [2]");
  assertThrows(() => transpose([]), ShapeError, "a is [0], expected at least one row");
  assertThrows(() => multiply(A, [[1], [NaN], [2]]), RangeError, "b[1][0] is NaN");
  assertThrows(() => multiply(A, "b" as never), TypeError, 'b is "b", expected a matrix');
  assertThrows(() => multiply([1, 2] as never, B), TypeError, "a[0] is 1, expected a row");
  assertThrows(() => dot(["1"] as never, [1]), TypeError, 'u[0] is "1"');
  assertThrows(() => identity(0), RangeError, "size is 0");
});

Deno.test("solve: gives back the x of A x, also when the first pivot is 0", () => {
  const a = [[0, 2, 1], [1, -1, 0.5], [4, 3, -2]];
  const x = [1.5, -2, 0.25];
  // The condition of A is about 5: a few roundings.
  assertClose(solve(a, matVec(a, x)), x, { atol: 5e-15 });
  assertClose(multiply(a, inverse(a)).flat(), identity(3).flat(), { atol: 2e-15 });
});

Deno.test("solve: keeps the residual at rounding for an ill-conditioned matrix", () => {
  const hilbert = Array.from({ length: 8 }, (_, i) =>
    // condition 1.5e10
    Array.from({ length: 8 }, (_, j) => 1 / (i + j + 1)));
  const b = hilbert.map((row) => row.reduce((sum, h) => sum + h, 0));
  // Backward stability bounds the residual by a few n · ulp · ‖A‖‖x‖ = 8 · 1e-16 · 2.7.
  assertClose(matVec(hilbert, solve(hilbert, b)), b, { atol: 5e-15 });
});

Deno.test("solve: refuses singular and misshapen systems", () => {
  assertThrows(
    () => solve([[1, 2], [2, 4]], [1, 2]),
    RangeError,
    "Cannot solve a linear system: a is singular to working precision (pivot 0 in column 1)",
  );
  assertThrows(() => inverse([[0]]), RangeError, "singular");
  assertThrows(() => solve([[1, 2]], [1]), ShapeError, "a is [1,2], expected [n,n]");
  assertThrows(() => solve([[1]], [1, 2]), ShapeError, "b is [2], expected [1]");
});
