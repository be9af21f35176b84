/** 4,000 calls of the recurrent unit's gates with random sizes: right to rounding, and nothing else touched. */
import { loadKernels, startBackend } from "lib/nn";
import { type KernelBuild, kernels } from "../../../lib/nn/runtime/kernels.ts";
import { Arena, assertNear } from "../arena.ts";
import { drawn, otherUniforms, wholeNumber } from "../matrices.ts";

await startBackend();

const CALLS = 2000; // of each build
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** One step of the gates, and the way back through it by plain float64. */
function callGates(next: () => number): void {
  const space = new Arena(), count = wholeNumber(next, 0, 40);
  const lists = Array.from({ length: 7 }, () => drawn(next, count));
  const [x0, x1, x2, h0, h1, h2, state] = lists;
  const place = (list: readonly number[]) => space.place(list, count + 1, 0, 1);
  const at = lists.map(place), to = place(state!);
  const [r, z, n] = at, { gruForward, gruBackward } = kernels();
  gruForward(count, r!, z!, n!, at[3]!, at[4]!, at[5]!, at[6]!, to);
  const gates = state!.map((h, i) => {
    const reset = sigmoid(x0![i]! + h0![i]!), update = sigmoid(x1![i]! + h1![i]!);
    const candidate = Math.tanh(x2![i]! + reset * h2![i]!);
    assertNear(space.result(r!, i), reset, i), assertNear(space.result(z!, i), update, i);
    assertNear(space.result(n!, i), candidate, i);
    assertNear(space.result(to, i), (1 - update) * candidate + update * h, i);
    return { reset, update, candidate };
  });
  const [slope, more] = [drawn(next, count), drawn(next, count)], add = wholeNumber(next, 0, 1);
  const dy = place(slope), own = place(more), outs = lists.slice(0, 4).map(place);
  const inPlace = wholeNumber(next, 0, 1) === 1, dState = inPlace ? dy : place(state!);
  // deno-fmt-ignore
  gruBackward(count, dy, add ? own : 0, r!, z!, n!, at[5]!, at[6]!, outs[0]!, outs[1]!, outs[2]!,
    outs[3]!, dState);
  gates.forEach(({ reset, update, candidate }, i) => {
    const d = slope[i]! + add * more[i]!, inside = d * (1 - update) * (1 - candidate ** 2);
    assertNear(space.result(outs[0]!, i), inside * h2![i]! * reset * (1 - reset), i);
    assertNear(space.result(outs[1]!, i), d * (state![i]! - candidate) * update * (1 - update), i);
    assertNear(space.result(outs[2]!, i), inside, i);
    assertNear(space.result(outs[3]!, i), inside * reset, i);
    assertNear(space.result(dState, i), d * update, i);
  });
  space.requireUntouched();
}

for (const build of ["fma", "plain"] as const satisfies readonly KernelBuild[]) {
  Deno.test(`gates, ${build}: ${CALLS} random calls are right and touch nothing else`, async () => {
    await loadKernels({ build });
    const next = otherUniforms(31_415);
    for (let call = 0; call < CALLS; call++) callGates(next);
    await loadKernels();
  });
}
