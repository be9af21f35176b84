/** Good calls of lib/prob/tensor. */
import * as tf from "lib/nn/tf";
import * as tensors from "lib/prob/tensor";
import type { Call, Folder } from "../call.ts";

/** The numbers of a tensor; tensors of a call live as long as its tidy. */
// deno-lint-ignore no-explicit-any -- a harness hands functions what their types forbid
function numbersOf(call: (...args: any[]) => { readonly dataSync: () => unknown }) {
  return (...args: readonly unknown[]) => tf.tidy(() => call(...args).dataSync() as never);
}

const gaussian = () => ({ mean: tf.tensor1d([0, 1]), logStd: tf.tensor1d([0, 0.5]) });
const mixture = () => ({
  logits: tf.tensor1d([0, 1]),
  means: tf.tensor2d([[0, 0], [1, 1]]),
  logDiagonals: tf.tensor2d([[0, 0], [0.1, 0.1]]),
  lowers: tf.zeros([2, 2, 2]),
});

const CALLS: readonly Call[] = [
  {
    name: "gaussianLogDensityTensor",
    args: () => [tf.tensor2d([[1, 2]]), gaussian()],
    call: numbersOf(tensors.gaussianLogDensityTensor),
  },
  {
    name: "gaussianEntropyTensor",
    args: () => [tf.tensor1d([0, 0.5])],
    call: numbersOf(tensors.gaussianEntropyTensor),
  },
  {
    name: "mixtureLogDensityTensor",
    args: () => [tf.tensor2d([[1, 2]]), mixture()],
    call: numbersOf(tensors.mixtureLogDensityTensor),
  },
  {
    name: "squashedGaussian",
    args: () => [tf.tensor2d([[1, -1]]), tf.tensor2d([[0.5]]), [-20, 2]],
    call: numbersOf((...args: [tf.Tensor2D, tf.Tensor2D, [number, number]]) =>
      tensors.squashedGaussian(...args).logDensity
    ),
    options: ["2"],
    infinite: true, // an end may be infinite
  },
  {
    name: "squashedLogDensity",
    args: () => [tf.tensor2d([[1, -1]]), tf.tensor2d([[0.5]]), [-20, 2]],
    call: numbersOf(tensors.squashedLogDensity),
    options: ["2"],
    infinite: true,
  },
  {
    name: "gaussianLatent",
    args: () => [tf.tensor2d([[1, -1]]), tf.tensor2d([[0.5]])],
    call: numbersOf((...args: [tf.Tensor2D, tf.Tensor2D]) => tensors.gaussianLatent(...args).kl),
  },
  {
    name: "bernoulliLogits",
    args: () => [tf.tensor2d([[1, -1]]), tf.tensor2d([[0, 1]])],
    call: numbersOf(tensors.bernoulliLogits),
  },
  {
    name: "mixtureTensor",
    args: () => [{
      weights: [0.4, 0.6],
      components: [
        { mean: [0, 1], covariance: { kind: "full", matrix: [[2, 0.5], [0.5, 1]] } },
        { mean: [2, 0], covariance: { kind: "spherical", variance: 0.5 } },
      ],
    }],
    call: numbersOf((mixture: Parameters<typeof tensors.mixtureTensor>[0]) =>
      tensors.mixtureLogDensityTensor(tf.tensor2d([[1, 1]]), tensors.mixtureTensor(mixture))
    ),
  },
  { name: "normalTensor", args: () => [[0, 7], [2, 3]], call: numbersOf(tensors.normalTensor) },
];

export const PROB_TENSOR: Folder = {
  name: "prob/tensor",
  exports: Object.keys(tensors),
  skipped: ["startBackend"],
  calls: CALLS,
  start: () => tensors.startBackend(),
};
