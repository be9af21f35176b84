/** Training an embedding, and a plain autoencoder to compare it with. */
import { type ConditionalBatch, conditionalTrainer } from "lib/inference/tensor";
import { fold, type Key } from "lib/math";
import { type LossTerms, mlp, readOut } from "lib/nn";
import * as tf from "lib/nn/tf";
import { gaussianLatent } from "lib/prob/tensor";
import { type Embedding, embedding, embedLoss, type Sizes } from "./model.ts";
import type { Pairs } from "./plane.ts";

/** The plane's: a code of two numbers. */
export const PLANE_SIZES: Sizes = {
  observation: 400,
  code: 2,
  action: 2,
  pixels: 0.01,
  noise: 0.01,
  consistency: 10,
};

/** Updates, pairs of a batch, Adam's rate. */
export const TRAINING = { steps: 2000, batch: 128, learningRate: 2e-3 } as const;

/** An embedding on its way: it learns a step at a time. */
export interface Learner extends Disposable {
  readonly model: Embedding;
  /** Learns so many steps; the terms of the last. */
  readonly learn: (steps: number) => Readonly<Record<string, number>>;
}

/** An embedding to be trained on pairs. */
export function learner(key: Key, pairs: Pairs, sizes: Sizes): Learner {
  const model = embedding(fold(key, "start"), sizes);
  return trained(key, model, model, pairs, sizes, embedLoss);
}

/** An autoencoder to be trained on the pairs' first pictures; its transition stays untrained. */
export function autoencoder(key: Key, pairs: Pairs, sizes: Sizes): Learner {
  const model = embedding(fold(key, "start"), sizes), { encoder, decoder } = model;
  return trained(key, model, { encoder, decoder }, pairs, sizes, pictureLoss);
}

function trained<P extends Partial<Embedding>>(
  key: Key,
  model: Embedding,
  parameters: P,
  pairs: Pairs,
  sizes: Sizes,
  loss: (own: P, batch: ConditionalBatch, sizes: Sizes) => LossTerms,
): Learner {
  const trainer = conditionalTrainer(
    fold(key, "fit"),
    (own, batch) => loss(own as unknown as P, batch, sizes),
    parameters as unknown as Embedding,
    pairs,
    { batch: TRAINING.batch, learningRate: TRAINING.learningRate, latent: 2 * sizes.code },
  );
  return {
    model,
    learn: (steps) => {
      let terms: Readonly<Record<string, number>> = {};
      for (let i = 0; i < steps; i++) terms = trainer.step();
      return terms;
    },
    [Symbol.dispose]: () => trainer[Symbol.dispose](),
  };
}

/** −ELBO of single pictures: a variational autoencoder, which knows nothing of what follows. */
export function pictureLoss(
  own: Pick<Embedding, "encoder" | "decoder">,
  batch: ConditionalBatch,
  sizes: Sizes,
): LossTerms {
  return tf.tidy(() => {
    const rows = batch.inputs.shape[0];
    const picture = tf.slice(batch.inputs, [0, 0], [rows, sizes.observation]);
    const noise = tf.slice(batch.noise, [0, 0], [rows, sizes.code]) as tf.Tensor2D;
    const said = mlp(own.encoder, picture) as tf.Tensor2D;
    const { sample, kl } = gaussianLatent(said, noise);
    const missed = tf.squaredDifference(mlp(own.decoder, sample), picture);
    const here = tf.div(tf.sum(missed), 2 * sizes.pixels * rows) as tf.Scalar;
    const prior = tf.mean(kl) as tf.Scalar;
    return { loss: tf.add(here, prior) as tf.Scalar, here, prior };
  });
}

/** The terms of the loss on pairs, with every draw at its mean. */
export function termsOf(own: Embedding, { inputs, targets }: Pairs, sizes: Sizes = PLANE_SIZES) {
  const numbers = readOut(() => {
    const [pictures, actions] = [inputs, targets].map((rows) =>
      tf.tensor2d(rows.map((row) => [...row]))
    );
    const noise = tf.zeros<tf.Rank.R2>([inputs.length, 2 * sizes.code]);
    return embedLoss(own, { inputs: pictures!, targets: actions!, noise }, sizes);
  });
  const term = (name: string) => numbers[name]![0]!;
  return {
    here: term("here"),
    there: term("there"),
    prior: term("prior"),
    consistency: term("consistency"),
  };
}
