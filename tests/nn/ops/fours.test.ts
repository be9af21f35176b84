/** Products with three or four columns, which have a kernel of their own: the bits of the tile. */
import { assertEquals } from "@std/assert";
import { loadKernels, startBackend } from "lib/nn";
import { type KernelBuild, kernels } from "../../../lib/nn/runtime/kernels.ts";
import { Arena, scratch } from "../arena.ts";
import { drawn, otherUniforms, wholeNumber } from "../matrices.ts";

await startBackend();

/** act(A B + C₀ + bias) with n columns, and the first n of eight. */
function callBoth(next: () => number): void {
  const space = new Arena(), { gemm } = kernels();
  const [m, n] = [wholeNumber(next, 3, 12), wholeNumber(next, 3, 4)];
  const k = wholeNumber(next, 0, 5) === 0 ? wholeNumber(next, 250, 600) : wholeNumber(next, 0, 40);
  const [ta, tb] = [wholeNumber(next, 0, 1) === 1, wholeNumber(next, 0, 1) === 1];
  const [add, relu] = [wholeNumber(next, 0, 1), wholeNumber(next, 0, 1)];
  const a = space.place(drawn(next, m * k), m * k + 1, 0, 1);
  const b = space.place(drawn(next, 8 * k), 8 * k + 1, 0, 1),
    bias = add ? 0 : space.place(drawn(next, 8), 8, 8, 1);
  const start = drawn(next, 8 * m);
  const [few, all] = [n, 8].map((columns) => {
    const own = start.filter((_, i) => i % 8 < columns);
    return space.place(own, own.length, 0, 1);
  });
  for (const [to, columns] of [[few!, n], [all!, 8]] as const) {
    const [aRow, aColumn] = ta ? [1, m] : [k, 1], [bRow, bColumn] = tb ? [1, k] : [8, 1];
    // deno-fmt-ignore
    gemm(m, k, columns, a, aRow, aColumn, b, bRow, bColumn, to, columns, bias, add, relu, scratch);
  }
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < 8; j++) {
      const whole = space.result(all!, 8 * i + j);
      if (j < n) assertEquals(space.result(few!, n * i + j), whole);
    }
  }
  space.requireUntouched();
}

for (const build of ["fma", "plain"] as const satisfies readonly KernelBuild[]) {
  Deno.test(`gemm, ${build}: three or four columns have the bits of the first of eight`, async () => {
    await loadKernels({ build });
    const next = otherUniforms(1_618);
    for (let call = 0; call < 1500; call++) callBoth(next);
    await loadKernels();
  });
}
