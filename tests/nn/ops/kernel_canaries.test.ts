/**
 * 8,000 calls of kernels with random shapes: right to rounding, and nothing else touched. Products
 * of matrices: gemm_canaries.test.ts.
 */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { loadKernels, startBackend } from "lib/nn";
import { type KernelBuild, kernels } from "../../../lib/nn/runtime/kernels.ts";
import { Arena, assertNear, scratch } from "../arena.ts";
import { drawn, otherUniforms, roundingOf, wholeNumber } from "../matrices.ts";

await startBackend();

const CALLS = 4000; // of each build
const sizes = (next: () => number) =>
  wholeNumber(next, 0, 9) === 0 ? wholeNumber(next, 20, 70) : wholeNumber(next, 0, 18);

/** A kernel that reads and writes blocks of one size: what it gives, by plain float64. */
function callBlocks(next: () => number): void {
  const space = new Arena();
  const count = wholeNumber(next, 0, 40);
  const [x, y] = [drawn(next, count), drawn(next, count)];
  const [px, py] = [space.place(x, count + 1, 0, 1), space.place(y, count + 1, 0, 1)];
  const to = space.place(x, count + 1, 0, 1);
  const kind = wholeNumber(next, 0, 1);
  const { polyak, sumSquares } = kernels();
  if (kind === 0) polyak(count, to, py, 0.25);
  else assertNear(sumSquares(count, px), x.reduce((sum, each) => sum + each ** 2, 0), 0);
  for (let i = 0; i < count; i++) {
    const exact = kind === 0 ? x[i]! + (y[i]! - x[i]!) / 4 : x[i]!;
    assertNear(space.result(to, i), exact, i);
  }
  space.requireUntouched();
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
/** Functions in the order of their numbers, and their derivatives by way of y = f(x). */
const maps: readonly [(x: number) => number, (y: number) => number][] = [
  [(x) => x, () => 1],
  [(x) => Math.max(0, x), (y) => y > 0 ? 1 : 0],
  [Math.tanh, (y) => 1 - y * y],
  [sigmoid, (y) => y * (1 - y)],
  [(x) => Math.log1p(Math.exp(x)), (y) => 1 - Math.exp(-y)],
  [Math.exp, (y) => y],
];

/** A function of every number, or the way back through it; half of the time in place. */
function callMaps(next: () => number): void {
  const space = new Arena();
  const count = wholeNumber(next, 0, 70), operation = wholeNumber(next, 0, 5);
  const back = wholeNumber(next, 0, 1) === 1, inPlace = wholeNumber(next, 0, 1) === 1;
  const [f, slope] = maps[operation]!;
  const x = drawn(next, count).map((each) => 4 * each), y = x.map((each) => Math.fround(f(each)));
  const dy = drawn(next, count), given = back ? dy : x;
  const from = space.place(given, count + 1, 0, 1), at = space.place(y, count + 1, 0, 1);
  const to = inPlace ? from : space.place(dy, count + 1, 0, 1);
  if (back) kernels().mapBackward(operation, count, from, at, to);
  else kernels().mapForward(operation, count, from, to);
  for (let i = 0; i < count; i++) {
    assertNear(space.result(to, i), back ? dy[i]! * slope(y[i]!) : f(x[i]!), i);
  }
  space.requireUntouched();
}

function callSums(next: () => number): void {
  const space = new Arena();
  const [outer, length, inner] = [sizes(next) % 5, sizes(next), sizes(next)];
  const x = drawn(next, outer * length * inner);
  const from = space.place(x, x.length + 1, 0, 1);
  const to = space.place(drawn(next, outer * inner), outer * inner + 1, 0, 1);
  kernels().sumAxis(outer, length, inner, from, to);
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < inner; i++) {
      let sum = 0;
      for (let k = 0; k < length; k++) sum += x[(o * length + k) * inner + i]!;
      assertEquals(space.result(to, o * inner + i), Math.fround(sum)); // rounded once
    }
  }
  space.requireUntouched();
}

function callSquashed(next: () => number): void {
  const space = new Arena();
  const [rows, columns] = [wholeNumber(next, 0, 6), wholeNumber(next, 0, 9)];
  const count = rows * columns, [lowest, highest] = [-0.5, 0.75];
  const [policy, noise] = [drawn(next, 2 * count), drawn(next, count)];
  const [pp, pn] = [policy, noise].map((each) => space.place(each, each.length + 1, 0, 1));
  const [action, logDensity] = [count, rows].map((n) => space.place(drawn(next, n), n + 1, 0, 1));
  const { squashedForward, squashedBackward } = kernels();
  squashedForward(rows, columns, pp!, pn!, lowest, highest, action!, logDensity!, scratch);
  const at = (i: number) => i + columns * Math.floor(i / columns); // of the mean of action i
  const bounded = (i: number) => Math.max(lowest, Math.min(highest, policy[at(i) + columns]!));
  const sampled = noise.map((eps, i) => Math.tanh(policy[at(i)]! + Math.exp(bounded(i)) * eps));
  sampled.forEach((a, i) => assertNear(space.result(action!, i), a, i));
  for (let i = 0; i < rows; i++) space.result(logDensity!, i); // its values: squashed_gaussian.test.ts
  const [dAction, dl] = [drawn(next, count), drawn(next, rows)];
  const [pa, pl] = [dAction, dl].map((each) => space.place(each, each.length + 1, 0, 1));
  const to = space.place(drawn(next, 2 * count), 2 * count + 1, 0, 1);
  squashedBackward(rows, columns, pa!, pl!, action!, pp!, pn!, lowest, highest, to);
  sampled.forEach((a, i) => {
    const weight = dl[Math.floor(i / columns)]!;
    const dMean = dAction[i]! * (1 - a * a) + weight * 2 * a;
    const beyond = policy[at(i) + columns] !== bounded(i);
    assertNear(space.result(to, at(i)), dMean, i);
    const dLogStd = beyond ? 0 : dMean * Math.exp(bounded(i)) * noise[i]! - weight;
    assertNear(space.result(to, at(i) + columns), dLogStd, i);
  });
  space.requireUntouched();
}

function callBernoulli(next: () => number): void {
  const space = new Arena();
  const [rows, length] = [wholeNumber(next, 0, 6), wholeNumber(next, 0, 19)];
  const [y, x] = [drawn(next, rows * length), drawn(next, rows * length)], dy = drawn(next, rows);
  const [py, px, pd] = [y, x, dy].map((each) => space.place(each, each.length + 1, 0, 1));
  const sums = space.place(drawn(next, rows), rows + 1, 0, 1);
  const slopes = space.place(drawn(next, rows * length), rows * length + 1, 0, 1);
  kernels().bernoulliForward(rows, length, py!, px!, sums);
  kernels().bernoulliBackward(rows, length, pd!, py!, px!, slopes);
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let i = row * length; i < (row + 1) * length; i++) {
      sum += x[i]! * y[i]! - Math.log1p(Math.exp(y[i]!));
      assertNear(space.result(slopes, i), dy[row]! * (x[i]! - 1 / (1 + Math.exp(-y[i]!))), i);
    }
    assertNear(space.result(sums, row), sum, row);
  }
  space.requireUntouched();
}

function callAdam(next: () => number): void {
  const space = new Arena();
  const count = wholeNumber(next, 0, 40);
  const [p, g, m] = [drawn(next, count), drawn(next, count), drawn(next, count)];
  const v = drawn(next, count).map(Math.abs);
  const [pp, pg, pm, pv] = [p, g, m, v].map((each) => space.place(each, count + 1, 0, 1));
  kernels().adam(count, pp!, pg!, pm!, pv!, 0.5, 0.1, 0.01, 0.1, 2, 1e-3);
  for (let i = 0; i < count; i++) {
    const first = 0.9 * m[i]! + 0.1 * 0.5 * g[i]!;
    const second = 0.99 * v[i]! + 0.01 * (0.5 * g[i]!) ** 2;
    assertNear(space.result(pm!, i), first, i);
    assertNear(space.result(pv!, i), second, i);
    assertNear(space.result(pp!, i), p[i]! - 0.1 * first / (2 * Math.sqrt(second) + 1e-3), i);
  }
  space.requireUntouched();
}

function callSegments(next: () => number): void {
  const space = new Arena();
  const [rows, columns, segments] = [sizes(next), wholeNumber(next, 0, 9), wholeNumber(next, 1, 5)];
  const x = drawn(next, rows * columns);
  const labels = Array.from({ length: rows }, () => wholeNumber(next, 0, segments - 1));
  const from = space.place(x, x.length + 1, 0, 1);
  const asFloats = new Float32Array(Int32Array.from(labels).buffer); // the same bits
  const ids = space.place([...asFloats], rows + 1, 0, 1);
  const to = space.place(drawn(next, segments * columns), segments * columns + 1, 0, 1);
  assertEquals(kernels().segmentSum(rows, columns, segments, from, ids, to), -1);
  for (let s = 0; s < segments; s++) {
    for (let j = 0; j < columns; j++) {
      const sum = labels.reduce(
        (sum, label, i) => label === s ? sum + x[i * columns + j]! : sum,
        0,
      );
      const got = space.result(to, s * columns + j);
      assert(Math.abs(got - sum) <= roundingOf(rows, rows), `${got}, expected ${sum}`);
    }
  }
  space.requireUntouched();
}

const calls = [
  callBlocks,
  callMaps,
  callSums,
  callSquashed,
  callBernoulli,
  callAdam,
  callSegments,
];

for (const build of ["fma", "plain"] as const satisfies readonly KernelBuild[]) {
  Deno.test(`kernels, ${build}: ${CALLS} random calls are right and touch nothing else`, async () => {
    await loadKernels({ build });
    const next = otherUniforms(20_240_511);
    for (let call = 0; call < CALLS; call++) calls[call % calls.length]!(next);
    await loadKernels();
  });
}

Deno.test("Arena: a single number too many is found", () => {
  const space = new Arena();
  const address = space.place([1, 2, 3], 4, 0, 1);
  space.requireUntouched();
  kernels().mapForward(0, 4, address, address + 4); // copies one further than the block is long
  space.result(address, 0), space.result(address, 1), space.result(address, 2);
  assertThrows(() => space.requireUntouched(), Error, "was overwritten");
});
