/** Softmax and attention on our kernels, under both builds, against float64. */
import { assertThrows } from "@std/assert";
import { attend, kernelBuild, loadKernels, startBackend } from "lib/nn";
import * as tf from "lib/nn/tf";
import { requireSameLayer } from "../same_layer.ts";
import { assertClose } from "../../support/mod.ts";

await startBackend();

/** softmax of each row, number by number. */
function softmaxOracle(x: readonly number[], length: number): number[] {
  return x.map((value, at) => {
    const row = x.slice(at - at % length, at - at % length + length), most = Math.max(...row);
    return Math.exp(value - most) / row.reduce((sum, each) => sum + Math.exp(each - most), 0);
  });
}

/** Each query's mean of the values, head by head, number by number. */
function attendOracle(
  { q, k, v }: Readonly<Record<string, readonly number[]>>,
  [batch, asking, asked, width, heads]: readonly number[],
): number[] {
  const piece = width! / heads!;
  return Array.from({ length: batch! * asking! * width! }, (_, to) => {
    const d = to % width!, s = Math.floor(to / width!), b = Math.floor(s / asking!);
    const first = d - d % piece;
    const row = (m: number) => (b * asked! + m) * width!;
    const scores = Array.from({ length: asked! }, (_, m) => {
      let sum = 0;
      for (let i = 0; i < piece; i++) sum += q![s * width! + first + i]! * k![row(m) + first + i]!;
      return sum / Math.sqrt(piece);
    });
    return softmaxOracle(scores, asked!).reduce((sum, w, m) => sum + w * v![row(m) + d]!, 0);
  });
}

const before = kernelBuild().build;
for (const build of ["fma", "plain"] as const) {
  for (const shape of [[1, 1], [3, 2], [4, 7], [5, 16], [2, 3, 33]]) {
    Deno.test(`tf.softmax: [${shape}] equals float64, values and gradients, ${build}`, async () => {
      await loadKernels({ build });
      requireSameLayer({
        shapes: { x: shape },
        layer: ({ x }) => tf.softmax(x!),
        oracle: ({ x }) => softmaxOracle(x!, shape.at(-1)!),
      });
      await loadKernels({ build: before });
    });
  }
  for (const sides of [[1, 1, 1, 1, 1], [2, 3, 5, 6, 3], [1, 9, 4, 10, 2], [2, 17, 17, 16, 1]]) {
    Deno.test(`attend: [B, S, M, D, H] = [${sides}] equals float64, with gradients, ${build}`, async () => {
      await loadKernels({ build });
      const [batch, asking, asked, width, heads] = sides as [
        number,
        number,
        number,
        number,
        number,
      ];
      requireSameLayer({
        shapes: { q: [batch, asking, width], k: [batch, asked, width], v: [batch, asked, width] },
        layer: ({ q, k, v }) => attend(q as tf.Tensor3D, k as tf.Tensor3D, v as tf.Tensor3D, heads),
        oracle: (numbers) => attendOracle(numbers, sides),
      });
      await loadKernels({ build: before });
    });
  }
}

Deno.test("tf.softmax: large numbers do not overflow; rows with a NaN are NaN, others not", () => {
  tf.tidy(() => {
    assertClose(tf.softmax(tf.tensor2d([[1e4, 1e4, -1e4]])).dataSync(), [
      0.5,
      0.5,
      0,
    ], {
      atol: 1e-7, // float32
    });
    const y = tf.softmax(tf.tensor2d([[NaN, 0], [0, 0]])).dataSync();
    assertClose(y.slice(2), [0.5, 0.5], { atol: 1e-7 });
    if (!Number.isNaN(y[0]) || !Number.isNaN(y[1])) throw new Error("a NaN was hidden");
  });
});

Deno.test("tf.softmax, attend: a second derivative is refused, not wrong", () => {
  const twice = (f: (x: tf.Tensor) => tf.Tensor) =>
    tf.grad((x) => tf.sum(tf.square(tf.grad((y) => tf.sum(tf.square(f(y))))(x))));
  const x = tf.tensor3d([[[1, 2]]]);
  assertThrows(() => twice((y) => tf.softmax(y))(x), Error, "SoftmaxBackward");
  assertThrows(
    () => twice((y) => attend(x, x, y as tf.Tensor3D, 1))(x),
    Error,
    "AttentionBackward",
  );
});
