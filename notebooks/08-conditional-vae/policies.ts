/** The policies that chapter 08 compares, trained on the same walks. */
import {
  chunkTransformer,
  chunkTransformerParameters,
  conditionalElbo,
  conditionalTrainer,
  decodeTargets,
  gaussianPixels,
  mixtureNetworkLogLikelihood,
  sampleMixtureNetwork,
} from "lib/inference/tensor";
import { fold, type Key, type Matrix, normal } from "lib/math";
import { mlp, mlpParameters } from "lib/nn";
import * as tf from "lib/nn/tf";
import type { Chunks } from "./episodes.ts";

/** Rows to learn from. */
export interface Pairs {
  readonly inputs: Matrix;
  readonly targets: Matrix;
}

const tensorOf = (rows: Matrix) =>
  tf.tensor2d(rows.flatMap((row) => [...row]), [rows.length, rows[0]!.length]);

/** Least squares by a perceptron: one answer a place. */
export function leastSquares(key: Key, data: Pairs, steps: number): Chunks {
  const own = mlpParameters(fold(key, "start"), {
    inputs: 2,
    hidden: [64, 64],
    outputs: data.targets[0]!.length,
  });
  using trainer = conditionalTrainer(
    fold(key, "train"),
    (each, { inputs, targets }) =>
      tf.tidy(() => tf.mean<tf.Scalar>(tf.squaredDifference(mlp(each, inputs), targets))),
    own,
    data,
    { batch: 64, learningRate: 2e-3 },
  );
  while (trainer.steps() < steps) trainer.step();
  return (_key, places) => tf.tidy(() => (mlp(own, tensorOf(places)) as tf.Tensor2D).arraySync());
}

/** A mixture of K Gaussians a place, from a perceptron; draws from it. */
export function mixturePolicy(key: Key, data: Pairs, steps: number, components: number): Chunks {
  const width = data.targets[0]!.length, config = { components, leastStd: 0.05 };
  const own = mlpParameters(fold(key, "start"), {
    inputs: 2,
    hidden: [64, 64],
    outputs: components * (1 + 2 * width),
  });
  using trainer = conditionalTrainer(
    fold(key, "train"),
    (each, { inputs, targets }) =>
      tf.tidy(() => {
        const said = mlp(each, inputs) as tf.Tensor2D;
        return tf.neg(tf.mean(mixtureNetworkLogLikelihood(said, targets, config))) as tf.Scalar;
      }),
    own,
    data,
    { batch: 64, learningRate: 2e-3 },
  );
  while (trainer.steps() < steps) trainer.step();
  return (draws, places) =>
    sampleMixtureNetwork(
      draws,
      tf.tidy(() => (mlp(own, tensorOf(places)) as tf.Tensor2D).arraySync()),
      config,
    );
}

/** A policy with a code, as it is trained, and the two ways to use it. */
export interface CodedPolicy {
  /** z = 0, as ACT's code has it. */
  readonly still: Chunks;
  /** z ~ N(0, I), drawn whenever a chunk is asked for. */
  readonly drawn: Chunks;
  /** z ~ N(0, I), drawn once for each walker and kept. */
  readonly kept: Chunks;
  /** The bound's two terms over the last hundred steps, nats a chunk. */
  readonly terms: { readonly logLikelihood: number; readonly kl: number };
}

/** How {@link chunkPolicy} is trained. */
export interface ChunkSettings {
  readonly chunk: number;
  readonly latent: number;
  readonly variance: number;
  readonly beta: number;
  readonly steps: number;
  readonly learningRate: number;
}

/** ACT in small: a conditional autoencoder of chunks, by transformers. */
export function chunkPolicy(key: Key, data: Pairs, config: ChunkSettings): CodedPolicy {
  const { chunk, latent, variance, beta, steps, learningRate } = config;
  const sides = { observations: 2, actions: 2, steps: chunk, latent };
  const own = chunkTransformerParameters(fold(key, "start"), sides);
  const model = chunkTransformer(gaussianPixels(variance));
  using trainer = conditionalTrainer(
    fold(key, "train"),
    (each, batch) => conditionalElbo(model, each, batch, { beta }),
    own,
    data,
    { batch: 64, learningRate, latent },
  );
  const terms = { logLikelihood: 0, kl: 0 }, late = Math.min(100, steps);
  while (trainer.steps() < steps) {
    const { logLikelihood, kl } = trainer.step();
    if (trainer.steps() <= steps - late) continue;
    terms.logLikelihood += logLikelihood! / late;
    terms.kl += kl! / late;
  }
  const answer = (places: Matrix, codes: Matrix) => decodeTargets(model, own, places, codes);
  return {
    terms,
    still: (_key, places) => answer(places, places.map(() => Array(latent).fill(0))),
    drawn: (draws, places) =>
      answer(places, places.map((_, i) => Array.from(normal(fold(draws, i), latent)))),
    kept: (_key, places, who) =>
      answer(places, who.map((i) => Array.from(normal(fold(fold(key, "kept"), i), latent)))),
  };
}
