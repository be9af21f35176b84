/** Good calls of the training and the checkpoints of lib/nn. */
import * as nn from "lib/nn";
import * as tf from "lib/nn/tf";
import type { Call } from "../call.ts";
import { anyTree } from "./nn_trees.ts";

// deno-lint-ignore no-explicit-any -- a harness hands functions what their types forbid
type Any = any;

const ADAM = { learningRate: 0.1, beta1: 0.9, beta2: 0.99, epsilon: 1e-8, maxNorm: 1 };
const parameters = () => ({ layer: { w: tf.tensor1d([1, 2]) } });
const gradients = () => ({ layer: { w: tf.tensor1d([0.5, -1]) } });
const blocks = () => [tf.tensor1d([1, 2])];
const memory = () => ({ first: [tf.zeros([2])], second: [tf.zeros([2])], steps: 0 });

const run = () => ({
  config: { seed: 3 },
  step: 40,
  keys: { draws: [0, 7] },
  counters: { episodes: 2 },
  arrays: { replay: Float32Array.of(1, 2) },
  tensors: parameters(),
});
/** Of all that a tree has. */
function sumOfSquares(tree: nn.TensorTree): tf.Scalar {
  return tf.addN(nn.treeEntries(tree).map(([, tensor]) => tf.sum(tf.square(tensor)))) as tf.Scalar;
}

export const TRAINING_CALLS: readonly Call[] = [
  {
    name: "adamInit",
    args: () => [blocks()],
    call: (given: Any) => nn.globalNorm(nn.adamInit(given).first),
  },
  {
    name: "adamStep",
    args: () => [memory(), blocks(), blocks(), ADAM],
    call: (...args: Any[]) => {
      const { steps } = nn.adamStep(...(args as [Any, Any, Any, Any]));
      return [steps, nn.globalNorm(args[1])];
    },
    options: ["3"],
  },
  {
    name: "adamOptimizer",
    args: () => [parameters(), ADAM],
    call: (...args: Any[]) => {
      using optimizer = nn.adamOptimizer(...(args as [Any, Any]));
      return optimizer.config.learningRate;
    },
    options: ["1"],
    ...anyTree("0"),
  },
  {
    name: "adamOptimizer's update",
    args: () => [gradients(), 7],
    call: (...args: Any[]) => {
      using optimizer = nn.adamOptimizer(parameters(), {});
      return optimizer.update(...(args as [Any, Any]));
    },
    fine: [/^1 ← undefined$/],
  },
  {
    name: "polyakAverage",
    args: () => [blocks(), blocks(), 0.5],
    call: (...args: Any[]) => {
      nn.polyakAverage(...(args as [Any, Any, Any]));
      return nn.globalNorm(args[0]);
    },
  },
  {
    name: "averageTowards",
    args: () => [parameters(), gradients(), 0.5],
    call: (...args: Any[]) => {
      nn.averageTowards(...(args as [Any, Any, Any]));
      return nn.readTree(args[0]);
    },
  },
  {
    name: "valueAndGradients",
    args: () => [
      sumOfSquares,
      parameters(),
      { step: 3, batch: { x: tf.ones([2]) } },
    ],
    call: (...args: Any[]) => {
      using at = nn.valueAndGradients(...(args as [Any, Any, Any]));
      return [at.loss, nn.readTree(at.gradients)];
    },
    options: ["2"],
    fine: [...anyTree("(?:1|2\\.batch)").fine],
  },
  {
    name: "encodeCheckpoint",
    args: () => [run()],
    call: nn.encodeCheckpoint,
    fine: [
      /^0\.config/, // any JSON
      ...anyTree("0.(?:keys|counters|arrays|tensors)").fine,
      /^0 ← no (?:keys|counters|arrays)$/,
    ],
  },
  {
    name: "decodeCheckpoint",
    args: () => [nn.encodeCheckpoint(run() as Any)],
    call: (bytes: Any) => nn.decodeCheckpoint(bytes).step,
  },
  {
    name: "restoreTensors",
    args: () => [
      nn.decodeCheckpoint(nn.encodeCheckpoint(run() as Any)),
      { config: { seed: 3 }, tensors: parameters() },
    ],
    call: (...args: Any[]) => {
      nn.restoreTensors(...(args as [Any, Any]));
      return nn.readTree(args[1].tensors);
    },
    whole: ["0"],
    fine: [/^0 ← (?:no )?(?:step|keys|counters|arrays)/], // not read
  },
];
