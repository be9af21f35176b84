/** Kernels at the end of memory, where one number read too many is an error of the engine. */
import { assertEquals, assertThrows } from "@std/assert";
import { startBackend } from "lib/nn";
import { heapMemory } from "../../../lib/nn/runtime/heap.ts";
import { kernels } from "../../../lib/nn/runtime/kernels.ts";
import { Arena, scratch } from "../arena.ts";
import { otherUniforms, wholeNumber } from "../matrices.ts";

await startBackend();

/** Where a list of so many numbers begins that ends with memory; they are what they are. */
const last = (count: number) => heapMemory().buffer.byteLength - 4 * count;

Deno.test("gemm: reads nothing beyond its matrices and its bias, however they lie", () => {
  const next = otherUniforms(90), to = new Arena().start, { gemm } = kernels();
  for (let call = 0; call < 3000; call++) {
    const [m, k, n] = [0, 0, 0].map(() => wholeNumber(next, 1, 13)) as [number, number, number];
    const [ta, tb] = [wholeNumber(next, 0, 1) === 1, wholeNumber(next, 0, 1) === 1];
    const [aRow, aColumn] = ta ? [1, m] : [k, 1], [bRow, bColumn] = tb ? [1, k] : [n, 1];
    const bias = wholeNumber(next, 0, 1) === 1 ? last(n) : 0;
    // deno-fmt-ignore
    gemm(m, k, n, last(m * k), aRow, aColumn, last(k * n), bRow, bColumn, to, n, bias, 0, 0, scratch);
  }
});

Deno.test("kernels of lists: read nothing beyond them", () => {
  const to = new Arena().start, more = to + 4096;
  for (let count = 0; count < 40; count++) {
    const from = last(count), one = last(1);
    for (let operation = 0; operation < 7; operation++) {
      kernels().mapForward(operation, count, from, to);
    }
    for (let operation = 0; operation < 6; operation++) {
      kernels().mapBackward(operation, count, from, from, to);
    }
    kernels().gruForward(count, to, to, to, from, from, from, from, more);
    // deno-fmt-ignore
    kernels().gruBackward(count, from, from, from, from, from, from, from, to, to, to, to, more);
    kernels().sumAxis(1, count, 1, from, to);
    kernels().sumAxis(1, 1, count, from, to);
    kernels().sumSquares(count, from);
    kernels().polyak(count, to, from, 0.5);
    kernels().adam(count, to, from, to, more, 1, 0.1, 0.1, 0.1, 1, 1);
    kernels().bernoulliForward(1, count, from, from, to);
    kernels().bernoulliBackward(1, count, one, from, from, to);
    kernels().squashedForward(1, count, last(2 * count), from, -1, 1, to, more, scratch);
    kernels().squashedForward(count, 1, last(2 * count), from, -1, 1, to, more, scratch);
    kernels().squashedBackward(1, count, from, one, from, last(2 * count), from, -1, 1, to);
  }
});

Deno.test("last: a number beyond it is found", () => {
  const to = new Arena().start;
  assertThrows(() => kernels().mapForward(0, 6, last(5), to), WebAssembly.RuntimeError, "out of");
});

Deno.test("gemm: a column too long to be copied into the scratch does not overflow it", () => {
  const k = 140_000, space = new Arena(), { gemm } = kernels();
  assertEquals(4 * k > kernels().scratchBytes(), true);
  // B [k, 2] is the same two numbers again and again, its rows 0 apart
  const row = last(k), pair = space.place([1, 2], 2, 2, 1);
  const to = space.place([5, 5], 2, 2, 1);
  gemm(1, k, 2, row, k, 1, pair, 0, 1, to, 2, 0, 0, 0, scratch);
  space.result(to, 0), space.result(to, 1);
  space.requireUntouched();
});
