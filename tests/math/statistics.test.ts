import { assertEquals, assertThrows } from "@std/assert";
import {
  fold,
  interquartileMean,
  key,
  mean,
  meanWithError,
  normal,
  quantile,
  ShapeError,
  tInterval,
  variance,
} from "lib/math";
import { assertClose } from "../support/mod.ts";
import golden from "./golden/statistics.json" with { type: "json" };

const ROUNDING = { rtol: 4e-15, atol: 1e-14 }; // sums of at most 25 numbers of size 10

Deno.test("mean, variance, quantile: agree with NumPy", () => {
  for (const summary of golden.summaries) {
    assertClose(mean(summary.values), summary.mean, ROUNDING);
    assertClose(variance(summary.values), summary.variance, ROUNDING);
    for (const [p, value] of summary.quantiles) {
      assertClose(quantile(summary.values, p!), value!, ROUNDING);
    }
  }
});

Deno.test("meanWithError, tInterval, interquartileMean: agree with SciPy", () => {
  for (const summary of golden.summaries) {
    const { mean, standardError, count } = meanWithError(summary.values);
    assertClose([mean, standardError], [summary.mean, summary.standardError], ROUNDING);
    assertEquals(count, summary.values.length);
    const { low, high } = tInterval(summary.values);
    assertClose([low, high], summary.interval, { rtol: 1e-12, atol: 1e-12 }); // t's own accuracy
    assertClose(interquartileMean(summary.values), summary.interquartileMean, ROUNDING);
  }
});

Deno.test("variance: a large offset costs no digits", () => {
  const values = [1, 2, 3, 4].map((value) => value + 1e9);
  assertEquals(variance(values), 5 / 3);
  assertEquals(mean(values), 1e9 + 2.5);
  assertEquals(mean(Float64Array.of(0.1, 0.1, 0.1)), 0.1);
});

Deno.test("tInterval: covers the truth as often as it says", () => {
  const trials = 4000;
  for (const [count, level] of [[3, 0.95], [8, 0.8]] as const) {
    let covered = 0;
    for (let trial = 0; trial < trials; trial++) {
      const { low, high } = tInterval(normal(fold(fold(key(8), count), trial), count), level);
      if (low <= 0 && 0 <= high) covered++;
    }
    const s = Math.sqrt(level * (1 - level) / trials); // of a binomial share; five of these
    assertClose(covered / trials, level, { atol: 5 * s });
  }
});

Deno.test("statistics: refuse too few values, non-finite ones, and impossible levels", () => {
  assertThrows(() => mean([]), ShapeError, "Cannot take a mean: values is [0]");
  assertThrows(
    () => variance([1]),
    ShapeError,
    "Cannot take a variance: values is [1], expected at least two entries",
  );
  assertThrows(() => meanWithError([1]), ShapeError, "at least two entries");
  assertThrows(() => mean([1, Infinity]), RangeError, "values[1] is Infinity");
  assertThrows(() => mean(5 as never), TypeError, "values is 5, expected a vector");
  assertThrows(() => quantile([1], 1.01), RangeError, "p is 1.01, expected a number in [0, 1]");
  assertThrows(() => quantile([], 0.5), ShapeError, "values is [0]");
  assertThrows(() => tInterval([1, 2], 1), RangeError, "level is 1, expected a number in (0, 1)");
  assertThrows(() => interquartileMean([NaN]), RangeError, "values[0] is NaN");
});
