import { assertEquals } from "@std/assert";
import { logProduct, logRows } from "../../../lib/control/posterior/log_rows.ts";
import { assertClose } from "../../support/mod.ts";

const entry = (row: number, column: number, logWeight: number) => ({ row, column, logWeight });

Deno.test("logRows: packs by rows, in the order given within one, and drops weights of 0", () => {
  const matrix = logRows(3, [
    entry(2, 0, -1),
    entry(0, 1, 0),
    entry(2, 1, -3),
    entry(0, 0, -Infinity),
  ]);
  assertEquals([...matrix.offsets], [0, 1, 1, 3]);
  assertEquals([...matrix.column], [1, 0, 1]);
  assertEquals([...matrix.logWeight], [0, -1, -3]);
  assertEquals([...matrix.top], [0, -Infinity, -1]);
  assertEquals([...matrix.scaled], [1, 1, Math.exp(-2)]);
});

Deno.test("logProduct: is the logarithm of a matrix times a vector", () => {
  const weights = [[0.5, 0, 2], [1e-3, 4, 0], [0, 0, 0]];
  const vector = [0.25, 3, 1e-5];
  const matrix = logRows(
    3,
    weights.flatMap((row, i) => row.map((w, j) => entry(i, j, Math.log(w)))),
  );
  const product = weights.map((row) => row.reduce((sum, w, j) => sum + w * vector[j]!, 0));
  const found = logProduct(matrix, Float64Array.from(vector, Math.log));
  assertClose(found, product.map(Math.log), { atol: 1e-15 }); // a sum of two, its logarithm below 3
});

Deno.test("logProduct: no scale of weights or values is lost", () => {
  const matrix = logRows(4, [
    entry(0, 0, -800), // a weight whose exponential is 0 …
    entry(0, 1, 0),
    entry(1, 1, 5),
    entry(2, 2, 9),
    entry(3, 0, -900),
    entry(3, 1, -100),
    entry(3, 2, 2000),
  ]);
  const values = Float64Array.of(0, -800, -Infinity); // … on the value that dwarfs the other
  // Row 0: e^-800 + e^-800. Row 1: e^(5 − 800), far below the largest. Row 2: nothing.
  // Row 3: e^-900 twice, under a weight of e^2000 that meets 0.
  const expected = [-800 + Math.LN2, -795, -Infinity, -900 + Math.LN2];
  assertClose(logProduct(matrix, values), expected, { rtol: 1e-15 });
  const huge = Float64Array.of(1e5, 1e5 - 800, -Infinity);
  assertClose(logProduct(matrix, huge), expected.map((x) => x + 1e5), { rtol: 1e-15 });
});

Deno.test("logProduct: the two ways to sum a row agree where they meet", () => {
  // Sums on both sides of 1e-290, the point of change.
  const matrix = logRows(2, [
    entry(0, 0, 0),
    entry(1, 1, Math.log(0.3)),
    entry(1, 2, Math.log(0.7)),
  ]);
  for (const depth of [660, 667, 667.7, 667.8, 668, 690, 725, 740]) {
    const found = logProduct(matrix, Float64Array.of(0, -depth, -depth - 1));
    const expected = -depth + Math.log(0.3 + 0.7 * Math.exp(-1));
    assertClose(found, [0, expected], { rtol: 3e-16 }); // two roundings of some 700
  }
});

Deno.test("logProduct: of nothing is nothing", () => {
  const matrix = logRows(2, [entry(0, 0, 0)]);
  assertEquals([...logProduct(matrix, Float64Array.of(-Infinity))], [-Infinity, -Infinity]);
  assertEquals([...logProduct(matrix, Float64Array.of(-3))], [-3, -Infinity]);
});
