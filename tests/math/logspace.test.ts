import { assertEquals, assertThrows } from "@std/assert";
import {
  log1mExp,
  logAddExp,
  logSigmoid,
  logSoftmax,
  logSumExp,
  ShapeError,
  sigmoid,
  softmax,
  softplus,
  xlogy,
} from "lib/math";
import { assertClose } from "../support/mod.ts";

// Three roundings of a few function values near 1.
const ROUNDING = { rtol: 1e-15, atol: 1e-15 };

Deno.test("logSumExp: is the log of the sum where that does not overflow", () => {
  const values = [-1.5, 0, 0.3, 2];
  const direct = Math.log(values.map(Math.exp).reduce((a, b) => a + b));
  assertClose(logSumExp(values), direct, ROUNDING);
  assertClose(logSumExp(Float64Array.from(values)), direct, ROUNDING);
});

Deno.test("logSumExp: survives values whose exponentials do not", () => {
  assertClose(logSumExp([1e4, 1e4]), 1e4 + Math.LN2, { rtol: 1e-15 });
  assertClose(logSumExp([-1e4, -1e4]), -1e4 + Math.LN2, { rtol: 1e-15 });
  assertEquals(logSumExp([-Infinity, 3]), 3);
  assertEquals(logSumExp([-Infinity, -Infinity]), -Infinity);
  assertEquals(logSumExp([Infinity, 0]), Infinity);
});

Deno.test("logSumExp: refuses nothing at all, and NaN", () => {
  assertThrows(
    () => logSumExp([]),
    ShapeError,
    "Cannot evaluate logSumExp: values is [0], expected at least one entry",
  );
  assertThrows(() => logSumExp([0, NaN]), RangeError, "values[1] is NaN");
});

Deno.test("logAddExp: is logSumExp of two", () => {
  for (const [a, b] of [[0, 0], [1, -2], [-3, 700], [-1e5, -1e5 - 1], [5, -Infinity]] as const) {
    assertClose(logAddExp(a, b), logSumExp([a, b]), ROUNDING);
    assertEquals(logAddExp(a, b), logAddExp(b, a));
  }
  assertEquals(logAddExp(-Infinity, -Infinity), -Infinity);
  assertEquals(logAddExp(Infinity, Infinity), Infinity);
});

Deno.test("softmax: agrees with the textbook formula and stays finite far out", () => {
  const values = [0.1, -2, 3];
  const exponentials = values.map(Math.exp);
  const sum = exponentials.reduce((a, b) => a + b);
  assertClose(softmax(values), exponentials.map((e) => e / sum), ROUNDING);
  assertEquals(softmax([1e308, -1e308]), [1, 0]);
  assertEquals(softmax([0, -Infinity]), [1, 0]);
  assertClose(logSoftmax(values), softmax(values).map(Math.log), ROUNDING);
  assertClose(logSoftmax([0, -900]), [0, -900], ROUNDING);
});

Deno.test("softmax: refuses logits without a finite largest one", () => {
  assertThrows(
    () => softmax([-Infinity, -Infinity]),
    RangeError,
    "Cannot evaluate softmax: the largest value is -Infinity, expected a finite number",
  );
  assertThrows(() => softmax([Infinity, 0]), RangeError, "the largest value is Infinity");
  assertThrows(() => softmax([NaN]), RangeError, "values[0] is NaN");
  assertThrows(() => logSoftmax([]), ShapeError, "Cannot evaluate logSoftmax: values is [0]");
});

Deno.test("softplus, sigmoid, logSigmoid: exact values at both ends", () => {
  // e^-40 = 4.25e-18: log1p(e) = e − e²/2, so softplus(−40) is e^-40 to rounding.
  assertClose(softplus(-40), Math.exp(-40), { rtol: 1e-15 });
  assertClose(softplus(40), 40 + Math.exp(-40), { rtol: 1e-15 });
  assertClose(softplus(1), 1.3132616875182228, ROUNDING); // log(1 + e), by hand with 20 digits
  assertClose(sigmoid(-40), Math.exp(-40), { rtol: 1e-15 });
  assertEquals([sigmoid(-800), sigmoid(-720), sigmoid(800)], [0, Math.exp(-720), 1]);
  assertEquals([logSigmoid(-800), logSigmoid(800)], [-800, -0]);
  for (const x of [-5, -0.1, 0, 0.1, 5]) {
    assertClose(sigmoid(x) + sigmoid(-x), 1, ROUNDING);
    assertClose(logSigmoid(x), Math.log(sigmoid(x)), ROUNDING);
    assertClose(softplus(x) - softplus(-x), x, ROUNDING);
  }
  for (const evaluate of [softplus, sigmoid, logSigmoid]) {
    assertThrows(() => evaluate(NaN), RangeError, "x is NaN, expected a number or an infinity");
  }
});

Deno.test("log1mExp: keeps all digits next to 0 and far from it", () => {
  // log(1 − e^x) = log(−x) + x/2 + x²/24 − …; at x = −1e-10 two terms are exact to 1e-21.
  assertClose(log1mExp(-1e-10), Math.log(1e-10) - 0.5e-10, { rtol: 1e-15 });
  // −e^x − e^2x/2 − …; at x = −50 one term is exact to 1e-22 relative.
  assertClose(log1mExp(-50), -Math.exp(-50), { rtol: 1e-15 });
  assertClose(log1mExp(-Math.LN2), -Math.LN2, ROUNDING);
  assertEquals([log1mExp(0), log1mExp(-Infinity)], [-Infinity, -0]);
  assertThrows(
    () => log1mExp(0.1),
    RangeError,
    "Cannot evaluate log1mExp: x is 0.1, expected a number ≤ 0",
  );
  assertThrows(() => log1mExp(NaN), RangeError, "x is NaN");
});

Deno.test("xlogy: is 0 where x is, and refuses NaN and negative numbers under the logarithm", () => {
  assertEquals([xlogy(0, 0), xlogy(0, 5), xlogy(2, 0)], [0, 0, -Infinity]);
  assertClose(xlogy(3, 2), 3 * Math.LN2, ROUNDING);
  assertThrows(() => xlogy(0, NaN), RangeError, "y is NaN");
  assertThrows(() => xlogy(NaN, 1), RangeError, "x is NaN");
  assertThrows(() => xlogy(1, -1), RangeError, "y is -1, expected a number ≥ 0");
});
