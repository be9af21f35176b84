/** Random convolutions by the kernels themselves: right to rounding, and nothing else touched. */
import { assert } from "@std/assert";
import { loadKernels, startBackend } from "lib/nn";
import { kernels } from "../../../lib/nn/runtime/kernels.ts";
import { Arena, scratch } from "../arena.ts";
import {
  convOracle,
  type ConvSizes,
  filterOracle,
  inputOracle,
  placesAlong,
  type Sums,
} from "../conv_oracle.ts";
import { drawn, otherUniforms, roundingOf, wholeNumber } from "../matrices.ts";

await startBackend();

const CALLS = 1500; // of each build

/** Sizes by chance; every fifth is its own patches. */
function randomSizes(next: () => number): ConvSizes {
  const among = (low: number, high: number) => wholeNumber(next, low, high);
  const kind = among(0, 9), [height, width] = [among(1, 7), among(1, 7)];
  const [kernelHeight, kernelWidth] = kind === 0
    ? [1, 1]
    : kind === 1
    ? [height, width]
    : [among(1, Math.min(4, height)), among(1, Math.min(4, width))];
  const [strideHeight, strideWidth] = kind === 0 ? [1, 1] : [among(1, 3), among(1, 3)];
  const padding = kind < 2 ? "valid" : (["same", "valid", 1, 5] as const)[among(0, 3)]!;
  const down = placesAlong(height, kernelHeight, strideHeight, padding);
  const across = placesAlong(width, kernelWidth, strideWidth, padding);
  return {
    ...{ batch: among(0, 3), height, width, channels: among(1, 6) },
    ...{ kernelHeight, kernelWidth, filters: among(1, 10), strideHeight, strideWidth },
    ...{ outHeight: down.places, outWidth: across.places, top: down.front, left: across.front },
  };
}

/** In the order of assembly/patches.ts, as the bits of float32 numbers. */
function geometryOf(s: ConvSizes): number[] {
  const image = [s.batch, s.height, s.width, s.channels, s.kernelHeight, s.kernelWidth, s.filters];
  const path = [s.outHeight, s.outWidth, s.strideHeight, s.strideWidth, s.top, s.left];
  return [...new Float32Array(Int32Array.from([...image, ...path]).buffer)];
}

function callConvolution(next: () => number, which: number): void {
  const s = randomSizes(next), space = new Arena();
  const block = (values: readonly number[]) => space.place(values, values.length + 1, 0, 1);
  const x = drawn(next, s.batch * s.height * s.width * s.channels);
  const filter = drawn(next, s.kernelHeight * s.kernelWidth * s.channels * s.filters);
  const y = drawn(next, s.batch * s.outHeight * s.outWidth * s.filters);
  const patch = s.kernelHeight * s.kernelWidth * s.channels;
  const room = patch * wholeNumber(next, 1, 20) + wholeNumber(next, 0, patch - 1);
  const bias = drawn(next, which === 0 ? s.filters : s.channels);
  const [geometry, px, pf, py, pb, patches] = [
    ...[geometryOf(s), x, filter, y, bias],
    new Array(room).fill(0),
  ].map(block) as [number, number, number, number, number, number];
  const withBias = wholeNumber(next, 0, 1) === 1, b = withBias ? pb : 0, ends = [patches, 4 * room];
  const { convForward, convBackwardFilter, convBackwardInput } = kernels();
  const given = (i: number) => withBias ? bias[i % bias.length]! : 0;
  if (which === 0) {
    const relu = wholeNumber(next, 0, 1);
    convForward(geometry, px, pf, b, relu, py, ...ends, scratch);
    const act = (z: number) => relu === 1 ? Math.max(0, z) : z;
    requireSums(space, py, convOracle(s, x, filter), (sum, i) => act(sum + given(i)), s);
  } else if (which === 1) {
    convBackwardInput(geometry, py, pf, b, px, ...ends, scratch);
    requireSums(space, px, inputOracle(s, y, filter), (sum, i) => sum + given(i), s);
  } else {
    convBackwardFilter(geometry, px, py, pf, ...ends, scratch);
    requireSums(space, pf, filterOracle(s, x, y), (sum) => sum, s);
  }
  for (let i = 0; i < room; i++) space.result(patches, i);
  space.requireUntouched();
}

/** Holds every result against its sum; the bias is one term more, below one. */
function requireSums(
  space: Arena,
  address: number,
  { sums, sizes, terms }: Sums,
  end: (sum: number, index: number) => number,
  what: ConvSizes,
): void {
  sums.forEach((sum, i) => {
    const got = space.result(address, i), exact = end(sum, i);
    if (!(Math.abs(got - exact) <= roundingOf(terms + 1, sizes[i]! + 1))) {
      throw new Error(`[${i}] is ${got}, expected ${exact}, of ${JSON.stringify(what)}`);
    }
  });
}

for (const build of ["fma", "plain"] as const) {
  Deno.test(`convolutions, ${build}: ${CALLS} random calls are right and touch nothing else`, async () => {
    await loadKernels({ build });
    const next = otherUniforms(20_240_512);
    for (let call = 0; call < CALLS; call++) callConvolution(next, call % 3);
    await loadKernels();
  });
}

Deno.test("convolutions: random sizes reach both kinds that are their own patches, and empty batches", () => {
  const next = otherUniforms(20_240_512);
  const all = Array.from({ length: 200 }, () => randomSizes(next));
  assert(all.some((s) => s.batch === 0));
  assert(all.some((s) => s.kernelHeight * s.kernelWidth === 1 && s.height > 1));
  assert(all.some((s) => s.kernelHeight === s.height && s.kernelWidth === s.width && s.width > 1));
});
