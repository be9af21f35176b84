/** assertClose is what all pins stand on: what it cannot compare it must not let pass. */
import { assert, assertThrows } from "@std/assert";
import { assertClose, NotCloseError } from "lib/notebook";

// deno-lint-ignore no-explicit-any -- what types forbid, a cell may still hand in
const compare = (...args: readonly any[]) => () => assertClose(args[0], args[1], args[2]);

Deno.test("assertClose: a tolerance is a finite number of at least 0, by a known name", () => {
  for (const atol of ["1", true, null, [1], 1n, undefined]) {
    assertThrows(compare(5, 14, { atol }), TypeError, "Cannot compare: atol is ");
  }
  for (const rtol of [-1, NaN, Infinity]) {
    assertThrows(compare(5, 14, { rtol }), RangeError, `rtol is ${rtol}, expected a number ≥ 0`);
  }
  assertThrows(
    compare(5, 14, { tol: 10 }),
    TypeError,
    'an option is "tol", expected one of rtol, atol',
  );
  for (const tolerance of [new Map([["atol", 10]]), [10], 10, null, "10"]) {
    assertThrows(compare(5, 14, tolerance), TypeError, "tolerance is ");
  }
});

Deno.test("assertClose: only numbers are compared, no texts, holes, booleans or lists of lists", () => {
  for (const entry of ["1", undefined, null, true, 1n, [1], {}, Symbol("1")]) {
    assertThrows(compare([1, entry], [1, entry]), TypeError, "actual[1] is ");
    assertThrows(compare([1, 1], [1, entry], { atol: 9 }), TypeError, "expected[1] is ");
  }
  assertThrows(compare([1, , 3], [1, , 3]), TypeError, "actual[1] is undefined, expected a number");
  assertThrows(compare(new Array(3), new Array(3)), TypeError, "actual[0] is undefined");
  for (const list of ["12", { length: 1, 0: 1 }, new Set([1]), new DataView(new ArrayBuffer(8))]) {
    assertThrows(compare(list, list), TypeError, "actual is ");
  }
  assertThrows(
    compare(1, [1]),
    TypeError,
    "expected is an object, expected a number, as actual is",
  );
});

Deno.test("assertClose: still tells close from not close", () => {
  assertClose(Float32Array.of(1, 2), [1, 2.1], { atol: 0.2 });
  assertClose(5, 14, { atol: 9 });
  assert(
    assertThrows(compare(5, 14, { atol: 8.9 }), NotCloseError).message.startsWith("Not close"),
  );
  assertThrows(compare([NaN], [NaN], { atol: 1 }), NotCloseError);
});
