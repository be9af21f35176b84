import { assertEquals, assertGreater, assertThrows } from "@std/assert";
import { EigenvalueDecomposition, Matrix as DenseMatrix } from "ml-matrix";
import { eigenSymmetric, fold, key, normal, ShapeError } from "lib/math";
import { assertClose } from "../support/mod.ts";

/** A random symmetric matrix. */
function symmetric(size: number): number[][] {
  const z = normal(fold(key(77), size), size * size);
  return Array.from(
    { length: size },
    (_, i) => Array.from({ length: size }, (_, j) => z[i * size + j]! + z[j * size + i]!),
  );
}

Deno.test("eigenSymmetric: rebuilds the matrix from orthonormal vectors", () => {
  for (const size of [1, 2, 3, 5, 12]) {
    const a = symmetric(size);
    const { values, vectors } = eigenSymmetric(a);
    assertEquals(values, values.toSorted((x, y) => x - y));
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        const rebuilt = values.reduce(
          (sum, v, k) => sum + v * vectors[k]![i]! * vectors[k]![j]!,
          0,
        );
        assertClose(rebuilt, a[i]![j]!, { atol: 1e-13 }); // some n ulps of ‖A‖ < 12
        const product = vectors[i]!.reduce((sum, x, k) => sum + x * vectors[j]![k]!, 0);
        assertClose(product, i === j ? 1 : 0, { atol: 1e-14 });
      }
    }
    for (const vector of vectors) {
      assertGreater(vector.reduce((m, x) => (Math.abs(x) > Math.abs(m) ? x : m)), 0);
    }
  }
});

Deno.test("eigenSymmetric: agrees with an independent implementation (ml-matrix)", () => {
  for (const size of [2, 4, 8]) {
    const a = symmetric(size);
    const peer = new EigenvalueDecomposition(new DenseMatrix(a), { assumeSymmetric: true });
    const expected = [...peer.realEigenvalues].sort((x, y) => x - y);
    assertClose(eigenSymmetric(a).values, expected, { atol: 1e-13 }); // some ulps of ‖A‖ < 10
  }
});

Deno.test("eigenSymmetric: finds a tiny eigenvalue beside a huge one to full accuracy", () => {
  // D S D with D = diag(1e6, 1, 1e-5): axes in very different units. The product of the eigenvalues
  // is |S|·100, |S| = 1 − 3·.01 + 2·.001 = .972; the largest two are 1e12 and .99 to many digits.
  // The usual tridiagonal method gives 6e-5 for the smallest (ml-matrix 6.15, tried).
  const units = [1e6, 1, 1e-5];
  const a = units.map((u, i) => units.map((v, j) => u * v * (i === j ? 1 : 0.1)));
  const { values } = eigenSymmetric(a);
  assertClose(values[0]! * values[1]! * values[2]!, 0.972 * 100, { rtol: 1e-13 });
  assertClose(values[0]!, 0.972 / 0.99 * 1e-10, { rtol: 1e-9 }); // corrections are 1e-10 relative
});

Deno.test("eigenSymmetric: keeps diagonal and degenerate matrices", () => {
  assertEquals(eigenSymmetric([[3, 0], [0, 1]]).values, [1, 3]);
  assertEquals(eigenSymmetric([[3, 0], [0, 1]]).vectors, [[0, 1], [1, 0]]);
  assertEquals(eigenSymmetric([[0, 0], [0, 0]]).values, [0, 0]);
  assertClose(eigenSymmetric([[0, 1], [1, 0]]).values, [-1, 1], { atol: 1e-15 });
  assertClose(eigenSymmetric([[1, 1], [1, 1]]).values, [0, 2], { atol: 1e-15 });
});

Deno.test("eigenSymmetric: refuses what is not symmetric or square", () => {
  assertThrows(
    () => eigenSymmetric([[1, 2], [3, 1]]),
    RangeError,
    "Cannot find eigenvalues: a[1][0] is 3, expected 2 as a[0][1] (a symmetric matrix)",
  );
  assertThrows(() => eigenSymmetric([[1, 2]]), ShapeError, "a is [1,2]");
  assertThrows(() => eigenSymmetric([[Infinity]]), RangeError, "a[0][0] is Infinity");
});
