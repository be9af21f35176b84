/**
 * Every operation that takes bool or int32 gives what arithmetic says, or is refused: never the
 * bytes of something else. The oracle is plain TypeScript on 0 and 1.
 */
import { assert, assertThrows } from "@std/assert";
import { startBackend, UncheckedOpError } from "lib/nn";
import * as tf from "lib/nn/tf";

await startBackend();

type Numbers = readonly number[];
type DType = "float32" | "int32" | "bool";

const PAIRS: Readonly<Record<DType, readonly [Numbers, Numbers]>> = {
  float32: [[0.5, 0, 1.5, -2, 1], [1, 0.25, -1.5, 3, 1]],
  int32: [[0, 1, -3, 2, 1], [1, 0, -3, 5, 2]],
  bool: [[0, 1, 1, 0, 1], [1, 0, 1, 0, 0]],
};
const DTYPES = ["float32", "int32", "bool"] as const;

const tensor = (values: Numbers, dtype: DType) =>
  tf.tensor1d(dtype === "bool" ? values.map(Boolean) : [...values], dtype);

const each = (f: (x: number) => number) => (a: Numbers) => a.map(f);
const both = (f: (x: number, y: number) => number) => (a: Numbers, b: Numbers) =>
  a.map((x, i) => f(x, b[i]!));
const total = (a: Numbers) => a.reduce((sum, x) => sum + x, 0);
const CONDITION = [1, 0, 1, 0, 1];

/** What tfjs is asked for, and what is right. */
const cases: Readonly<
  Record<string, [(a: tf.Tensor, b: tf.Tensor) => tf.Tensor, (a: Numbers, b: Numbers) => Numbers]>
> = {
  abs: [(a) => tf.abs(a), each(Math.abs)],
  add: [(a, b) => tf.add(a, b), both((x, y) => x + y)],
  addN: [(a, b) => tf.addN([a, b]), both((x, y) => x + y)],
  argMax: [(a) => tf.argMax(a), (a) => [a.indexOf(Math.max(...a))]],
  clone: [(a) => tf.clone(a), (a) => a],
  concat: [(a, b) => tf.concat([a, b]), (a, b) => [...a, ...b]],
  div: [(a) => tf.div(a, 4), each((x) => x / 4)],
  equal: [(a, b) => tf.equal(a, b), both((x, y) => Number(x === y))],
  exp: [(a) => tf.exp(a), each(Math.exp)],
  fill: [(a) => tf.fill([2], 0.5, a.dtype as "int32"), () => [0.5, 0.5]],
  gather: [(a) => tf.gather(a, tf.tensor1d([2, 0], "int32")), (a) => [a[2]!, a[0]!]],
  greater: [(a, b) => tf.greater(a, b), both((x, y) => Number(x > y))],
  greaterEqual: [(a, b) => tf.greaterEqual(a, b), both((x, y) => Number(x >= y))],
  less: [(a, b) => tf.less(a, b), both((x, y) => Number(x < y))],
  lessEqual: [(a, b) => tf.lessEqual(a, b), both((x, y) => Number(x <= y))],
  log: [(a) => tf.log(a), each(Math.log)],
  max: [(a) => tf.max(a), (a) => [Math.max(...a)]],
  mean: [(a) => tf.mean(a), (a) => [total(a) / a.length]],
  mul: [(a, b) => tf.mul(a, b), both((x, y) => x * y)],
  neg: [(a) => tf.neg(a), each((x) => -x)],
  notEqual: [(a, b) => tf.notEqual(a, b), both((x, y) => Number(x !== y))],
  onesLike: [(a) => tf.onesLike(a), each(() => 1)],
  pad: [(a) => tf.pad(a, [[1, 2]]), (a) => [0, ...a, 0, 0]],
  "pad with a half": [(a) => tf.pad(a, [[1, 0]], 0.5), (a) => [0.5, ...a]],
  relu: [(a) => tf.relu(a), each((x) => Math.max(0, x))],
  reshape: [(a) => tf.reshape(a, [5, 1]), (a) => a],
  reverse: [(a) => tf.reverse(a), (a) => [...a].reverse()],
  rsqrt: [(a) => tf.rsqrt(a), each((x) => 1 / Math.sqrt(x))],
  sigmoid: [(a) => tf.sigmoid(a), each((x) => 1 / (1 + Math.exp(-x)))],
  slice: [(a) => tf.slice(a, [1], [2]), (a) => a.slice(1, 3)],
  softplus: [(a) => tf.softplus(a), each((x) => Math.log1p(Math.exp(x)))],
  split: [(a) => tf.split(a, [2, 3])[1]!, (a) => a.slice(2)],
  sqrt: [(a) => tf.sqrt(a), each(Math.sqrt)],
  square: [(a) => tf.square(a), each((x) => x * x)],
  squaredDifference: [(a, b) => tf.squaredDifference(a, b), both((x, y) => (x - y) ** 2)],
  stack: [(a, b) => tf.stack([a, b]), (a, b) => [...a, ...b]],
  step: [(a) => tf.step(a), each((x) => Number(x > 0))],
  sub: [(a, b) => tf.sub(a, b), both((x, y) => x - y)],
  sum: [(a) => tf.sum(a), (a) => [total(a)]],
  tanh: [(a) => tf.tanh(a), each(Math.tanh)],
  tile: [(a) => tf.tile(a, [2]), (a) => [...a, ...a]],
  transpose: [(a) => tf.transpose(tf.stack([a, a])), (a) => a.flatMap((x) => [x, x])],
  unstack: [(a) => tf.unstack(tf.stack([a, a]))[1]!, (a) => a],
  where: [
    (a, b) => tf.where(tensor(CONDITION, "bool"), a, b),
    (a, b) => a.map((x, i) => CONDITION[i] === 1 ? x : b[i]!),
  ],
  zerosLike: [(a) => tf.zerosLike(a), each(() => 0)],
};

/** Right within float32, or NaN where the oracle is. */
function agrees(got: Numbers, want: Numbers): boolean {
  return got.length === want.length &&
    got.every((x, i) =>
      Object.is(x, want[i]) || Math.abs(x - want[i]!) <= 3e-6 * (1 + Math.abs(x))
    );
}

/** Memory that a kernel reads by mistake shall hold something else than what is right. */
function leaveJunk(): void {
  tf.tidy(() => [5, 6, 7, 20].forEach((size) => tf.fill([size], 1234.5)));
}

for (const [name, [run, right]] of Object.entries(cases)) {
  Deno.test(`dtypes: ${name} of float32, int32 and bool is right or refused`, () => {
    for (const first of DTYPES) {
      for (const second of DTYPES) {
        const [a, b] = [PAIRS[first][0], PAIRS[second][1]];
        leaveJunk();
        const got = tf.tidy(() => {
          try {
            return Array.from(run(tensor(a, first), tensor(b, second)).dataSync(), Number);
          } catch (error) {
            const isClear = error instanceof UncheckedOpError ||
              /must (?:be|have)|dtype|Cannot/.test((error as Error).message);
            assert(isClear, (error as Error).message);
            return undefined;
          }
        });
        const place = `${name}(${first}, ${second}): ${got}, expected ${right(a, b)}`;
        assert(got === undefined || agrees(got, right(a, b)), place);
      }
    }
  });
}

Deno.test("dtypes: the traps of bool are refused by name", () => {
  const truths = () => tensor([1, 0, 1], "bool");
  const traps: readonly (() => tf.Tensor)[] = [
    () => tf.abs(truths()),
    () => tf.neg(truths()),
    () => tf.exp(truths()),
    () => tf.square(truths()),
    () => tf.relu(truths()),
    () => tf.step(truths()),
    () => tf.addN([truths(), truths()]),
    () => tf.add(truths(), truths()),
    () => tf.sub(truths(), truths()),
    () => tf.where(truths(), tensor([1, 2, 3], "int32"), tensor([1, 2, 3], "float32")),
    () => tf.concat([truths(), tensor([-3], "int32")]),
  ];
  for (const trap of traps) {
    assertThrows(() => tf.tidy(trap), UncheckedOpError, "expected");
  }
});
