/** A disposed tensor is refused by name, by every operation of ours. */
import { assertThrows } from "@std/assert";
import * as nn from "lib/nn";
import * as prob from "lib/prob/tensor";
import { startBackend } from "lib/nn";
import * as tf from "lib/nn/tf";

await startBackend();

function disposed(shape: number[]): tf.Tensor {
  const tensor = tf.zeros(shape);
  tensor.dispose();
  return tensor;
}

const matrix = () => tf.zeros<tf.Rank.R2>([2, 2]), row = () => tf.zeros<tf.Rank.R1>([2]);
const gone = (shape: number[]) => disposed(shape) as tf.Tensor2D;
const layers = (weight: tf.Tensor) => ({
  hidden: { weight, bias: row() },
  output: { weight: matrix(), bias: row() },
});
const norm = (scale: tf.Tensor) => ({ scale, offset: row() }) as nn.LayerNormParameters;

const calls: Readonly<Record<string, readonly [name: string, call: () => unknown]>> = {
  dense: ["w", () => nn.dense(matrix(), disposed([2, 2]), row())],
  mlp: ["parameters.hidden.weight", () => nn.mlp(layers(disposed([2, 2])), matrix())],
  "mlp of a disposed x": ["x", () => nn.mlp(layers(matrix()), disposed([2, 2]))],
  bernoulliLogits: ["x", () => prob.bernoulliLogits(matrix(), disposed([2, 2]))],
  gaussianLatent: ["posterior", () => prob.gaussianLatent(gone([2, 4]), matrix())],
  squashedGaussian: ["noise", () => prob.squashedGaussian(tf.zeros([2, 4]), gone([2, 2]))],
  leastOfStack: ["x", () => nn.leastOfStack(disposed([2, 2]))],
  layerNorm: ["scale", () => nn.layerNorm(norm(disposed([2])), matrix())],
  convolution: [
    "x",
    () => nn.convolution(gone([1, 4, 4, 1]), tf.zeros([3, 3, 1, 1]), tf.zeros([1])),
  ],
};

for (const [what, [name, call]] of Object.entries(calls)) {
  Deno.test(`${what}: a disposed tensor is named`, () => {
    tf.tidy(() => {
      assertThrows(call, RangeError, `${name} is disposed, expected a living tensor`);
    });
  });
}
