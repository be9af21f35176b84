import { assertEquals, assertThrows } from "@std/assert";
import { grid } from "lib/math";
import { assertClose } from "../support/mod.ts";

Deno.test("grid: includes both ends exactly", () => {
  for (const [low, high, count] of [[0, 1, 11], [-0.1, 0.3, 7], [1e-3, 0.999, 400]] as const) {
    const values = grid(low, high, count);
    assertEquals([values.length, values[0], values.at(-1)], [count, low, high]);
  }
});

Deno.test("grid: steps are equal", () => {
  const values = grid(-2, 5, 1001);
  const steps = values.slice(1).map((value, i) => value - values[i]!);
  assertClose(steps, steps.map(() => 7 / 1000), { atol: 4e-15 }); // a few ulps of 5
  assertEquals(grid(3, 3, 2), [3, 3]);
});

Deno.test("grid: refuses impossible ranges", () => {
  assertThrows(
    () => grid(1, 0, 5),
    RangeError,
    "Cannot make a grid: high is 0, expected a number of at least 1",
  );
  assertThrows(
    () => grid(0, 1, 1),
    RangeError,
    "count is 1, expected a whole number in [2, 16777216]",
  );
  assertThrows(() => grid(0, Infinity, 3), RangeError, "high is Infinity");
});
