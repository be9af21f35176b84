import { assert, assertEquals, assertLess, assertThrows } from "@std/assert";
import { integrate, IntegrationError, NonFiniteError } from "lib/math";
import { assertClose } from "../support/mod.ts";

/** Integrals with a closed form: f, low, high, exact. */
const KNOWN: readonly [string, (x: number) => number, number, number, number][] = [
  ["polynomial", (x) => 5 * x ** 4 - 2 * x, -1, 2, 33 - 3],
  ["exponential", Math.exp, 0, 1, Math.E - 1],
  ["wave", (x) => Math.sin(50 * x), 0, 1, (1 - Math.cos(50)) / 50],
  ["bell", (x) => Math.exp(-x * x / 2), -Infinity, Infinity, Math.sqrt(2 * Math.PI)],
  ["shifted bell", (x) => Math.exp(-((x - 30) ** 2)), -Infinity, Infinity, Math.sqrt(Math.PI)],
  ["decay", (x) => Math.exp(-3 * x), 0, Infinity, 1 / 3],
  ["decay to the left", (x) => Math.exp(2 * x), -Infinity, 1, Math.exp(2) / 2],
  ["Cauchy", (x) => 1 / (1 + x * x), -Infinity, Infinity, Math.PI],
  ["root at an end", Math.sqrt, 0, 1, 2 / 3],
  ["pole at an end", (x) => 1 / Math.sqrt(x), 0, 1, 2],
  ["log at an end", Math.log, 0, 1, -1],
  ["kink", (x) => Math.abs(x - 1 / 3), 0, 1, 5 / 18],
  ["narrow peak", (x) => 1e-3 / (1e-6 + x * x), -1, 1, 2 * Math.atan(1e3)],
];

Deno.test("integrate: reaches known integrals within its own bound", () => {
  for (const [name, f, low, high, exact] of KNOWN) {
    const { value, errorBound, evaluations } = integrate(f, low, high);
    const error = Math.abs(value - exact);
    assertLess(error, errorBound, name);
    assertLess(errorBound, 1.0001e-10 * Math.abs(exact), name); // the default relative tolerance
    assert(evaluations % 15 === 0 && evaluations < 3000, `${name}: ${evaluations} evaluations`);
  }
});

Deno.test("integrate: one rule is exact for polynomials of degree 22", () => {
  for (let degree = 0; degree <= 22; degree++) {
    const { value, evaluations } = integrate((x) => x ** degree, -1, 2);
    const exact = (2 ** (degree + 1) - (-1) ** (degree + 1)) / (degree + 1);
    assertClose(value, exact, { rtol: 4e-15 }); // a sum of 15 terms of one sign
    if (degree <= 13) assertEquals(evaluations, 15); // Gauss inside is exact too: no doubt is left
  }
});

Deno.test("integrate: an odd function gives 0 without an absolute tolerance", () => {
  const { value } = integrate((x) => x * Math.exp(-x * x), -Infinity, Infinity);
  assertClose(value, 0, { atol: 1e-15 });
  assertEquals(integrate(() => 7, 2, 2).value, 0);
});

Deno.test("integrate: counts each evaluation, and looser tolerances take fewer", () => {
  let calls = 0;
  const f = (x: number) => (calls++, Math.sqrt(x));
  const { evaluations } = integrate(f, 0, 1);
  assertEquals(calls, evaluations);
  const loose = integrate(f, 0, 1, { relativeTolerance: 1e-3 });
  assertLess(loose.evaluations, evaluations);
  assertLess(integrate(f, 0, 1, { absoluteTolerance: 1e-2 }).evaluations, evaluations);
});

Deno.test("integrate: says so when the tolerance is out of reach", () => {
  const error = assertThrows(
    () => integrate((x) => 1 / x, 0, 1),
    IntegrationError,
    "Cannot integrate: the error bound is ",
  );
  assert(error.message.includes("split the range at a jump or a peak"));
  assert(error.integral.evaluations > 0);
  assertThrows(() => integrate(Math.sqrt, 0, 1, { maxEvaluations: 45 }), IntegrationError, "45");
});

Deno.test("integrate: names the place where the integrand is not finite", () => {
  assertThrows(
    () => integrate((x) => (x > 0 ? NaN : 0), -1, 1),
    NonFiniteError,
    "Cannot integrate: the integrand at 0.991",
  );
  assertThrows(() => integrate((x) => 1 / x, -1, 1), NonFiniteError, "the integrand at 0 is Inf");
});

Deno.test("integrate: refuses impossible ranges, tolerances and unknown options", () => {
  const f = Math.sin;
  assertThrows(() => integrate(f, 1, 0), RangeError, "[low, high] is [1,0], expected low ≤ high");
  assertThrows(() => integrate(f, NaN, 0), RangeError, "low is NaN");
  assertThrows(() => integrate(f, Infinity, Infinity), RangeError, "[low, high]");
  assertThrows(() => integrate(f, "0" as never, 1), TypeError, 'low is "0"');
  assertThrows(() => integrate(7 as never, 0, 1), TypeError, "f is 7, expected a function");
  assertThrows(
    () => integrate(f, 0, 1, { tolerance: 1 } as never),
    TypeError,
    'an option is "tolerance", expected one of absoluteTolerance, relativeTolerance',
  );
  assertThrows(
    () => integrate(f, 0, 1, { relativeTolerance: -1 }),
    RangeError,
    "relativeTolerance",
  );
  assertThrows(() => integrate(f, 0, 1, { absoluteTolerance: NaN }), RangeError, "is NaN");
  assertThrows(
    () => integrate(f, 0, 1, { maxEvaluations: 10 }),
    RangeError,
    "maxEvaluations is 10",
  );
});

Deno.test("integrate: a peak that a wide rule saw and its halves do not is found again", () => {
  for (const reach of [1e3, 1e6, 1e9]) {
    for (const center of [0, 0.3, -1]) {
      const bell = integrate((x) => Math.exp(-((x - center) ** 2)), -reach, reach);
      assertClose(bell.value, Math.sqrt(Math.PI), { rtol: 1e-10 }); // the tolerance asked for
    }
  }
  // the peak lies where two halves meet, and one of them is empty
  const edge = integrate((x) => (x <= 0 ? Math.exp(x) : 0), -1, 1);
  assertClose(edge.value, 1 - Math.exp(-1), { atol: 1e-9 });
});
