import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  bootstrapCurves,
  fold,
  interquartileMean,
  key,
  mean,
  ShapeError,
  stratifiedBootstrap,
} from "lib/math";
import { assertClose } from "../support/mod.ts";
import golden from "./golden/statistics.json" with { type: "json" };

Deno.test("interquartileMean: drops a quarter at each end", () => {
  assertEquals(interquartileMean([8, 1, 3, 5, 4, 2, 7, 6]), 4.5);
  assertEquals(interquartileMean([-1e9, 2, 4, 1e9]), 3);
  assertEquals(interquartileMean([1, 5, 9]), 5); // ⌊3/4⌋ = 0: nothing is dropped
});

Deno.test("stratifiedBootstrap: agrees with rliable's method redone in NumPy", () => {
  for (const { scores, estimate, low, high, standardDeviation } of golden.bootstraps) {
    const found = stratifiedBootstrap(key(60), scores, { resamples: 20_000 });
    assertClose(found.estimate, estimate, { rtol: 4e-15 });
    // A 2.5 % point of 20,000 draws has s = √(.025·.975/20000)/density ≈ .019 standard deviations
    // for a normal shape; ours are lumpy (few runs), so 10 % of a standard deviation.
    assertClose([found.low, found.high], [low, high], { atol: 0.1 * standardDeviation });
  }
});

Deno.test("stratifiedBootstrap: resamples within tasks, never across", () => {
  // Each task's runs are all equal: every resample is the data itself.
  const { estimate, low, high } = stratifiedBootstrap(key(1), [[1, 1, 1], [5, 5, 5]], {
    statistic: mean,
  });
  assertEquals([estimate, low, high], [3, 3, 3]);
});

Deno.test("stratifiedBootstrap: a wider level gives a wider interval; keys repeat it", () => {
  const scores = [[1, 2, 3, 9], [4, 4, 5, 7]];
  const narrow = stratifiedBootstrap(key(2), scores, { level: 0.5 });
  const wide = stratifiedBootstrap(key(2), scores, { level: 0.99 });
  assert(wide.low < narrow.low && narrow.high < wide.high);
  assertEquals(stratifiedBootstrap(key(2), scores, { level: 0.5 }), narrow);
});

Deno.test("stratifiedBootstrap: refuses ragged scores and impossible options", () => {
  const k = key(0);
  assertThrows(
    () => stratifiedBootstrap(k, [[1, 2], [3]]),
    ShapeError,
    "Cannot bootstrap scores: scores[1] is [1], expected [2]",
  );
  assertThrows(() => stratifiedBootstrap(k, []), ShapeError, "scores is [0]");
  assertThrows(() => stratifiedBootstrap(k, [[1, NaN]]), RangeError, "scores[0][1] is NaN");
  assertThrows(() => stratifiedBootstrap(k, [[1, 2]], { level: 95 }), RangeError, "level is 95");
  assertThrows(() => stratifiedBootstrap(k, [[1]], { resamples: 0 }), RangeError, "resamples is 0");
  assertThrows(
    () => stratifiedBootstrap(k, [[1]], { samples: 9 } as never),
    TypeError,
    'an option is "samples", expected one of statistic, resamples, level',
  );
});

Deno.test("bootstrapCurves: each step is that step's runs alone, from the fold by its number", () => {
  const runs = [[1, 8, 2], [3, 5, 2], [4, 1, 2], [9, 0, 2]];
  const found = bootstrapCurves(key(3), runs, { resamples: 50, level: 0.8 });
  assertEquals(found.runs, runs);
  for (let i = 0; i < 3; i++) {
    const column = [runs.map((run) => run[i]!)];
    const { estimate, low, high } = stratifiedBootstrap(fold(key(3), i), column, {
      resamples: 50,
      level: 0.8,
    });
    assertEquals([found.middle[i], found.low[i], found.high[i]], [estimate, low, high]);
  }
  assertEquals([found.low[2], found.high[2]], [2, 2]);
});

Deno.test("bootstrapCurves: refuses ragged runs by name", () => {
  assertThrows(() => bootstrapCurves(key(0), [[1, 2], [3]]), ShapeError, "bootstrap curves: runs");
});
