import fc from "fast-check";
import { logAddExp, logSoftmax, logSumExp, softmax } from "lib/math";
import { assertClose } from "../support/mod.ts";

const SEED = { seed: 20_240_229, numRuns: 300 };
const logits = fc.array(fc.double({ min: -700, max: 700, noNaN: true }), {
  minLength: 1,
  maxLength: 30,
});
const shift = fc.double({ min: -1e4, max: 1e4, noNaN: true });

Deno.test("logSumExp: shifts with its argument", () => {
  fc.assert(
    fc.property(logits, shift, (values, c) => {
      const shifted = logSumExp(values.map((value) => value + c));
      // Each v + c is rounded to an ulp of 10,700, 2e-12.
      assertClose(shifted, logSumExp(values) + c, { atol: 4e-12 });
    }),
    SEED,
  );
});

Deno.test("logSumExp: lies between the largest value and that plus log n", () => {
  fc.assert(
    fc.property(logits, (values) => {
      const top = Math.max(...values);
      const excess = logSumExp(values) - top;
      return excess >= 0 && excess <= Math.log(values.length) + 1e-12; // rounding of 700
    }),
    SEED,
  );
});

Deno.test("logSumExp: does not depend on the order, and may be taken in parts", () => {
  fc.assert(
    fc.property(logits, logits, (left, right) => {
      const whole = logSumExp([...left, ...right]);
      // 60 terms, each rounded once relative to 1, then an ulp of 700.
      assertClose(logSumExp([...right, ...left]), whole, { atol: 5e-13 });
      assertClose(logAddExp(logSumExp(left), logSumExp(right)), whole, { atol: 5e-13 });
    }),
    SEED,
  );
});

Deno.test("softmax: sums to one and keeps the order", () => {
  fc.assert(
    fc.property(logits, (values) => {
      const probabilities = softmax(values);
      const sum = probabilities.reduce((total, p) => total + p, 0);
      assertClose(sum, 1, { atol: 30 * Number.EPSILON }); // 30 divisions, each rounded once
      return values.every((v, i) =>
        values.every((w, j) => v < w ? probabilities[i]! <= probabilities[j]! : true)
      );
    }),
    SEED,
  );
});

Deno.test("softmax: does not see a common shift; its log is logSoftmax", () => {
  fc.assert(
    fc.property(logits, shift, (values, c) => {
      const probabilities = softmax(values);
      // Rounding of v + c is 2e-12 absolute in the exponent, so relative in the probability.
      assertClose(softmax(values.map((value) => value + c)), probabilities, { rtol: 1e-11 });
      assertClose(logSoftmax(values).map(Math.exp), probabilities, { rtol: 1e-12 });
    }),
    SEED,
  );
});
