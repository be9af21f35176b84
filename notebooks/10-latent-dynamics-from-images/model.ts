/** Encoder, observation model, dynamics and reward model, trained jointly. */
import { type ConditionalBatch } from "lib/inference/tensor";
import { fold, type Key } from "lib/math";
import { type LossTerms, mlp, type MlpParameters, mlpParameters } from "lib/nn";
import * as tf from "lib/nn/tf";
import { WORLD } from "./world.ts";

/** The four networks. */
export type CodeModel = {
  readonly encoder: MlpParameters;
  readonly decoder: MlpParameters;
  readonly dynamics: MlpParameters;
  readonly reward: MlpParameters;
};

/** Numbers of the code, variances of pictures and rewards, and of the dynamics (see Unit). */
export const MODEL = { code: 8, pictures: 0.05, rewards: 0.01, dynamics: 0.01 } as const;

/** Parameters to start with. */
export function codeModel(key: Key, code: number = MODEL.code): CodeModel {
  const net = (name: string, inputs: number, hidden: readonly number[], outputs: number) =>
    mlpParameters(fold(key, name), { inputs, hidden: [...hidden], outputs });
  return {
    encoder: net("encoder", WORLD.observation, [128, 64], code),
    decoder: net("decoder", code, [64, 128], WORLD.observation),
    dynamics: net("dynamics", code + 1, [64, 64], code),
    reward: net("reward", code + 1, [64, 64], 1),
  };
}

/** One step in the code: z + f(z, a), and what it pays (over 10). */
export function imagineStep(
  own: Pick<CodeModel, "dynamics" | "reward">,
  z: tf.Tensor,
  a: tf.Tensor,
) {
  const both = tf.concat([z, a], 1);
  return { next: tf.add(z, mlp(own.dynamics, both)), reward: mlp(own.reward, both) };
}

/** In which unit a missed code is measured: the code's own spread in the batch, or 1. */
export type Unit = "spread" | "one";

/** −log p of a window, up to constants: pictures, codes K steps ahead, rewards; and its parts. A missed
 * code is over `share` of its unit's square: (LDM-4)'s s², or a fixed σ². */
export function codeLoss(
  own: CodeModel,
  batch: ConditionalBatch,
  unit: Unit = "spread",
  share: number = MODEL.dynamics,
): LossTerms {
  return tf.tidy(() => {
    const { inputs, targets } = batch, steps = targets.shape[1] / 2, rows = inputs.shape[0];
    const column = (t: number) => tf.slice(targets, [0, t], [rows, 1]);
    const seen = Array.from(
      { length: steps + 1 },
      (_, t) => tf.slice(inputs, [0, t * WORLD.picture], [rows, WORLD.observation]),
    );
    const codes = mlp(own.encoder, tf.concat(seen, 0));
    const code = (t: number) => tf.slice(codes, [t * rows, 0], [rows, codes.shape[1]!]);
    const square = (x: tf.Tensor, y: tf.Tensor, over: number | tf.Tensor) =>
      tf.div(tf.sum(tf.div(tf.squaredDifference(x, y), over)), 2 * rows) as tf.Scalar;
    const pictures = square(mlp(own.decoder, code(0)), seen[0]!, MODEL.pictures);
    const centred = tf.sub(codes, tf.mean(codes, 0, true));
    const variance = unit === "one" ? 1 : tf.mean(tf.square(centred), 0, true);
    let z: tf.Tensor = code(0), dynamics = tf.scalar(0), rewards = tf.scalar(0);
    for (let t = 0; t < steps; t++) {
      const { next, reward } = imagineStep(own, z, column(t));
      dynamics = tf.add(dynamics, square(next, code(t + 1), tf.mul(variance, share)));
      rewards = tf.add(rewards, square(reward, column(steps + t), MODEL.rewards));
      z = next;
    }
    const mean = (x: tf.Scalar) => tf.div(x, steps) as tf.Scalar;
    const [ahead, paid] = [mean(dynamics), mean(rewards)];
    return {
      loss: tf.addN([pictures, ahead, paid]) as tf.Scalar,
      pictures,
      dynamics: ahead,
      rewards: paid,
    };
  });
}
