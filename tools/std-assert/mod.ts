/**
 * A stand-in for `jsr:@std/assert` 1.0 on machines that reach no JSR registry.
 *
 * Written anew for this project: the same names, signatures and error class, and the same verdict
 * (pass or fail) on the same values. What differs is the wording of a failure. The README says how
 * to run the suite on the genuine package instead.
 * @module
 */
export { AssertionError } from "./error.ts";
export { equal } from "./equal.ts";
export { assert, assertExists, assertFalse, type Falsy } from "./truth.ts";
export { fail, unimplemented, unreachable } from "./fail.ts";
export {
  assertEquals,
  assertNotEquals,
  assertNotStrictEquals,
  assertStrictEquals,
} from "./equality.ts";
export {
  assertAlmostEquals,
  assertGreater,
  assertGreaterOrEqual,
  assertLess,
  assertLessOrEqual,
} from "./numbers.ts";
export {
  type AnyConstructor,
  assertInstanceOf,
  assertNotInstanceOf,
  type GetConstructorType,
} from "./instances.ts";
export { assertMatch, assertNotMatch, assertStringIncludes } from "./strings.ts";
export { type ArrayLikeArg, assertArrayIncludes } from "./arrays.ts";
export { assertObjectMatch } from "./object_match.ts";
export { assertIsError, assertRejects, assertThrows } from "./throwing.ts";
