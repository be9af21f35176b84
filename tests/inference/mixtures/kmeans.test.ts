import { assert, assertEquals, assertThrows } from "@std/assert";
import { kMeans, kMeansPlusPlus } from "lib/inference";
import { fold, key, normal, ShapeError } from "lib/math";
import { assertClose } from "../../support/mod.ts";

const NOISE = normal(key(12), 400);
const POINTS = Array.from({ length: 200 }, (_, n) => {
  const corner = n % 4;
  return [NOISE[2 * n]! + 20 * (corner >> 1), NOISE[2 * n + 1]! + 20 * (corner & 1)];
});

const square = (x: readonly number[], y: readonly number[]) =>
  x.reduce((sum, value, i) => sum + (value - y[i]!) ** 2, 0);

Deno.test("kMeansPlusPlus: draws points of the data, each next by squared distance", () => {
  // From {0, 1, 3}: the first is any; after 0 the next is 1 with 1/10 and 3 with 9/10, after 1: 0
  // with 1/5 and 3 with 4/5, after 3: 0 with 9/13 and 1 with 4/13.
  const wanted = new Map([["0,1", 1 / 30], ["0,3", 9 / 30], ["1,0", 1 / 15], ["1,3", 4 / 15]]);
  wanted.set("3,0", 9 / 39).set("3,1", 4 / 39);
  const trials = 20_000;
  const counts = new Map<string, number>();
  for (let trial = 0; trial < trials; trial++) {
    const pair = kMeansPlusPlus(fold(key(1), trial), [[0], [1], [3]], 2).flat().join();
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  let chiSquare = 0;
  for (const [pair, p] of wanted) {
    chiSquare += ((counts.get(pair) ?? 0) - p * trials) ** 2 / (p * trials);
  }
  assert(chiSquare < 25.7, `χ² = ${chiSquare}`); // 5 degrees of freedom: above with chance 1e-4
});

Deno.test("kMeansPlusPlus: never draws a point twice, however far the last one lies", () => {
  for (let seed = 0; seed < 50; seed++) {
    const centres = kMeansPlusPlus(key(seed), [[0], [1], [100]], 3).flat();
    assertEquals(centres.sort((a, b) => a - b), [0, 1, 100]);
  }
});

Deno.test("kMeans: a centre that loses all its points stays where it was", () => {
  // Found by search: with this key the third centre, between (4, 2) and (7, 6), loses both.
  const points = [[8, 7], [8, 6], [5, 1], [4, 2], [7, 6], [8, 6], [2, 9], [9, 1]];
  const { centres, labels } = kMeans(key(7755), points, 4);
  assertEquals(Array.from(labels), [0, 0, 3, 3, 0, 0, 1, 3]);
  assertEquals(centres[2], [5.5, 4]);
});

Deno.test("kMeans: finds four corners, with labels and inertia that fit", () => {
  const { centres, labels, inertia } = kMeans(key(2), POINTS, 4);
  for (let n = 4; n < POINTS.length; n++) assertEquals(labels[n], labels[n % 4]);
  const own = POINTS.reduce((sum, x, n) => sum + square(x, centres[labels[n]!]!), 0);
  assertClose(inertia, own, { rtol: 1e-13 }); // 200 terms
  POINTS.forEach((x, n) => {
    const nearest = centres.map((centre) => square(x, centre));
    assertEquals(nearest.indexOf(Math.min(...nearest)), labels[n]);
  });
  centres.forEach((centre, c) => {
    const members = POINTS.filter((_, n) => labels[n] === c);
    const mean = [0, 1].map((i) => members.reduce((sum, x) => sum + x[i]!, 0) / members.length);
    assertClose(centre, mean, { rtol: 1e-13 }); // 50 terms
  });
});

Deno.test("kMeans: as many clusters as points costs nothing", () => {
  const { inertia, labels } = kMeans(key(3), [[0], [2], [5]], 3);
  assertEquals([inertia, new Set(labels).size], [0, 3]);
  assertEquals(kMeans(key(3), [[1], [3]], 1).centres, [[2]]);
});

Deno.test("kMeans, kMeansPlusPlus: refuse more clusters than points", () => {
  assertThrows(
    () => kMeans(key(0), [[1], [2]], 3),
    RangeError,
    "Cannot cluster points: count is 3, expected at most 2, the number of points",
  );
  assertThrows(
    () => kMeansPlusPlus(key(0), [[1], [1]], 2),
    RangeError,
    "Cannot choose centres: count is 2, expected at most 1, the number of distinct points",
  );
  assertThrows(() => kMeans(key(0), [[1]], 0), RangeError, "count is 0");
  assertThrows(() => kMeans(key(0), [], 1), ShapeError, "points is [0]");
  assertThrows(() => kMeansPlusPlus(key(0), [[NaN]], 1), RangeError, "points[0][0] is NaN");
  assertThrows(() => kMeans("a" as never, [[1]], 1), TypeError, 'key is "a"');
});
