/** Kernels of ours on small numbers, for checked_kernels.test.ts; their own tests say more. */
import {
  attend,
  convolution,
  dense,
  gruCell,
  layerNorm,
  leastOfStack,
  mlp,
  startBackend,
  transposedConvolution,
} from "lib/nn";
import * as tf from "lib/nn/tf";
import { bernoulliLogits, gaussianLatent, squashedGaussian } from "lib/prob/tensor";

await startBackend();

const a = [-2.5, -1, -0.25, 0.5, 1.75, 3];
const b = [0.5, 2, -1.5, 4, -0.125, 7];
const tensor = (values: readonly number[], shape: number[] = [2, 3]) =>
  tf.tensor([...values], shape);
const product = [0, 1, 2, 3].map((at) =>
  // [2,3] times [3,2]
  [0, 1, 2].reduce((sum, k) => sum + a[3 * Math.floor(at / 2) + k]! * b[2 * k + at % 2]!, 0)
);
const zero = tf.keep(tf.zeros<tf.Rank.R2>([2, 3]));
const weights = tf.keep(tf.zeros([3, 1]));
const denseOf = (x: tf.Tensor, w: tf.Tensor = weights) =>
  dense(x, w, tf.zeros([w.shape.at(-1)!]), "tanh");

/** Of spread 1 around a. */
const standard = () => tf.concat([tensor(a), zero], 1) as tf.Tensor2D;

/** A row of six pixels, and a window of two that gives 2 x − y; the bias is a half. */
const row = () => tensor(a, [1, 1, 6, 1]) as tf.Tensor4D;
const window = () => tensor([2, -1], [1, 2, 1, 1]) as tf.Tensor4D;
const half = () => tf.tensor1d([0.5]);
const windows = [0, 1, 2, 3, 4].map((i) => 2 * a[i]! - a[i + 1]!);
const laidDown = [0, 1, 2, 3, 4, 5, 6].map((i) => 2 * (a[i] ?? 0) - (a[i - 1] ?? 0));

/** Σ |x| of each row, as relu x + relu −x. */
function absolutes(x: tf.Tensor, bias: tf.Tensor = tf.zeros([1])): tf.Tensor {
  const both = [0, 1, 2].flatMap((i) =>
    [0, 1, 2, 3, 4, 5].map((j) => j % 3 === i ? j < 3 ? 1 : -1 : 0)
  );
  const hidden = { weight: tensor(both, [3, 6]), bias: tf.zeros([6]) };
  return mlp({ hidden, output: { weight: tf.ones([6, 1]), bias } }, x);
}
const sizes = [a.slice(0, 3), a.slice(3)].map((row) =>
  row.reduce((sum, x) => sum + Math.abs(x), 0)
);

/** A recurrent unit that sees nothing and whose weights are 0. */
function gated(state: tf.Tensor, bias = tf.zeros<tf.Rank.R2>([3, 2])): tf.Tensor {
  const cell = { inputBias: bias, stateBias: tf.zeros<tf.Rank.R2>([3, 2]) };
  const weights = { inputWeight: tf.zeros([3, 1, 2]), stateWeight: tf.zeros([3, 2, 2]) };
  return gruCell({ ...cell, ...weights } as never, tf.zeros([1, 1]), state as tf.Tensor2D);
}

/** One query that finds all keys alike, and three values of two numbers. */
const indifferent = () => tf.zeros<tf.Rank.R3>([1, 1, 2]);
const keys = () => tf.zeros<tf.Rank.R3>([1, 3, 2]);
const threeValues = () => tensor(a, [1, 3, 2]) as tf.Tensor3D;
const normed = (x: tf.Tensor, scale = tf.ones<tf.Rank.R1>([3])) =>
  layerNorm({ scale, offset: tf.zeros<tf.Rank.R1>([3]) }, x);
/** Mean 0 and variance 1 of each row of a; ε is 1e-5. */
const standardized = [a.slice(0, 3), a.slice(3)].flatMap((row) => {
  const mean = row.reduce((sum, x) => sum + x) / 3;
  const variance = row.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 3;
  return row.map((x) => (x - mean) / Math.sqrt(variance + 1e-5));
});
const quarter = () => tensor([0, Math.log(3)], [1, 2]); // softmax ¼, ¾

/** kernel → what it gives, and what it should. */
export const ownKernelCases: Record<string, [() => tf.Tensor, readonly number[]]> = {
  Attention: [
    () => attend(indifferent(), keys(), threeValues(), 1),
    [0, 1].map((d) => (a[d]! + a[d + 2]! + a[d + 4]!) / 3),
  ],
  AttentionBackward: [ // each value counts a third
    () => tf.grad((v) => tf.sum(attend(indifferent(), keys(), v as tf.Tensor3D, 1)))(threeValues()),
    a.map(() => 1 / 3),
  ],
  BernoulliLogits: [() => bernoulliLogits(zero, zero), [-3 * Math.LN2, -3 * Math.LN2]],
  BernoulliLogitsBackward: [
    () => tf.grad((y: tf.Tensor) => tf.sum(bernoulliLogits(y, tensor(a))))(zero),
    a.map((x) => x - 0.5),
  ],
  Conv2D: [() => tf.conv2d(row(), window(), 1, "valid"), windows],
  Conv2DBackpropFilter: [
    () => tf.grad((w) => tf.sum(tf.conv2d(row(), w as tf.Tensor4D, 1, "valid")))(window()),
    [0, 1].map((first) => a.slice(first, first + 5).reduce((sum, x) => sum + x)),
  ],
  Conv2DBackpropInput: [
    () => tf.conv2dTranspose(row(), window(), [1, 1, 7, 1], 1, "valid"),
    laidDown,
  ],
  Convolution: [() => convolution(row(), window(), half()), windows.map((y) => y + 0.5)],
  Dense: [() => dense(tensor(a), tensor(b, [3, 2]), tf.zeros([2])), product],
  DenseBackward: [ // y = 0 where tanh′ = 1; the bias's gradient counts the examples
    () => tf.grad((bias: tf.Tensor) => tf.sum(dense(zero, weights, bias, "tanh")))(tf.zeros([1])),
    [2],
  ],
  DenseInputBackward: [
    () => tf.grad((x: tf.Tensor) => tf.sum(denseOf(x, tensor([1, 2, 3], [3, 1]))))(zero),
    [1, 2, 3, 1, 2, 3],
  ],
  FusedConv2D: [
    () =>
      tf.fused.conv2d({
        x: row(),
        filter: window(),
        strides: 1,
        pad: "valid",
        bias: half(),
        activation: "relu",
      }),
    windows.map((y) => Math.max(0, y + 0.5)),
  ],
  GaussianLatent: [
    () => gaussianLatent(standard(), tensor(b) as tf.Tensor2D).sample,
    a.map((mu, i) => mu + b[i]!),
  ],
  GaussianLatentBackward: [
    () => tf.grad((q) => tf.sum(gaussianLatent(q as tf.Tensor2D, zero).kl))(standard()),
    [...a.slice(0, 3), 0, 0, 0, ...a.slice(3), 0, 0, 0],
  ],
  Gru: [() => gated(tensor([4, -2], [1, 2])), [2, -1]], // all gates at a half, the candidate 0
  GruBackward: [() => tf.grad((h) => tf.sum(gated(h)))(tensor([4, -2], [1, 2])), [0.5, 0.5]],
  GruPart: [ // σ′(0) (4 − 0) and σ′(0) (−2 − 0) by the bias of the update gate; ½ by the candidate's
    () =>
      tf.grad((b) => tf.sum(gated(tensor([4, -2], [1, 2]), b as tf.Tensor2D)))(tf.zeros([3, 2])),
    [0, 0, 1, -0.5, 0.5, 0.5],
  ],
  LayerNorm: [() => normed(tensor(a)), standardized],
  LayerNormBackward: [
    () => tf.grad((scale) => tf.sum(normed(tensor(a), scale as tf.Tensor1D)))(tf.ones([3])),
    [0, 1, 2].map((d) => standardized[d]! + standardized[d + 3]!),
  ],
  LeastOfStack: [
    () => leastOfStack(tensor(a)),
    a.slice(0, 3).map((x, i) => Math.min(x, a[i + 3]!)),
  ],
  LeastOfStackBackward: [
    () => tf.grad((x: tf.Tensor) => tf.sum(leastOfStack(x)))(tensor(a)),
    a.map((x, i) => x < a[(i + 3) % 6]! ? 1 : 0),
  ],
  Mlp: [() => absolutes(tensor(a)), sizes],
  MlpBackward: [() => tf.grad(absolutes)(tensor(a)), a.map(Math.sign)],
  MlpPart: [
    () => tf.grad((bias) => tf.sum(absolutes(tensor(a), bias)))(tf.zeros([1])),
    [2], // one for each example
  ],
  SoftmaxBackward: [ // y₀ (1 − y₀) and −y₀ y₁
    () => tf.grad((x) => tf.slice(tf.softmax(x), [0, 0], [1, 1]).asScalar())(quarter()),
    [3 / 16, -3 / 16],
  ],
  Spread: [() => tf.grad((x) => tf.mul(3, tf.mean(x)))(tensor(a)), a.map(() => 0.5)],
  SquashedGaussian: [
    () => squashedGaussian(standard(), zero).action,
    a.map(Math.tanh),
  ],
  SquashedGaussianBackward: [
    () =>
      tf.grad((q: tf.Tensor) => tf.sum(squashedGaussian(q as tf.Tensor2D, zero).action))(
        standard(),
      ),
    [a.slice(0, 3), a.slice(3)].flatMap((
      row,
    ) => [...row.map((x) => 1 - Math.tanh(x) ** 2), 0, 0, 0]),
  ],
  TransposedConvolution: [
    () => transposedConvolution(row(), window(), half()),
    laidDown.map((y) => y + 0.5),
  ],
};
