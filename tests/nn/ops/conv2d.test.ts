/** tf.conv2d, its transposed form and gradients on our kernels: every shape, and changes in place. */
import { assert, assertEquals } from "@std/assert";
import { loadKernels, startBackend } from "lib/nn";
import * as tf from "lib/nn/tf";
import { assertClose } from "../../support/mod.ts";
import {
  convOracle,
  type ConvSizes,
  filterOracle,
  inputOracle,
  type Padding,
  placesAlong,
  type Sums,
} from "../conv_oracle.ts";
import { centralDifferences } from "../gradients.ts";
import { drawn, otherUniforms, roundingOf, wholeNumber } from "../matrices.ts";

await startBackend();

/** Sizes of a convolution, and how to ask tfjs for it. */
interface Case extends ConvSizes {
  readonly padding: Padding | tf.backend_util.ExplicitPadding;
}

type Kernel = readonly [number, number];

function caseOf(
  image: readonly [number, number, number, number],
  [kernelHeight, kernelWidth]: Kernel,
  filters: number,
  [strideHeight, strideWidth]: Kernel,
  padding: Padding,
): Case {
  const [batch, height, width, channels] = image;
  const down = placesAlong(height, kernelHeight, strideHeight, padding);
  const across = placesAlong(width, kernelWidth, strideWidth, padding);
  const [outHeight, outWidth, top, left] = [down.places, across.places, down.front, across.front];
  const sizes = {
    batch,
    height,
    width,
    channels,
    kernelHeight,
    kernelWidth,
    filters,
    strideHeight,
  };
  return { ...sizes, strideWidth, outHeight, outWidth, top, left, padding };
}

/** Largest error in units of what rounding may do; above 1 something is wrong. */
function excess(got: ArrayLike<number>, { sums, sizes, terms }: Sums): number {
  assertEquals(got.length, sums.length);
  return sums.reduce((worst, sum, at) => {
    const error = Math.abs(got[at]! - sum) / roundingOf(terms, sizes[at]!);
    return Math.max(worst, Number.isNaN(error) ? Infinity : error);
  }, 0);
}

const shapesOf = (c: Case) => ({
  x: [c.batch, c.height, c.width, c.channels] as [number, number, number, number],
  filter: [c.kernelHeight, c.kernelWidth, c.channels, c.filters] as [
    number,
    number,
    number,
    number,
  ],
  y: [c.batch, c.outHeight, c.outWidth, c.filters] as [number, number, number, number],
});
const sizeOf = (shape: readonly number[]) => shape.reduce((product, side) => product * side, 1);

/** Forward, both gradients, and the transposed convolution; tensors of random numbers. */
function requireRight(c: Case, seed: number): void {
  const next = otherUniforms(seed), shapes = shapesOf(c);
  const [x, filter, dy] = [shapes.x, shapes.filter, shapes.y].map((s) => drawn(next, sizeOf(s)));
  const strides: [number, number] = [c.strideHeight, c.strideWidth], padding = c.padding as "same";
  const what = JSON.stringify(c);
  tf.tidy(() => {
    const w = tf.tensor(filter!, shapes.filter, "float32") as tf.Tensor4D;
    const image = tf.tensor(x!, shapes.x, "float32") as tf.Tensor4D;
    const slope = tf.tensor(dy!, shapes.y, "float32") as tf.Tensor4D;
    const y = tf.conv2d(image, w, strides, padding);
    assertEquals(y.shape, shapes.y, what);
    assert(excess(y.dataSync(), convOracle(c, x!, filter!)) <= 1, `y of ${what}`);
    const loss = (x: tf.Tensor4D, w: tf.Tensor4D) =>
      tf.sum(tf.mul(slope, tf.conv2d(x, w, strides, padding)));
    const [dx, dw] = tf.grads(loss as (...x: tf.Tensor[]) => tf.Tensor)([image, w]);
    assertEquals([dx!.shape, dw!.shape], [shapes.x, shapes.filter], what);
    const exact = inputOracle(c, dy!, filter!);
    assert(excess(dx!.dataSync(), exact) <= 1, `dx of ${what}`);
    assert(excess(dw!.dataSync(), filterOracle(c, x!, dy!)) <= 1, `dFilter of ${what}`);
    const back = tf.conv2dTranspose(slope, w, shapes.x, strides, padding);
    assert(excess(back.dataSync(), exact) <= 1, `transposed ${what}`);
  });
}

const paddings: readonly Padding[] = ["same", "valid", 1, 3];
const channelCounts = [1, 1, 3, 16, 5, 4, 2] as const;

/** All sides, kernels, strides and paddings along one axis, everything else by chance. */
function* manyCases(): Generator<Case> {
  const next = otherUniforms(31);
  const channels = () => channelCounts[wholeNumber(next, 0, channelCounts.length - 1)]!;
  for (let height = 1; height <= 9; height++) {
    for (let kernel = 1; kernel <= 5; kernel++) {
      for (let stride = 1; stride <= 3; stride++) {
        for (const padding of paddings) {
          const kernelWidth = wholeNumber(next, 1, 5), strideWidth = wholeNumber(next, 1, 3);
          const image = [
            wholeNumber(next, 0, 3),
            height,
            wholeNumber(next, 1, 9),
            channels(),
          ] as const;
          const each = [kernel, kernelWidth] as const, strides = [stride, strideWidth] as const;
          const found = caseOf(image, each, channels(), strides, padding);
          if (found.outHeight >= 1 && found.outWidth >= 1) yield found;
        }
      }
    }
  }
}

for (const build of ["fma", "plain"] as const) {
  Deno.test(`conv2d, ${build}: y, dx, dFilter and the transposed form equal float64`, async () => {
    await loadKernels({ build });
    let count = 0;
    for (const each of manyCases()) requireRight(each, ++count);
    assert(count > 300, `${count} cases`);
    requireRight(caseOf([0, 5, 5, 2], [3, 3], 4, [2, 2], "same"), 1);
    await loadKernels();
  });
}

Deno.test("conv2d: patches of more than one load, and one larger than a load", () => {
  requireRight(caseOf([5, 17, 19, 16], [5, 5], 9, [1, 1], "same"), 41); // 2.6 MB of patches
  requireRight(caseOf([2, 40, 40, 41], [40, 40], 2, [3, 3], 2), 42); // 262 KB each
  requireRight(caseOf([3, 4, 5, 7], [1, 1], 10, [1, 1], "valid"), 43); // its own patches
  requireRight(caseOf([33, 6, 4, 3], [6, 4], 11, [2, 2], "valid"), 44); // its own patches
});

Deno.test("conv2d: zeros of another number on every side", () => {
  const padding: tf.backend_util.ExplicitPadding = [[0, 0], [2, 0], [0, 1], [0, 0]];
  const sizes = caseOf([2, 5, 6, 3], [3, 2], 4, [1, 1], "valid");
  requireRight({ ...sizes, outHeight: 5, outWidth: 6, top: 2, left: 0, padding }, 45);
});

Deno.test("conv2d: gradients equal central differences, and so do those of the transposed form", () => {
  const c = caseOf([2, 5, 4, 2], [3, 2], 3, [2, 1], "same"), next = otherUniforms(46);
  const shapes = shapesOf(c);
  const x = drawn(next, sizeOf(shapes.x)), w = drawn(next, sizeOf(shapes.filter));
  const y = drawn(next, sizeOf(shapes.y)), tolerance = { atol: 1e-5, rtol: 1e-5 }; // sums of 60 roundings
  const curved = ({ sums }: Sums) => sums.reduce((sum, each) => sum + Math.tanh(each), 0);
  tf.tidy(() => {
    const w4 = tf.tensor(w, shapes.filter);
    const forward = (x: tf.Tensor, w: tf.Tensor) =>
      tf.sum(tf.tanh(tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, [2, 1], "same")));
    const [dx, dw] = tf.grads(forward)([tf.tensor(x, shapes.x), w4]);
    assertClose(
      dx!.dataSync(),
      centralDifferences((x) => curved(convOracle(c, x, w)), x),
      tolerance,
    );
    assertClose(
      dw!.dataSync(),
      centralDifferences((w) => curved(convOracle(c, x, w)), w),
      tolerance,
    );
    const back = (y: tf.Tensor, w: tf.Tensor) =>
      tf.sum(
        tf.tanh(tf.conv2dTranspose(y as tf.Tensor4D, w as tf.Tensor4D, shapes.x, [2, 1], "same")),
      );
    const [dy, dv] = tf.grads(back)([tf.tensor(y, shapes.y), w4]);
    assertClose(
      dy!.dataSync(),
      centralDifferences((y) => curved(inputOracle(c, y, w)), y),
      tolerance,
    );
    assertClose(
      dv!.dataSync(),
      centralDifferences((w) => curved(inputOracle(c, y, w)), w),
      tolerance,
    );
  });
});
