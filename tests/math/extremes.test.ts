/** Numbers near the ends of their range, sizes beyond memory, and values that are no numbers. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  cholesky,
  diagonal,
  dot,
  eigenSymmetric,
  grid,
  identity,
  interquartileMean,
  inverse,
  key,
  logAddExp,
  logSigmoid,
  logSoftmax,
  logSumExp,
  mean,
  meanWithError,
  normal,
  outer,
  permutation,
  quantile,
  sigmoid,
  softmax,
  softplus,
  solve,
  split,
  stratifiedBootstrap,
  uniform,
  variance,
  xlogy,
} from "lib/math";
import { assertClose } from "../support/mod.ts";

Deno.test("eigenSymmetric: right at 1e155 and beyond, down to 1e-300, or refused", () => {
  for (const scale of [1e-300, 1e-160, 1e100, 1e155, 1e200, 1e307]) {
    const { values, vectors } = eigenSymmetric([[scale, 2 * scale], [2 * scale, -scale]]);
    assertClose(values.map((value) => value / scale), [-Math.sqrt(5), Math.sqrt(5)], {
      rtol: 1e-14,
    });
    assertClose(vectors[1]![1]! / vectors[1]![0]!, (Math.sqrt(5) - 1) / 2, { rtol: 1e-14 });
  }
  const huge = [[1.5e308, 1.5e308], [1.5e308, 1.5e308]];
  assertThrows(() => eigenSymmetric(huge), RangeError, "an eigenvalue is Infinity");
});

Deno.test("cholesky: an antisymmetric matrix is refused, however large its diagonal", () => {
  for (const large of [1e160, 1e200, 1e300]) {
    const a = [[large, large / 2], [-large / 2, large]];
    assertThrows(() => cholesky(a), RangeError, "(a symmetric matrix)");
    assertThrows(() => eigenSymmetric(a), RangeError, "(a symmetric matrix)");
  }
});

Deno.test("inverse: of 400 rows", () => {
  const size = 400;
  const a = Array.from(
    { length: size },
    (_, i) => Array.from({ length: size }, (_, j) => (i === j ? 2 : i === j + 1 ? 1 : 0)),
  );
  const inverted = inverse(a);
  assertEquals([inverted[0]![0], inverted[399]![399], inverted[399]![398]], [0.5, 0.5, -0.25]);
});

Deno.test("mean, quantile, interquartileMean: of numbers whose sum overflows", () => {
  const large = [1.5e308, 1.6e308, 1.7e308, 1.6e308];
  assertClose(mean(large), 1.6e308, { rtol: 1e-15 });
  assertClose(mean([1.5e308, -1.5e308, 1.5e308]), 0.5e308, { rtol: 1e-15 });
  assertClose(interquartileMean(large), 1.6e308, { rtol: 1e-15 });
  assertEquals(quantile([-1.5e308, 1.5e308], 0.5), 0);
  assertClose(quantile([-1.5e308, 1.5e308], 0.75), 0.75e308, { rtol: 1e-15 });
});

Deno.test("variance, uniform, dot: an overflow is refused, never an infinity or NaN", () => {
  assertThrows(
    () => variance([1e200, 0]),
    RangeError,
    "the variance is Infinity, expected a finite",
  );
  assertThrows(() => meanWithError([1e200, 0]), RangeError, "the variance is Infinity");
  assertThrows(() => uniform(key(0), 3, -1e308, 1e308), RangeError, "high − low is Infinity");
  assertThrows(() => dot([1e200, 1e200], [1e200, -1e200]), RangeError, "an entry of the result is");
  assertThrows(() => solve([[1e-200]], [1e200]), RangeError, "is Infinity");
});

Deno.test("sizes that no memory holds are refused before anything is made", () => {
  const [root, most] = [key(0), 2 ** 28];
  const makers: Readonly<Record<string, () => unknown>> = {
    uniform: () => uniform(root, most),
    normal: () => normal(root, most),
    permutation: () => permutation(root, most),
    split: () => split(root, most),
    grid: () => grid(0, 1, most),
    identity: () => identity(2 ** 14),
  };
  for (const [name, make] of Object.entries(makers)) {
    assertThrows(make, RangeError, "expected a whole number in", name);
  }
});

Deno.test("log-space functions: a text, a hole, a boolean is no number", () => {
  const bad: readonly unknown[] = ["1", true, null, undefined, 1n, [1], {}, NaN];
  const scalars = [
    softplus,
    sigmoid,
    logSigmoid,
    (x: number) => logAddExp(x, 0),
    (x: number) => xlogy(x, 1),
  ];
  for (const value of bad) {
    for (const evaluate of scalars) {
      assertThrows(() => evaluate(value as number), Error, "Cannot evaluate");
    }
    for (const evaluate of [logSumExp, softmax, logSoftmax]) {
      assertThrows(() => evaluate([1, value as number]), Error, "values[1] is ");
    }
  }
  for (const evaluate of [logSumExp, softmax, logSoftmax]) {
    assertThrows(() => evaluate([1, , 2] as number[]), TypeError, "values[1] is undefined");
    assertThrows(() => evaluate("12" as never), TypeError, 'values is "12"');
  }
});

Deno.test("outer, diagonal: typed arrays give the same as arrays", () => {
  const typed = Float64Array.of(1, 2) as unknown as number[];
  assertEquals(outer(typed, typed), outer([1, 2], [1, 2]));
  assertEquals(diagonal(typed), diagonal([1, 2]));
  assertEquals(solve([typed, [0, 1]], typed), solve([[1, 2], [0, 1]], [1, 2]));
});

Deno.test("stratifiedBootstrap: a statistic that gives no number is named", () => {
  const scores = [[1, 2, 3]];
  for (const statistic of [() => NaN, () => "1", () => undefined]) {
    const call = () =>
      stratifiedBootstrap(key(0), scores, { statistic: statistic as () => number });
    assertThrows(call, Error, "Cannot bootstrap scores: the statistic is ");
  }
  assertThrows(
    () => stratifiedBootstrap(key(0), scores, new Map() as never),
    TypeError,
    "options is a Map",
  );
  assert(stratifiedBootstrap(key(0), scores, { resamples: 3 }).low >= 1);
});
