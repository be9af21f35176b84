/** Products with weights that were packed before: the bits of those that pack them, and nothing else touched. */
import { assertEquals } from "@std/assert";
import { loadKernels, startBackend } from "lib/nn";
import { type KernelBuild, kernels } from "../../../lib/nn/runtime/kernels.ts";
import { Arena, scratch } from "../arena.ts";
import { drawn, otherUniforms, wholeNumber } from "../matrices.ts";

await startBackend();

/** A B + bias, or C₀ + A B, both ways. */
function callBoth(next: () => number): void {
  const space = new Arena(), { gemm, gemmPacked, packPanels, packedNumbers } = kernels();
  const [m, k, n] = [wholeNumber(next, 3, 13), wholeNumber(next, 5, 60), wholeNumber(next, 5, 40)];
  const [row, column] = wholeNumber(next, 0, 1) === 1 ? [1, k] : [n, 1],
    add = wholeNumber(next, 0, 1);
  const place = (list: readonly number[]) => space.place(list, list.length + 1, 0, 1);
  const [a, b] = [place(drawn(next, m * k)), place(drawn(next, k * n))];
  const bias = add ? 0 : place(drawn(next, n)), start = drawn(next, m * n);
  const [packed, own, other] = [drawn(next, packedNumbers(k, n)), start, start].map(place);
  packPanels(k, n, b, row, column, packed!);
  gemm(m, k, n, a, k, 1, b, row, column, own!, n, bias, add, 0, scratch);
  gemmPacked(m, k, n, a, packed!, other!, bias, add, scratch);
  for (let i = 0; i < packedNumbers(k, n); i++) space.result(packed!, i);
  for (let i = 0; i < m * n; i++) assertEquals(space.result(other!, i), space.result(own!, i));
  space.requireUntouched();
}

for (const build of ["fma", "plain"] as const satisfies readonly KernelBuild[]) {
  Deno.test(`gemmPacked, ${build}: 1000 random calls have the bits of gemm`, async () => {
    await loadKernels({ build });
    const next = otherUniforms(141_421);
    for (let call = 0; call < 1000; call++) callBoth(next);
    await loadKernels();
  });
}
