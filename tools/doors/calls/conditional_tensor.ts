/** Good calls of conditional models, lib/inference/tensor. */
import * as conditional from "lib/inference/tensor";
import { denseLayer, denseParameters } from "lib/nn";
import * as tf from "lib/nn/tf";
import type { Call } from "../call.ts";

// deno-lint-ignore no-explicit-any -- a harness hands functions what their types forbid
type Any = any;

const KEY = [0, 7] as const;
const sides = { inputs: 2, targets: 2, hidden: [3], latent: 2 };
const chunk = { observations: 2, actions: 1, steps: 2, latent: 2, width: 4, hidden: 4 };
const parameters = () => conditional.mlpConditionalParameters(KEY, sides);
const model = () => ({ ...conditional.mlpConditional(conditional.gaussianPixels(1)) });
const ROWS = [[0, 1], [1, 0], [1, 1]];
const rows = () => tf.tensor2d(ROWS);
/** A likelihood is looked at where it is used. */
const explained = conditional.gaussianPixels(1);
const squares = (own: Any, { inputs, targets }: conditional.ConditionalBatch) =>
  tf.tidy(() => tf.mean<tf.Scalar>(tf.squaredDifference(denseLayer(own, inputs), targets)));

/** What a model of these likelihoods and heads says, of the same numbers. */
function chunked(logLikelihood: Any, heads: Any): number[][] {
  const own = conditional.chunkTransformerParameters(KEY, chunk);
  const made = conditional.chunkTransformer(logLikelihood, heads);
  return conditional.decodeTargets(made, own, ROWS, ROWS);
}

export const CONDITIONAL_CALLS: readonly Call[] = [
  {
    name: "mlpConditionalParameters",
    args: () => [KEY, sides],
    call: conditional.mlpConditionalParameters,
    options: ["1"],
  },
  {
    name: "chunkTransformerParameters",
    args: () => [KEY, chunk],
    call: conditional.chunkTransformerParameters,
    options: ["1"],
  },
  {
    name: "mlpConditional",
    args: () => [explained],
    call: (logLikelihood: Any) => {
      const made = conditional.mlpConditional(logLikelihood);
      return conditional.decodeTargets(made, parameters(), ROWS, ROWS);
    },
  },
  {
    name: "chunkTransformer",
    args: () => [explained, 2],
    call: chunked,
    fine: [/^1 ← undefined$/], // four
  },
  {
    name: "conditionalElbo",
    args: () => [model(), parameters(), { inputs: rows(), targets: rows(), noise: rows() }, {
      beta: 2,
    }],
    call: conditional.conditionalElbo as Any,
    whole: ["1"],
    options: ["3"],
  },
  {
    name: "mixtureNetworkLogLikelihood",
    args: () => [tf.ones([3, 10]), rows(), { components: 2, leastStd: 0.1 }],
    call: conditional.mixtureNetworkLogLikelihood as Any,
    options: ["2"],
  },
  {
    name: "sampleMixtureNetwork",
    args: () => [KEY, [[0, 1, 2, 3, 0, 0]], { components: 2, leastStd: 0.1 }],
    call: conditional.sampleMixtureNetwork as Any,
    options: ["2"],
  },
  {
    name: "decodeTargets",
    args: () => [model(), parameters(), ROWS, ROWS],
    call: conditional.decodeTargets as Any,
    whole: ["1"],
    fine: [/^1 ← (?:no encoder|encoder misspelt)$/],
  },
  {
    name: "encodeTargets",
    args: () => [model(), parameters(), ROWS, ROWS],
    call: conditional.encodeTargets as Any,
    whole: ["1"],
    fine: [/^1 ← (?:no decoder|decoder misspelt)$/],
  },
  {
    name: "conditionalTrainer",
    args: () => [
      KEY,
      squares,
      denseParameters(KEY, { inputs: 2, outputs: 2 }),
      { inputs: ROWS, targets: ROWS },
      { batch: 2, learningRate: 0.01, latent: 1 },
    ],
    call: (...args: Parameters<typeof conditional.conditionalTrainer>) => {
      using trainer = conditional.conditionalTrainer(...args);
      return trainer.step();
    },
    options: ["4"],
    whole: ["2"],
  },
];
