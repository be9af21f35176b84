/** Autoencoders of frames: the plain one, one that must explain rewards, too, and one that weighs pixels. */
import { keyDoorStart } from "lib/envs";
import {
  mlpVae,
  type MlpVaeParameters,
  mlpVaeParameters,
  type VaeModel,
} from "lib/inference/tensor";
import { fold, type Key } from "lib/math";
import { mlp, type MlpParameters, mlpParameters, type TensorTree } from "lib/nn";
import * as tf from "lib/nn/tf";

export const PIXELS = 144;
const ACTIONS = 4;

/** Parameters of every autoencoder here. */
export type CodeParameters = MlpVaeParameters & TensorTree;

/** Parameters of the plain autoencoder: 144 pixels, 64 hidden, D numbers. */
export const codeParameters = (key: Key, latent: number): MlpVaeParameters =>
  mlpVaeParameters(key, { pixels: PIXELS, hidden: [64], latent });

/** The means of q(z | x), `[B, 144] → [B, D]`. */
export function meansOf(
  { encoder }: { readonly encoder: MlpParameters },
  frames: tf.Tensor2D,
): tf.Tensor2D {
  return tf.tidy(() => {
    const posterior = mlp(encoder, frames) as tf.Tensor2D;
    return tf.slice2d(posterior, [0, 0], [-1, posterior.shape[1] / 2]);
  });
}

/** The pixels that show the key: in its three corners, and where it is held. */
export function keyPixelsOf(keyPixels: number): readonly number[] {
  const frame = (key: number) =>
    keyDoorStart({ row: 1, column: 1, key, bat: 0 }, { keyPixels }).observation;
  const [a, b, c, held] = [0, 1, 2, 3].map(frame);
  return held!.flatMap((_, j) => a![j] !== held![j] || b![j] !== c![j] ? [j] : []);
}

/** 1 for each pixel, and `weight` for those of the key. */
export function keyWeights(keyPixels: number, weight: number): readonly number[] {
  const ofKey = new Set(keyPixelsOf(keyPixels));
  return Array.from({ length: PIXELS }, (_, j) => ofKey.has(j) ? weight : 1);
}

/** A plain autoencoder whose pixels count as often as their weights say. */
export function weightedVae(weights: readonly number[]): VaeModel<MlpVaeParameters> {
  const own = tf.keep(tf.tensor2d([[...weights]]));
  return {
    ...mlpVae,
    logLikelihood: (logits, images) =>
      tf.tidy(() => tf.sum(tf.mul(own, tf.sub(tf.mul(images, logits), tf.softplus(logits))), 1)),
  };
}

/** The autoencoder that predicts rewards has a second head beside the decoder. */
export type RewardVaeParameters = MlpVaeParameters & { readonly reward: MlpParameters };

/** The plain parameters, and a head from the code to the reward of each action. */
export function rewardVaeParameters(key: Key, latent: number): RewardVaeParameters {
  const sizes = { inputs: latent, hidden: [64], outputs: ACTIONS };
  return { ...codeParameters(key, latent), reward: mlpParameters(fold(key, "reward"), sizes) };
}

/**
 * Explains rows of pixels, the action taken (4 numbers, a 1 among zeros) and what it paid: p(x | z)
 * times N(r; r̂(z, a), σ²). The encoder sees the pixels alone.
 *
 * @param deviation σ of the reward: the smaller, the more a reward counts
 */
export function rewardVae(deviation: number): VaeModel<RewardVaeParameters> {
  return {
    encode: ({ encoder }, rows) =>
      tf.tidy(() =>
        mlp(encoder, tf.slice2d(rows as tf.Tensor2D, [0, 0], [-1, PIXELS])) as tf.Tensor2D
      ),
    decode: ({ decoder, reward }, codes) =>
      tf.tidy(() => tf.concat([mlp(decoder, codes), mlp(reward, codes)], 1)),
    logLikelihood: (decoded, rows) =>
      tf.tidy(() => {
        const part = (of: tf.Tensor, from: number, width: number) =>
          tf.slice2d(of as tf.Tensor2D, [0, from], [-1, width]);
        const [logits, guesses] = [part(decoded, 0, PIXELS), part(decoded, PIXELS, ACTIONS)];
        const [pixels, taken] = [part(rows, 0, PIXELS), part(rows, PIXELS, ACTIONS)];
        const fit = tf.sum(tf.sub(tf.mul(pixels, logits), tf.softplus(logits)), 1);
        const miss = tf.sub(
          tf.sum(tf.mul(guesses, taken), 1),
          tf.reshape(part(rows, PIXELS + ACTIONS, 1), [-1]),
        );
        return tf.sub(fit, tf.mul(tf.square(miss), 0.5 / deviation ** 2)) as tf.Tensor1D;
      }),
  };
}

/** What a decoder makes of the codes of frames: the chance of ink at each pixel. */
export function redrawn(
  parameters: CodeParameters,
  frames: readonly (readonly number[])[],
): readonly (readonly number[])[] {
  return tf.tidy(() => {
    const means = meansOf(parameters, tf.tensor2d(frames.map((frame) => [...frame])));
    return tf.sigmoid(mlp(parameters.decoder, means)).arraySync() as number[][];
  });
}
