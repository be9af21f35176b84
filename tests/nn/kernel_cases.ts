/** Each operation on the list of those that run, on small numbers; with what plain float64 gives. */
import { startBackend } from "lib/nn";
import * as tf from "lib/nn/tf";
import { ownKernelCases } from "./own_kernel_cases.ts";

await startBackend();

/** What the cases are made of. */
export const a = [-2.5, -1, -0.25, 0.5, 1.75, 3];
const b = [0.5, 2, -1.5, 4, -0.125, 7];
const positive = a.map((x) => Math.abs(x));
const tensor = (values: readonly number[], shape: number[] = [2, 3]) =>
  tf.tensor([...values], shape);
const zip = (f: (x: number, y: number) => number) => a.map((x, i) => f(x, b[i]!));
const flag = (value: boolean) => (value ? 1 : 0);
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const product = [ // [2,3] times [3,2]
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
].map(([i, j]) => [0, 1, 2].reduce((sum, k) => sum + a[3 * i! + k]! * b[2 * k + j!]!, 0));
const softmaxed = [0, 1].flatMap((row) => {
  const part = a.slice(3 * row, 3 * row + 3).map(Math.exp);
  return part.map((each) => each / part.reduce((x, y) => x + y));
});

/** kernel → what tfjs gives, and what it should. */
export const kernelCases: Record<string, [() => tf.Tensor, readonly number[]]> = {
  ...ownKernelCases,
  _FusedMatMul: [
    () =>
      tf.fused.matMul({
        a: tensor(a),
        b: tensor(b),
        transposeB: true,
        bias: tf.tensor1d([0, 1]),
        activation: "relu",
      }),
    [0, 1, 2, 3].map((at) => {
      const [i, j] = [Math.floor(at / 2), at % 2];
      return Math.max(0, [0, 1, 2].reduce((sum, k) => sum + a[3 * i + k]! * b[3 * j + k]!, j));
    }),
  ],
  Abs: [() => tf.abs(tensor(a)), positive],
  Add: [() => tf.add(tensor(a), tensor(b)), zip((x, y) => x + y)],
  AddN: [() => tf.addN([tensor(a), tensor(b), tensor(a)]), zip((x, y) => 2 * x + y)],
  ArgMax: [() => tf.argMax(tensor(b), 1), [1, 2]],
  BatchMatMul: [() => tf.matMul(tensor(a), tensor(b, [3, 2])), product],
  Cast: [() => tf.cast(tensor([1.9, -1.9, 0], [3]), "int32"), [1, -1, 0]],
  Concat: [() => tf.concat([tensor(a), tensor(b)], 0), [...a, ...b]],
  ElementwiseBackward: [
    () => tf.grad((x: tf.Tensor) => tf.sum(tf.sigmoid(x)))(tensor(a)),
    a.map((x) => sigmoid(x) * (1 - sigmoid(x))),
  ],
  Equal: [() => tf.equal(tensor([1, 2, 3], [3]), tensor([1, 0, 3], [3])), [1, 0, 1]],
  Exp: [() => tf.exp(tensor(a)), a.map(Math.exp)],
  ExpandDims: [() => tf.expandDims(tensor(a), 1), a],
  Fill: [() => tf.fill([2, 2], 0.75), [0.75, 0.75, 0.75, 0.75]],
  GatherV2: [() => tf.gather(tensor(a), tf.tensor1d([1, 0, 1], "int32")), [
    ...a.slice(3),
    ...a.slice(0, 3),
    ...a.slice(3),
  ]],
  Greater: [() => tf.greater(tensor(a), tensor(b)), zip((x, y) => flag(x > y))],
  GreaterEqual: [() => tf.greaterEqual(tensor(a), tensor(a)), a.map(() => 1)],
  Identity: [() => tf.clone(tensor(a)), a],
  Less: [() => tf.less(tensor(a), tensor(b)), zip((x, y) => flag(x < y))],
  LessEqual: [() => tf.lessEqual(tensor(a), tensor(b)), zip((x, y) => flag(x <= y))],
  Log: [() => tf.log(tensor(positive)), positive.map(Math.log)],
  LogicalAnd: [
    () => tf.logicalAnd(tf.greater(tensor(a), 0), tf.greater(tensor(b), 0)),
    zip((x, y) => flag(x > 0 && y > 0)),
  ],
  Max: [() => tf.max(tensor(a), 0), [0.5, 1.75, 3]],
  Mean: [() => tf.mean(tensor(a), 1), [-1.25, 1.75]],
  Multiply: [() => tf.mul(tensor(a), tensor(b)), zip((x, y) => x * y)],
  Neg: [() => tf.neg(tensor(a)), a.map((x) => -x)],
  NotEqual: [() => tf.notEqual(tensor([0, 2, 0], [3]), 0), [0, 1, 0]],
  OneHot: [() => tf.oneHot(tf.tensor1d([2, 0], "int32"), 3), [0, 0, 1, 1, 0, 0]],
  OnesLike: [() => tf.onesLike(tensor(a)), a.map(() => 1)],
  Pack: [() => tf.stack([tensor(a), tensor(b)], 0), [...a, ...b]],
  PadV2: [() => tf.pad(tensor([1, 2], [2]), [[1, 2]]), [0, 1, 2, 0, 0]],
  RealDiv: [() => tf.div(tensor(a), tensor(b)), zip((x, y) => x / y)],
  Relu: [() => tf.relu(tensor(a)), a.map((x) => Math.max(0, x))],
  Reshape: [() => tf.reshape(tensor(a), [6]), a],
  Reverse: [() => tf.reverse(tensor(a, [6])), [...a].reverse()],
  Rsqrt: [() => tf.rsqrt(tensor(positive)), positive.map((x) => 1 / Math.sqrt(x))],
  Select: [
    () => tf.where(tf.greater(tensor(a), 0), tensor(a), tensor(b)),
    zip((x, y) => (x > 0 ? x : y)),
  ],
  Sigmoid: [() => tf.sigmoid(tensor(a)), a.map(sigmoid)],
  Slice: [() => tf.slice(tensor(a), [1, 1], [1, 2]), a.slice(4)],
  Softmax: [() => tf.softmax(tensor(a)), softmaxed],
  Softplus: [() => tf.softplus(tensor(a)), a.map((x) => Math.log1p(Math.exp(x)))],
  Sqrt: [() => tf.sqrt(tensor(positive)), positive.map(Math.sqrt)],
  SplitV: [() => tf.split(tensor(a), [1, 2], 1)[1]!, [a[1]!, a[2]!, a[4]!, a[5]!]],
  Square: [() => tf.square(tensor(a)), a.map((x) => x * x)],
  SquaredDifference: [
    () => tf.squaredDifference(tensor(a), tensor(b)),
    zip((x, y) => (x - y) ** 2),
  ],
  Step: [() => tf.step(tensor(a)), a.map((x) => flag(x > 0))],
  Sub: [() => tf.sub(tensor(a), tensor(b)), zip((x, y) => x - y)],
  Sum: [() => tf.sum(tensor(a), 0), [-2, 0.75, 2.75]],
  Tanh: [() => tf.tanh(tensor(a)), a.map(Math.tanh)],
  Tile: [() => tf.tile(tensor([1, 2], [2]), [3]), [1, 2, 1, 2, 1, 2]],
  Transpose: [() => tf.transpose(tensor(a)), [0, 3, 1, 4, 2, 5].map((i) => a[i]!)],
  Unpack: [() => tf.unstack(tensor(a))[1]!, a.slice(3)],
  UnsortedSegmentSum: [
    () => tf.unsortedSegmentSum(tensor(a, [3, 2]), tf.tensor1d([1, 0, 1], "int32"), 2),
    [a[2]!, a[3]!, a[0]! + a[4]!, a[1]! + a[5]!],
  ],
  ZerosLike: [() => tf.zerosLike(tensor(a)), a.map(() => 0)],
};
