import { assert, assertEquals, assertThrows } from "@std/assert";
import { assertClose } from "../support/mod.ts";
import { categorical, fold, key, normal, permutation, threefry2x32, uniform } from "lib/math";

const COUNT = 200_000;

/** Kolmogorov's statistic √n · sup |F_n − F|; above 2.2 with probability 1e-4. */
function kolmogorov(draws: Float64Array, distribution: (x: number) => number): number {
  const sorted = draws.toSorted();
  let distance = 0;
  sorted.forEach((x, i) => {
    const p = distribution(x);
    distance = Math.max(distance, p - i / sorted.length, (i + 1) / sorted.length - p);
  });
  return distance * Math.sqrt(sorted.length);
}

/** Φ(x) by Taylor's series about 0 (|x| < 3) and Laplace's continued fraction beyond. */
function normalCdf(x: number): number {
  const density = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  const size = Math.abs(x);
  if (size < 3) {
    let term = size, sum = size;
    for (let n = 1; n < 100; n++) sum += term *= size * size / (2 * n + 1);
    return 0.5 + Math.sign(x) * density * sum;
  }
  let fraction = size;
  for (let n = 60; n > 0; n--) fraction = size + n / fraction;
  return x < 0 ? density / fraction : 1 - density / fraction;
}

Deno.test("uniform: is 53 bits of the block at (index, 0)", () => {
  const [a, b] = threefry2x32(key(4), [7, 0]);
  const bits = (BigInt(a) << 32n | BigInt(b)) >> 11n;
  assertEquals(uniform(key(4), 8)[7], Number(bits) / 2 ** 53);
});

Deno.test("uniform: a longer draw starts with the shorter one, across internal chunks", () => {
  const long = uniform(key(1), 10_000);
  for (const count of [0, 1, 4095, 4096, 4097]) {
    assertEquals(uniform(key(1), count), long.slice(0, count));
  }
  assertEquals(normal(key(1), 4097), normal(key(1), 10_000).slice(0, 4097));
});

Deno.test("uniform: is uniform in its range", () => {
  const draws = uniform(key(20), COUNT, -3, 5);
  assert(draws.every((u) => u >= -3 && u < 5));
  assert(kolmogorov(draws, (x) => (x + 3) / 8) < 2.2);
  // Every one of the 53 bits is fair: s = ½/√n, the worst of 53 within 5 of these.
  const unit = uniform(key(21), COUNT);
  for (let bit = 1; bit <= 53; bit++) {
    const scale = 2 ** bit;
    const share = unit.reduce((sum, u) => sum + Math.floor(u * scale) % 2, 0) / COUNT;
    assert(Math.abs(share - 0.5) < 2.5 / Math.sqrt(COUNT), `bit ${bit}: ${share}`);
  }
});

Deno.test("normal: is Box and Muller's transform of two uniform numbers", () => {
  const u = uniform(key(2), 10);
  const expected = Array.from({ length: 10 }, (_, i) => {
    const [radius, angle] = [Math.sqrt(-2 * Math.log(1 - u[i & ~1]!)), 2 * Math.PI * u[i | 1]!];
    return radius * (i % 2 === 0 ? Math.cos(angle) : Math.sin(angle));
  });
  assertClose(normal(key(2), 10), expected, { rtol: 1e-15 }); // the same few operations
});

Deno.test("normal: has the moments of a standard normal", () => {
  const draws = normal(key(30), COUNT);
  // The k-th moment of n draws has s = √((m_2k − m_k²)/n), with m = 1, 0, 1, 0, 3, 0, 15, 0, 105.
  const expected = [[0, 1], [1, 2], [0, 15], [3, 96]] as const;
  expected.forEach(([moment, variance], i) => {
    const found = draws.reduce((sum, z) => sum + z ** (i + 1), 0) / COUNT;
    assertClose(found, moment, { atol: 5 * Math.sqrt(variance / COUNT) });
  });
  assert(kolmogorov(draws, normalCdf) < 2.2);
});

Deno.test("normal: has the tails of a standard normal", () => {
  const draws = normal(key(31), 2_000_000);
  for (const [bound, share] of [[3, 2.699796e-3], [4, 6.334248e-5], [4.5, 6.795346e-6]] as const) {
    const found = draws.reduce((sum, z) => sum + (Math.abs(z) > bound ? 1 : 0), 0);
    const wanted = share * draws.length;
    assertClose(found, wanted, { atol: 5 * Math.sqrt(wanted) }); // a Poisson count
  }
});

Deno.test("normal: the two of a pair, and neighbours of two pairs, are uncorrelated", () => {
  const draws = normal(key(32), COUNT);
  for (const f of [(z: number) => z, (z: number) => z * z - 1, Math.abs]) {
    const values = draws.map(f);
    const mean = values.reduce((a, b) => a + b) / COUNT;
    const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / COUNT;
    for (const parity of [0, 1]) {
      let sum = 0;
      for (let i = parity; i + 1 < COUNT; i += 2) {
        sum += (values[i]! - mean) * (values[i + 1]! - mean);
      }
      const correlation = 2 * sum / COUNT / variance;
      assert(Math.abs(correlation) < 5 / Math.sqrt(COUNT / 2), `parity ${parity}: ${correlation}`);
    }
  }
});

Deno.test("categorical: draws each category with its probability", () => {
  const probabilities = [0.05, 0, 0.25, 0.6, 0.1, 0];
  const counts = [0, 0, 0, 0, 0, 0];
  for (const category of categorical(key(40), probabilities, COUNT)) counts[category]!++;
  let chiSquare = 0;
  probabilities.forEach((p, i) => {
    if (p === 0) assertEquals(counts[i], 0);
    else chiSquare += (counts[i]! - p * COUNT) ** 2 / (p * COUNT);
  });
  assert(chiSquare < 21.1, `χ² = ${chiSquare}`); // 3 degrees of freedom: above with chance 1e-4
  assertEquals(categorical(key(0), [0, 0, 1], 3), Int32Array.of(2, 2, 2));
});

Deno.test("permutation: all 24 orders of four are equally likely", () => {
  const counts = new Map<string, number>();
  const trials = 24_000;
  for (let i = 0; i < trials; i++) {
    const order = permutation(fold(key(50), i), 4).join("");
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  assertEquals(counts.size, 24);
  const chiSquare = [...counts.values()].reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0);
  assert(chiSquare < 59.3, `χ² = ${chiSquare}`); // 23 degrees of freedom: above with chance 5e-5
  assertEquals([permutation(key(0), 0), permutation(key(0), 1)].map((p) => p.length), [0, 1]);
});

Deno.test("draws: refuse impossible arguments, naming them", () => {
  const k = key(0);
  assertThrows(() => uniform(k, -1), RangeError, "Cannot draw uniform numbers: count is -1");
  assertThrows(() => uniform(k, 1, 2, 2), RangeError, "high is 2, expected a number above 2");
  assertThrows(() => uniform(k, 1, -Infinity, 0), RangeError, "low is -Infinity");
  assertThrows(() => uniform(k, 1, 0, NaN), RangeError, "high is NaN");
  assertThrows(() => normal(k, 2.5), RangeError, "Cannot draw normal numbers: count is 2.5");
  assertThrows(() => normal(0 as never, 2), TypeError, "key is 0");
  assertThrows(() => normal([1, NaN], 2), RangeError, "key is [1,NaN]");
  assertThrows(
    () => categorical(k, [0.5, 0.4], 1),
    RangeError,
    "Cannot draw categories: the sum of probabilities is 0.9, expected 1 (within 1e-9)",
  );
  assertThrows(() => categorical(k, [1.5, -0.5], 1), RangeError, "probabilities[1] is -0.5");
  assertThrows(() => categorical(k, [], 1), RangeError, "probabilities is [0]");
  assertThrows(() => permutation(k, -2), RangeError, "Cannot draw a permutation: count is -2");
});
