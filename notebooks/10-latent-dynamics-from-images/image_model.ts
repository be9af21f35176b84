/** The rival without a code: predict the next picture from two pictures and a torque, and plan on that. */
import { type Imagine } from "lib/control";
import { type ConditionalBatch, conditionalTrainer } from "lib/inference/tensor";
import { fold, type Key } from "lib/math";
import { type LossTerms, mlp, type MlpParameters, mlpParameters, readOut } from "lib/nn";
import * as tf from "lib/nn/tf";
import { MODEL } from "./model.ts";
import { greyOf, REWARD, windowsOf } from "./windows.ts";
import { type PixelEpisode, WORLD } from "./world.ts";

/** Two networks: of the next picture, and of what the action pays. */
export type ImageModel = { readonly picture: MlpParameters; readonly reward: MlpParameters };

/** Parameters to start with; the picture's network is as wide as encoder and decoder together. */
export function imageModel(key: Key): ImageModel {
  const inputs = WORLD.observation + 1;
  return {
    picture: mlpParameters(fold(key, "picture"), {
      inputs,
      hidden: [128, 64, 128],
      outputs: WORLD.picture,
    }),
    reward: mlpParameters(fold(key, "reward"), { inputs, hidden: [64, 64], outputs: 1 }),
  };
}

/** The next observation: the later picture moves up, the next one is the old one and a change. */
export function imagineNext(own: ImageModel, seen: tf.Tensor, torque: tf.Tensor) {
  const both = tf.concat([seen, torque], 1), rows = seen.shape[0]!;
  const now = tf.slice(seen, [0, WORLD.picture], [rows, WORLD.picture]);
  const later = tf.add(now, mlp(own.picture, both));
  return { next: tf.concat([now, later], 1), reward: mlp(own.reward, both) };
}

/** −log p of the next K pictures and rewards, up to constants, K steps ahead as in codeLoss. */
export function imageLoss(own: ImageModel, { inputs, targets }: ConditionalBatch): LossTerms {
  return tf.tidy(() => {
    const rows = inputs.shape[0], steps = targets.shape[1] / 2;
    const column = (t: number) => tf.slice(targets, [0, t], [rows, 1]);
    const missed = (x: tf.Tensor, y: tf.Tensor, over: number) =>
      tf.div(tf.sum(tf.squaredDifference(x, y)), 2 * rows * over * steps);
    let seen: tf.Tensor = tf.slice(inputs, [0, 0], [rows, WORLD.observation]);
    let [pictures, rewards]: [tf.Tensor, tf.Tensor] = [tf.scalar(0), tf.scalar(0)];
    for (let t = 0; t < steps; t++) {
      const { next, reward } = imagineNext(own, seen, column(t));
      const real = tf.slice(inputs, [0, (t + 2) * WORLD.picture], [rows, WORLD.picture]);
      const later = tf.slice(next, [0, WORLD.picture], [rows, WORLD.picture]);
      pictures = tf.add(pictures, missed(later, real, MODEL.pictures));
      rewards = tf.add(rewards, missed(reward, column(steps + t), MODEL.rewards));
      seen = next;
    }
    const loss = tf.add(pictures, rewards) as tf.Scalar;
    return { loss, pictures: pictures as tf.Scalar, rewards: rewards as tf.Scalar };
  });
}

/** Trains on all episodes for so many steps; the terms of the last one. */
export function fitImages(
  key: Key,
  own: ImageModel,
  episodes: readonly PixelEpisode[],
  { steps, ahead }: { readonly steps: number; readonly ahead: number },
): Readonly<Record<string, number>> {
  const training = { batch: 64, learningRate: 1e-3 };
  using trainer = conditionalTrainer(key, imageLoss, own, windowsOf(episodes, ahead), training);
  let terms: Readonly<Record<string, number>> = {};
  while (trainer.steps() < steps) terms = trainer.step();
  return terms;
}

/** What plans would earn, pictures imagined all the way. */
export function imagineImages(own: ImageModel, observation: Uint8Array): Imagine {
  const grey = greyOf(observation);
  return (plans, count) => {
    const horizon = plans.length / count;
    return readOut(() => {
      const all = tf.div(tf.tensor2d(Float32Array.from(plans), [count, horizon]), WORLD.torque);
      let seen: tf.Tensor = tf.tile(tf.tensor2d([grey]), [count, 1]);
      const paid: tf.Tensor[] = [];
      for (let t = 0; t < horizon; t++) {
        const { next, reward } = imagineNext(own, seen, tf.slice(all, [0, t], [count, 1]));
        paid.push(reward);
        seen = next;
      }
      return { rewards: tf.mul(tf.concat(paid, 1), REWARD) };
    }).rewards;
  };
}
