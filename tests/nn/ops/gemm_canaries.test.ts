/** 8,000 products of random shapes and strides: right to rounding, and nothing else touched. */
import { loadKernels, startBackend } from "lib/nn";
import { type KernelBuild, kernels } from "../../../lib/nn/runtime/kernels.ts";
import { Arena, scratch } from "../arena.ts";
import { dot, drawn, otherUniforms, roundingOf, wholeNumber } from "../matrices.ts";

await startBackend();

const CALLS = 500; // of each kind, under each build

/** A matrix of any strides: padded rows, or transposed, or with holes between its numbers. */
function placed(space: Arena, next: () => number, rows: number, columns: number) {
  const values = drawn(next, rows * columns), kind = wholeNumber(next, 0, 2);
  const pad = wholeNumber(next, 0, 3);
  const [row, column] = kind === 0
    ? [columns + pad, 1]
    : kind === 1
    ? [1, rows + pad]
    : [2 * columns + pad, 2];
  const address = space.place(values, Math.max(1, columns), row, column);
  return { at: (i: number, j: number) => values[i * columns + j]!, address, row, column };
}

function multiply(next: () => number, [m, k, n]: readonly [number, number, number]): void {
  const space = new Arena();
  const a = placed(space, next, m, k), b = placed(space, next, k, n);
  const biases = wholeNumber(next, 0, 1) === 1 ? drawn(next, n) : undefined;
  const bias = biases === undefined ? 0 : space.place(biases, n + 1, 0, 1);
  const relu = wholeNumber(next, 0, 1), accumulate = wholeNumber(next, 0, 1);
  const cRow = n + wholeNumber(next, 0, 3), before = drawn(next, m * n);
  const c = space.place(before, Math.max(1, n), cRow, 1);
  // deno-fmt-ignore
  kernels().gemm(m, k, n, a.address, a.row, a.column, b.address, b.row, b.column, c, cRow, bias,
    accumulate, relu, scratch);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      const { sum, size } = dot(a.at, b.at, i, j, k);
      const add = (biases?.[j] ?? 0) + accumulate * before[i * n + j]!;
      const exact = relu === 1 ? Math.max(0, sum + add) : sum + add;
      const got = space.result(c, i * cRow + j);
      if (!(Math.abs(got - exact) <= roundingOf(k + 2, size + Math.abs(add) + 2))) {
        throw new Error(`gemm ${[m, k, n, i, j]}: ${got}, expected ${exact}`);
      }
    }
  }
  space.requireUntouched();
}

/** From nothing to more than a few tiles. */
const any = (next: () => number) =>
  wholeNumber(next, 0, 9) === 0 ? wholeNumber(next, 20, 70) : wholeNumber(next, 0, 18);
const some = (next: () => number) => wholeNumber(next, 3, 40);

/** The ways that gemm goes, by the sides m, k, n that lead there. */
const kinds: Record<string, (next: () => number) => readonly [number, number, number]> = {
  "any sides": (next) => [any(next), any(next), any(next)],
  "one or two columns": (next) => [any(next), any(next), wholeNumber(next, 1, 2)],
  "one or two rows": (next) => [wholeNumber(next, 1, 2), any(next), any(next)],
  "sums of one to four terms": (next) => [some(next), wholeNumber(next, 1, 4), some(next)],
  "sums of nothing": (next) => [any(next), 0, any(next)],
  "whole tiles": (next) => {
    return [4 * wholeNumber(next, 1, 6), some(next), 8 * wholeNumber(next, 1, 4)];
  },
  "sums longer than a block": (next) => [wholeNumber(next, 3, 6), 250 + some(next), 9],
  "rows wider than a block": (next) => [
    wholeNumber(next, 3, 6),
    wholeNumber(next, 5, 8),
    wholeNumber(next, 505, 540),
  ],
};

for (const build of ["fma", "plain"] as const satisfies readonly KernelBuild[]) {
  for (const [kind, sides] of Object.entries(kinds)) {
    Deno.test(`gemm, ${build}, ${kind}: ${CALLS} random calls are right and touch nothing else`, async () => {
      await loadKernels({ build });
      const next = otherUniforms(20_240_512);
      for (let call = 0; call < CALLS; call++) multiply(next, sides(next));
      await loadKernels();
    });
  }
}
