/** Good calls of lib/inference/tensor. */
import * as inference from "lib/inference/tensor";
import * as tf from "lib/nn/tf";
import { gaussianLogDensityTensor } from "lib/prob/tensor";
import type { Call, Folder } from "../call.ts";
import { CONDITIONAL_CALLS } from "./conditional_tensor.ts";
import { VAE_CALLS } from "./vae_tensor.ts";

const POINTS = [[0, 1], [0.5, 2], [4, 0], [4.4, 1]];
const standard = () => ({ mean: tf.zeros<tf.Rank.R1>([1]), logStd: tf.zeros<tf.Rank.R1>([1]) });

const CALLS: readonly Call[] = [
  {
    name: "mixtureAscent",
    args: () => [POINTS, { steps: 2, learningRate: 0.1, means: [[0, 1], [4, 1]] }],
    call: inference.mixtureAscent,
    options: ["1"],
    fine: [/^1 ← (?:undefined|\{\}|no \w+)$/], // must be given: refused or not, see unclear
  },
  {
    name: "sampledElbo",
    args: () => [{
      logJoint: (z: tf.Tensor2D) => gaussianLogDensityTensor(z, standard()),
      q: standard(),
      noise: tf.tensor2d([[0.5], [-1], [0.25]]),
    }],
    call: inference.sampledElbo,
  },
  ...VAE_CALLS,
  ...CONDITIONAL_CALLS,
];

export const INFERENCE_TENSOR: Folder = {
  name: "inference/tensor",
  exports: Object.keys(inference),
  skipped: [
    "startBackend",
    "mlpVae",
    "convolutionalVae",
    "MLP_VAE_SETTINGS",
    "CONVOLUTIONAL_VAE_SETTINGS",
    "VAE_TRAINING",
    "VAE_LEARNING",
    "CHUNK_TRANSFORMER",
    "CONDITIONAL_TRAINING",
    "MIXTURE_NETWORK",
    "MLP_CONDITIONAL_SETTINGS",
  ],
  calls: CALLS,
  start: () => inference.startBackend(),
};
