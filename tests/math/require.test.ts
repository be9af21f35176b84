import { assertEquals, assertThrows } from "@std/assert";
import {
  finite,
  matrix,
  NonFiniteError,
  numbers,
  openUnit,
  positive,
  probabilities,
  refusal,
  requireInteger,
  requireNumber,
  requireVector,
  ShapeError,
} from "lib/math";

const ACTION = "do it";

Deno.test("refusal: reads action, state, wish", () => {
  assertEquals(refusal(ACTION, "x", 3, "four"), "Cannot do it: x is 3, expected four");
  assertEquals(refusal(ACTION, "x", "3", "4"), 'Cannot do it: x is "3", expected 4');
  const long = Float64Array.of(1, 2, 3, 4, 5);
  assertEquals(
    refusal(ACTION, "x", long, "short"),
    "Cannot do it: x is [1,2,3,4,…], expected short",
  );
  assertEquals(refusal(ACTION, "x", { a: 1 }, "1"), "Cannot do it: x is an object, expected 1");
  assertEquals(refusal(ACTION, "x", null, "1"), "Cannot do it: x is null, expected 1");
  assertEquals(refusal(ACTION, "x", () => 1, "1"), "Cannot do it: x is a function, expected 1");
});

Deno.test("finite, numbers: name the first entry that is not", () => {
  numbers.check(ACTION, "x", [1, 2]);
  numbers.check(ACTION, "x", []);
  const error = assertThrows(
    () => numbers.check(ACTION, "x", Float64Array.of(0, NaN, Infinity)),
    NonFiniteError,
    "Cannot do it: x[1] is NaN, expected a finite number",
  );
  assertEquals([error.name, error.argument, error.value], ["NonFiniteError", "x[1]", NaN]);
  assertThrows(() => finite.check(ACTION, "x", -Infinity), NonFiniteError, "x is -Infinity");
  assertThrows(() => numbers.check(ACTION, "x", [1, null]), TypeError, "x[1] is null");
  assertThrows(() => numbers.check(ACTION, "x", {}), TypeError, "x is an object");
});

Deno.test("requireNumber, positive, requireInteger, openUnit: wrong kind, wrong value", () => {
  for (const check of [requireNumber, positive.check, openUnit.check]) {
    assertThrows(() => check(ACTION, "x", "1"), TypeError, 'Cannot do it: x is "1"');
    assertThrows(() => check(ACTION, "x", NaN), RangeError, "Cannot do it: x is NaN");
    check(ACTION, "x", 0.5);
  }
  assertThrows(
    () => positive.check(ACTION, "x", 0),
    RangeError,
    "x is 0, expected a number above 0",
  );
  assertThrows(() => openUnit.check(ACTION, "x", 1), RangeError, "expected a number in (0, 1)");
  requireInteger(ACTION, "n", 3, 3, 3);
  const wish = "expected a whole number in [1, 3]";
  assertThrows(() => requireInteger(ACTION, "n", 4, 1, 3), RangeError, `n is 4, ${wish}`);
  assertThrows(() => requireInteger(ACTION, "n", 1.5, 1, 3), RangeError, `n is 1.5, ${wish}`);
  assertThrows(() => requireInteger(ACTION, "n", "2", 1, 3), TypeError, `n is "2", ${wish}`);
});

Deno.test("requireVector, matrix: sizes and kinds", () => {
  requireVector(ACTION, "v", [1, 2], 2);
  const error = assertThrows(() => requireVector(ACTION, "v", [1, 2], 3), ShapeError);
  assertEquals(error.message, "Cannot do it: v is [2], expected [3]");
  assertEquals([error.name, error.argument, error.expected], ["ShapeError", "v", "[3]"]);
  assertEquals(error.got, [2]);
  assertThrows(() => requireVector(ACTION, "v", []), ShapeError, "v is [0]");
  assertThrows(() => requireVector(ACTION, "v", "12"), TypeError, 'v is "12"');
  matrix().check(ACTION, "m", [[1, 2, 3], [4, 5, 6]]);
  assertThrows(() => matrix().check(ACTION, "m", [[1], [2, 3]]), ShapeError, "m[1] is [2]");
  assertThrows(() => matrix().check(ACTION, "m", [[]]), ShapeError, "m[0] is [0]");
});

Deno.test("probabilities: none negative, sum one within 1e-9", () => {
  probabilities().check(ACTION, "p", [0.1, 0.2, 0.7]);
  probabilities().check(ACTION, "p", [1 - 5e-10, 0]);
  assertThrows(() => probabilities().check(ACTION, "p", [1 - 2e-9, 0]), RangeError, "the sum of p");
  assertThrows(
    () => probabilities().check(ACTION, "p", [0.5, 0.75]),
    RangeError,
    "Cannot do it: the sum of p is 1.25, expected 1 (within 1e-9)",
  );
  assertThrows(() => probabilities().check(ACTION, "p", [-1, 2]), RangeError, "p[0] is -1");
  assertThrows(() => probabilities(2).check(ACTION, "p", [1]), ShapeError, "p is [1]");
});
