import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { softMaximum, softPolicy } from "lib/control";
import { ShapeError } from "lib/math";
import { assertClose } from "../../support/mod.ts";
import { exactSoftMaximum } from "../exact.ts";
import { bestDistribution, randomDistribution, sumOf } from "../soft_oracle.ts";
import { generator } from "../worlds.ts";

const RUNS = { seed: 20_241_016, numRuns: 300 };
const VALUES = [1, -0.5, 0.25];
const PRIOR = [0.5, 0.2, 0.3];

/** Σ π v − α KL(π ‖ w), the objective that the soft maximum is the maximum of. */
function lagrangian(
  pi: readonly number[],
  values: readonly number[],
  weights: readonly number[],
  temperature: number,
): number {
  return sumOf(
    pi.map((p, i) => p === 0 ? 0 : p * values[i]! - temperature * p * Math.log(p / weights[i]!)),
  );
}

Deno.test("softMaximum: the formula, for weights and temperatures", () => {
  for (const temperature of [0.1, 1, 7]) {
    const naive = temperature *
      Math.log(sumOf(VALUES.map((v, i) => PRIOR[i]! * Math.exp(v / temperature))));
    // three terms of size 1, each rounded a few times
    assertClose(softMaximum(VALUES, { weights: PRIOR, temperature }), naive, { atol: 1e-14 });
  }
  assertClose(softMaximum([100, 100]), 100 + Math.LN2, { atol: 2e-14 }); // an ulp of 100
});

Deno.test("softMaximum: the maximum of Σ πv − α KL(π ‖ prior), and softPolicy attains it", () => {
  const next = generator(5);
  for (const temperature of [0.2, 1, 5]) {
    for (const weights of [PRIOR, [1, 1, 1]]) {
      const options = { weights, temperature };
      const best = softMaximum(VALUES, options);
      const pi = softPolicy(VALUES, options);
      const value = (p: readonly number[]) => lagrangian(p, VALUES, weights, temperature);
      assertClose(value(pi), best, { atol: 1e-14 }); // three terms of size 1
      for (let k = 0; k < 10_000; k++) assert(value(randomDistribution(next, 3)) <= best + 1e-15);
      const found = bestDistribution(value, [1 / 3, 1 / 3, 1 / 3]);
      assertClose(value(found), best, { atol: 1e-13 });
      assertClose(pi, found, { atol: 1e-6 }); // a flat top: √1e-15 along each direction
    }
  }
});

Deno.test("softMaximum: an optimum has equal Q − α log(π/prior) for all actions (the multiplier)", () => {
  const pi = softPolicy(VALUES, { weights: PRIOR, temperature: 0.7 });
  const levels = VALUES.map((v, i) => v - 0.7 * Math.log(pi[i]! / PRIOR[i]!));
  const value = softMaximum(VALUES, { weights: PRIOR, temperature: 0.7 });
  assertClose(levels, [value, value, value], { atol: 1e-14 });
});

Deno.test("softMaximum: between the weighted mean and the maximum, and both as limits", () => {
  const vectors = fc.array(fc.double({ min: -50, max: 50, noNaN: true }), {
    minLength: 1,
    maxLength: 6,
  });
  fc.assert(
    fc.property(vectors, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (values, temperature) => {
      const weights = values.map(() => 1 / values.length);
      const value = softMaximum(values, { weights, temperature });
      const top = Math.max(...values);
      const slack = 1e-12; // values of 50, and a few roundings
      assert(value <= top + slack);
      assert(value >= sumOf(values) / values.length - slack);
      assert(value >= top - temperature * Math.log(values.length) - slack);
      assertClose(
        softMaximum(values, { temperature }),
        value + temperature * Math.log(values.length),
        {
          atol: 1e-10, // α log n up to 1800, rounded
        },
      );
      assertClose(sumOf(softPolicy(values, { weights, temperature })), 1, { atol: 1e-15 });
    }),
    RUNS,
  );
});

Deno.test("softMaximum: at a very high temperature it is the mean, to second order", () => {
  const mean = sumOf(VALUES.map((v, i) => PRIOR[i]! * v));
  const spread = sumOf(VALUES.map((v, i) => PRIOR[i]! * (v - mean) ** 2));
  for (const temperature of [1e2, 1e4, 1e8, 1e12]) {
    const value = softMaximum(VALUES, { weights: PRIOR, temperature });
    // the third order is below 1/α²; what remains is rounding, not α times rounding
    assertClose(value, mean + spread / (2 * temperature), { atol: 1 / temperature ** 2 + 1e-15 });
  }
});

Deno.test("softMaximum: no scale of values or temperature over- or underflows", () => {
  assertEquals(softMaximum([-1e308, -1e308], { weights: [0.5, 0.5] }), -1e308);
  assertEquals(softMaximum([1, 2], { temperature: 1e-300 }), 2);
  assertClose(softPolicy([1, 2], { temperature: 1e-300 }), [0, 1], { atol: 0 });
  assertEquals(softMaximum([0, -5000], { weights: [1e-200, 1] }), Math.log(1e-200));
});

Deno.test("softMaximum: −∞ values and zero weights", () => {
  assertEquals(softMaximum([-Infinity, 3]), 3);
  assertEquals(softPolicy([-Infinity, 3]), [0, 1]);
  assertEquals(softMaximum([5, 3], { weights: [0, 1] }), 3);
  assertEquals(softMaximum([1e300, 3], { weights: [0, 1] }), 3);
  assertEquals(softPolicy([5, 3], { weights: [0, 1] }), [0, 1]);
  assertEquals(softMaximum([-Infinity, -Infinity]), -Infinity);
  assertEquals(softMaximum([3, -Infinity], { weights: [0, 1] }), -Infinity);
  assertEquals(softPolicy([3, -Infinity], { weights: [0, 1] }), [0, 0]);
});

Deno.test("softMaximum: refuses what it has no meaning for", () => {
  const refuses = (run: () => void, message: string) => assertThrows(run, RangeError, message);
  const hint = "temperature is 0, expected a number above 0; for the hard maximum use";
  refuses(() => softMaximum([1], { temperature: 0 }), hint);
  refuses(() => softPolicy([1], { temperature: -1 }), "temperature is -1, expected");
  refuses(() => softMaximum([1], { temperature: NaN }), "temperature is NaN");
  refuses(() => softMaximum([1], { temperature: Infinity }), "temperature is Infinity");
  assertThrows(() => softMaximum([]), ShapeError, "values is [0]");
  const fewer = () => softMaximum([1, 2], { weights: [1] });
  assertThrows(fewer, ShapeError, "weights is [1], expected [2]");
  refuses(() => softMaximum([1, NaN]), "values[1] is NaN");
  refuses(() => softMaximum([Infinity]), "values[0] is Infinity");
  refuses(() => softMaximum([1, 2], { weights: [1, -1] }), "weights[1] is -1");
  refuses(() => softMaximum([1, 2], { weights: [0, 0] }), "the sum of weights is 0");
  assertThrows(() => softMaximum([1], { weigths: [1] } as object), TypeError, "weigths");
});

/** How far a soft maximum is from the exact one, in roundings of its largest part. */
function roundings(values: number[], weights: number[], temperature: number): number {
  const found = softMaximum(values, { weights, temperature });
  const exact = exactSoftMaximum(values, weights, temperature);
  const size = Math.max(Math.abs(exact), ...values.map(Math.abs));
  return Math.abs(found - exact) / (size * 2 ** -53);
}

Deno.test("softMaximum: to the last digits at any temperature, against exact arithmetic", () => {
  assert(roundings([0.042, -0.105, -0.216], [0.0041, 0.754, 0.242], 129) <= 8);
  const next = generator(17);
  for (let k = 0; k < 300; k++) {
    const size = 1 + Math.floor(5 * next());
    const values = Array.from({ length: size }, () => 2 * next() - 1);
    const temperature = 10 ** (6 * next() - 3);
    const weights = randomDistribution(next, size);
    const row = `${values}; ${weights}; ${temperature}`;
    // the exponent, the sum of some terms, log1p, α times, plus: some roundings each
    assert(roundings(values, weights, temperature) <= 8, row);
    const ones = weights.map(() => 1);
    assert(roundings(values, ones, temperature) <= 8, row);
  }
});

Deno.test("softMaximum: what others add to a maximum of 0 is not lost beside 1", () => {
  for (const depth of [1, 20, 40, 600]) {
    const exact = Math.log1p(2 * Math.exp(-depth));
    assertClose(softMaximum([-depth, 0, -depth]), exact, { rtol: 4e-16 }); // two roundings
  }
});

Deno.test("softMaximum: refuses results and weights that are too large for numbers", () => {
  const zeros = new Array(7).fill(0);
  assertThrows(
    () => softMaximum(zeros, { temperature: 1e308 }),
    RangeError,
    "Cannot evaluate softMaximum: the soft maximum is Infinity, expected a finite number",
  );
  const light = () => softMaximum([0, 0], { weights: [0.01, 0.01], temperature: 1e308 });
  assertThrows(light, RangeError, "the soft maximum is -Infinity");
  const heavy = { weights: [1e308, 1e308] };
  const message = "the sum of weights is Infinity, expected a finite number above 0";
  assertThrows(() => softMaximum([0, 0], heavy), RangeError, message);
  assertThrows(() => softPolicy([0, 0], heavy), RangeError, message);
  assertEquals(softMaximum([0], { weights: [1], temperature: 1e308 }), 0);
});

Deno.test("softMaximum: refuses what is no list of numbers", () => {
  const refuses = (values: unknown, message: string) => {
    assertThrows(() => softMaximum(values as number[]), TypeError, message);
    assertThrows(() => softPolicy(values as number[]), TypeError, message);
  };
  refuses(["1", "2"], 'values[0] is "1", expected a finite number, or −∞');
  refuses(5, "values is 5, expected a vector, each a finite number, or −∞");
  const weights = ["1"] as unknown as number[];
  assertThrows(() => softMaximum([1], { weights }), TypeError, 'weights[0] is "1"');
});
