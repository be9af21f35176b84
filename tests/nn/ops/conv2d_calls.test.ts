/** What tf.conv2d keeps (nothing), hides (nothing), and refuses. */
import { assertEquals, assertThrows } from "@std/assert";
import { ShapeError } from "lib/math";
import {
  adamDefaults,
  adamInit,
  adamStep,
  convolution,
  polyakAverage,
  startBackend,
  transposedConvolution,
  UncheckedOpError,
} from "lib/nn";
import * as tf from "lib/nn/tf";
import { heapMemory } from "../../../lib/nn/runtime/heap.ts";
import { drawn, otherUniforms } from "../matrices.ts";

await startBackend();

const images = (...shape: [number, number, number, number]) => tf.ones<tf.Rank.R4>(shape);

Deno.test("conv2d: after a change in place the new filter counts, however often the old one did", () => {
  tf.tidy(() => {
    const x = images(1, 3, 3, 2), w = images(3, 3, 2, 1), b = tf.zeros([1]);
    const all = () => [
      ...tf.conv2d(x, w, 1, "valid").dataSync(),
      ...tf.fused.conv2d({ x, filter: w, strides: 1, pad: "valid", bias: tf.zeros([1]) })
        .dataSync(),
      ...convolution(x, w, b).dataSync(),
      ...tf.conv2dTranspose(images(1, 1, 1, 1), w, [1, 3, 3, 2], 1, "valid").dataSync().slice(0, 1),
    ];
    for (let i = 0; i < 3; i++) assertEquals(all(), [18, 18, 18, 1]);
    polyakAverage([w], [tf.fill([3, 3, 2, 1], 5)], 1);
    assertEquals(all(), [90, 90, 90, 5]);
  });
});

Deno.test("fused.conv2d: bias and relu, and a NaN is not hidden", () => {
  tf.tidy(() => {
    const next = otherUniforms(51);
    const x = tf.tensor4d(drawn(next, 2 * 5 * 4 * 3), [2, 5, 4, 3]);
    const filter = tf.tensor4d(drawn(next, 2 * 3 * 3 * 5), [2, 3, 3, 5]);
    const bias = tf.tensor1d(drawn(next, 5));
    for (const activation of ["linear", "relu"] as const) {
      const fused = tf.fused.conv2d({ x, filter, strides: 2, pad: "same", bias, activation });
      const sums = tf.add(tf.conv2d(x, filter, 2, "same"), bias);
      assertEquals(fused.arraySync(), (activation === "relu" ? tf.relu(sums) : sums).arraySync());
    }
    const hidden = tf.fused.conv2d({
      x: tf.tensor4d([NaN], [1, 1, 1, 1]),
      filter: images(1, 1, 1, 1),
      strides: 1,
      pad: "valid",
      activation: "relu",
    });
    assertEquals(hidden.dataSync()[0], NaN);
  });
});

Deno.test("conv2d: a NaN outside the window stays outside, one in it comes out", () => {
  tf.tidy(() => {
    const x = tf.tensor4d([1, 2, NaN, 4], [1, 1, 4, 1]);
    const y = tf.conv2d(x, images(1, 2, 1, 1), [1, 1], "valid");
    assertEquals([...y.dataSync()], [3, NaN, NaN]);
  });
});

const kernel = (name: string, inputs: tf.NamedTensorMap, attrs: tf.NamedAttrMap) =>
  tf.engine().runKernel<tf.Tensor>(name, inputs, { strides: [1, 1], pad: "valid", ...attrs });

const refused: Record<string, [() => tf.Tensor, string, typeof ShapeError | typeof RangeError]> = {
  "dilation": [
    () => tf.conv2d(images(1, 5, 5, 1), images(2, 2, 1, 1), 1, "valid", "NHWC", 2),
    "Cannot convolve: dilations is 2, expected 1",
    RangeError,
  ],
  "channels in front": [
    () => tf.conv2d(images(1, 1, 5, 5), images(2, 2, 1, 1), 1, "valid", "NCHW"),
    "Cannot convolve: dataFormat is NCHW, expected NHWC",
    RangeError,
  ],
  "a filter larger than the image": [
    () => tf.conv2d(images(1, 2, 5, 1), images(3, 3, 1, 1), 1, "valid"),
    "Cannot convolve: filter is [3,3,1,1], expected one that fits into images [1,2,5,1]",
    ShapeError,
  ],
  "a transposed convolution to sides that cannot be": [ // tfjs would read beyond the image
    () => tf.conv2dTranspose(images(1, 4, 4, 1), images(3, 3, 1, 1), [1, 99, 8, 1], 2, "same"),
    "Cannot convolve back: dy is [1,4,4,1], expected [1,50,4,1]",
    ShapeError,
  ],
  "another batch": [
    () => tf.conv2dTranspose(images(2, 4, 4, 1), images(3, 3, 1, 1), [3, 8, 8, 1], 2, "same"),
    "Cannot convolve back: dy is [2,4,4,1], expected [3,4,4,1]",
    ShapeError,
  ],
  "a slope of another shape": [
    () =>
      kernel("Conv2DBackpropFilter", { x: images(1, 4, 4, 1), dy: images(1, 4, 4, 1) }, {
        filterShape: [3, 3, 1, 1],
      }),
    "Cannot differentiate by a filter: dy is [1,4,4,1], expected [1,2,2,1]",
    ShapeError,
  ],
  "other channels": [
    () => kernel("Conv2D", { x: images(1, 4, 4, 2), filter: images(3, 3, 1, 1) }, {}),
    "Cannot convolve: filter is [3,3,1,1], expected 2 channels, as the images have",
    ShapeError,
  ],
  "a bias of another width": [
    () =>
      tf.fused.conv2d({
        x: images(1, 4, 4, 1),
        filter: images(3, 3, 1, 2),
        strides: 1,
        pad: "valid",
        bias: tf.zeros([1]),
      }),
    "Cannot convolve: bias is [1], expected [2]",
    ShapeError,
  ],
  "whole numbers": [
    () => kernel("Conv2D", { x: tf.ones([1, 4, 4, 1], "int32"), filter: images(3, 3, 1, 1) }, {}),
    "Cannot convolve: x is int32, expected float32",
    TypeError,
  ],
  "another activation": [
    () =>
      tf.fused.conv2d({
        x: images(1, 4, 4, 1),
        filter: images(3, 3, 1, 1),
        strides: 1,
        pad: "valid",
        activation: "elu",
      }),
    "activation is elu, expected linear or relu",
    UncheckedOpError as unknown as typeof RangeError,
  ],
};

for (const [what, [run, words, kind]] of Object.entries(refused)) {
  Deno.test(`conv2d: refuses ${what}`, () => {
    assertThrows(() => tf.tidy(run), kind, words);
  });
}

Deno.test("convolution: a batch of none gives none, and gradients of zero; a second derivative is an error", () => {
  tf.tidy(() => {
    const [w, b] = [images(2, 2, 1, 1), tf.zeros([1])], none = images(0, 3, 3, 1);
    const options = { stride: 2, padding: "same", activation: "tanh" } as const;
    for (const layer of [convolution, transposedConvolution]) {
      const loss = (...[w, b]: tf.Tensor[]) => tf.sum(layer(none, w!, b!, options));
      assertEquals(tf.grads(loss)([w, b]).flatMap((g) => [...g.dataSync()]), [0, 0, 0, 0, 0]);
      const slope = tf.grad((w) => tf.sum(layer(images(1, 3, 3, 1), w, b, options)));
      assertThrows(() => tf.grad((w) => tf.sum(tf.square(slope(w))))(w), Error, "gradient");
    }
  });
});

Deno.test("2,000 steps of a small network of convolutions: it learns, and grows by no byte", () => {
  const next = otherUniforms(52), sizes: number[][] = [], losses: number[] = [];
  const shapes = [[3, 3, 1, 4], [4], [3, 3, 4, 8], [8], [3, 3, 4, 8], [4], [3, 3, 1, 4], [1]];
  const parameters = shapes.map((shape) =>
    tf.tensor(drawn(next, shape.reduce((p, q) => p * q)).map((w) => w / 4), shape)
  );
  const x = tf.tensor4d(drawn(next, 4 * 64), [4, 8, 8, 1]);
  const down = { stride: 2, padding: "same", activation: "relu" } as const;
  const up = { stride: 2, padding: "same" } as const;
  const lossOf = (...[w1, b1, w2, b2, w3, b3, w4, b4]: tf.Tensor[]): tf.Scalar => {
    const code = convolution(convolution(x, w1!, b1!, down), w2!, b2!, down);
    const half = transposedConvolution(code, w3!, b3!, down);
    return tf.mean(tf.square(tf.sub(transposedConvolution(half, w4!, b4!, up), x)));
  };
  let state = adamInit(parameters);
  const lossAndSlopes = tf.valueAndGrads(lossOf as (...p: tf.Tensor[]) => tf.Scalar);
  for (let step = 0; step < 2000; step++) {
    tf.tidy(() => {
      const { value, grads } = lossAndSlopes(parameters);
      state = adamStep(state, parameters, grads, { ...adamDefaults, learningRate: 3e-3 });
      losses.push(value.dataSync()[0]!);
    });
    if (step === 50 || step === 1999) {
      const { numTensors, numBytes } = tf.memory();
      sizes.push([numTensors, numBytes, heapMemory().buffer.byteLength]);
    }
  }
  assertEquals(sizes[1], sizes[0]);
  assertEquals(losses.at(-1)! < losses[0]! / 3, true, `from ${losses[0]} to ${losses.at(-1)}`);
  tf.dispose([x, ...parameters, ...state.first, ...state.second]);
});
