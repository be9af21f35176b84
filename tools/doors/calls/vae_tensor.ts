/** Good calls of the tensor side of autoencoders, lib/inference/tensor. */
import * as vae from "lib/inference/tensor";
import * as tf from "lib/nn/tf";
import type { Call } from "../call.ts";

const KEY = [0, 7] as const;
const ROWS = [[0, 1, 1, 0], [1, 0, 0, 1], [1, 1, 0, 0]];
const sides = { pixels: 4, hidden: [3], latent: 2 };
const parameters = () => vae.mlpVaeParameters(KEY, sides);
const batch = () => {
  return { images: tf.tensor2d(ROWS), noise: tf.tensor2d([[0, 1], [1, 0], [0.5, -1]]) };
};
/** What a model computes is looked at where it is used: by tfjs, and by the layers. */
const model = () => ({ ...vae.mlpVae });

export const VAE_CALLS: readonly Call[] = [
  {
    name: "mlpVaeParameters",
    args: () => [KEY, sides],
    call: vae.mlpVaeParameters,
    options: ["1"],
  },
  {
    name: "convolutionalVaeParameters",
    args: () => [KEY, { side: 4, channels: [2, 3], latent: 2 }],
    call: vae.convolutionalVaeParameters,
    options: ["1"],
  },
  {
    name: "gaussianPixels",
    args: () => [0.5],
    call: (variance: number) => vae.gaussianPixels(variance)(tf.zeros([1, 4]), tf.ones([1, 4])),
  },
  {
    name: "negativeElbo",
    args: () => [model(), parameters(), batch(), { beta: 2, freeNats: 0.5 }],
    call: vae.negativeElbo,
    whole: ["1"],
    options: ["3"],
  },
  {
    name: "importanceLogWeights",
    args: () => [model(), parameters(), tf.tensor2d(ROWS), tf.zeros([5, 3, 2])],
    call: vae.importanceLogWeights,
    whole: ["1"],
  },
  {
    name: "encodeImages",
    args: () => [model(), parameters(), ROWS],
    call: vae.encodeImages,
    whole: ["1"],
    fine: [/^1 ← (?:no decoder|decoder misspelt)$/],
  },
  {
    name: "decodeCodes",
    args: () => [model(), parameters(), [[0, 1]]],
    call: vae.decodeCodes,
    whole: ["1"],
    fine: [/^1 ← (?:no encoder|encoder misspelt)$/],
  },
  {
    name: "logWeightsOf",
    args: () => [KEY, model(), parameters(), ROWS, 3],
    call: vae.logWeightsOf,
    whole: ["2"],
  },
  {
    name: "vaeTrainer",
    args: () => [KEY, model(), parameters(), ROWS, { latent: 2, batch: 2, warmUp: 3, beta: 1 }],
    call: (...args: Parameters<typeof vae.vaeTrainer>) => {
      using trainer = vae.vaeTrainer(...args);
      return trainer.step();
    },
    options: ["4"],
    whole: ["2"],
  },
  {
    name: "vaeLearner",
    args: () => [model(), parameters(), { pixels: 4, latent: 2, batch: 2, beta: 1 }],
    call: (...args: Parameters<typeof vae.vaeLearner>) => {
      using learner = vae.vaeLearner(...args);
      return learner.learn(new Float32Array(8), new Float32Array(4));
    },
    options: ["2"],
    whole: ["1"],
  },
];
