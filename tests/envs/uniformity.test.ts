import { assert, assertThrows } from "@std/assert";
import { correlation, requireUniform } from "./uniformity.ts";

const even = Array.from({ length: 2000 }, (_, i) => (i + 0.5) / 2000);

Deno.test("requireUniform accepts a uniform sample and rejects others", () => {
  requireUniform(even.map((u) => 4 * u - 2), -2, 2);
  const rejects = (sample: readonly number[]) => assertThrows(() => requireUniform(sample, -2, 2));
  rejects(even.map((u) => 3.4 * u - 1.7)); // too narrow
  rejects(even.map((u) => 4 * u ** 1.3 - 2)); // crooked
  rejects(even.map((u) => 4 * u - 1.99)); // beyond the end
});

Deno.test("correlation: of a list with itself, its mirror, and an even function", () => {
  const x = even.map((u) => 2 * u - 1);
  assert(Math.abs(correlation(x, x) - 1) < 1e-12);
  assert(Math.abs(correlation(x, x.map((each) => -each)) + 1) < 1e-12);
  assert(Math.abs(correlation(x, x.map((each) => each * each))) < 1e-12);
});
