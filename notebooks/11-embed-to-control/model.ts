/** Embed to control: encoder, decoder, and a transition network that says the locally linear dynamics. */
import { type ConditionalBatch } from "lib/inference/tensor";
import { fold, type Key } from "lib/math";
import { type LossTerms, mlp, type MlpParameters, mlpParameters } from "lib/nn";
import * as tf from "lib/nn/tf";
import { consistency, pushForward } from "./consistency.ts";
import { gaussianLatent } from "lib/prob/tensor";

/** The three networks. */
export type Embedding = {
  readonly encoder: MlpParameters;
  readonly decoder: MlpParameters;
  readonly transition: MlpParameters;
};

/** Numbers of an observation, of the code, of an action; hidden units; and what the loss weighs. */
export interface Sizes {
  readonly observation: number;
  readonly code: number;
  readonly action: number;
  /** Variance of a pixel. */
  readonly pixels: number;
  /** Variance h of the dynamics' noise. */
  readonly noise: number;
  /** λ: weight of the consistency. */
  readonly consistency: number;
}

/** Parameters to start with. */
export function embedding(key: Key, { observation, code, action }: Sizes): Embedding {
  const net = (name: string, inputs: number, hidden: readonly number[], outputs: number) =>
    mlpParameters(fold(key, name), { inputs, hidden: [...hidden], outputs });
  return {
    encoder: net("encoder", observation, [128, 128], 2 * code),
    decoder: net("decoder", code, [128, 128], observation),
    transition: net("transition", code, [20, 20], code * (3 + action)),
  };
}

/** A Gaussian for each example: means `[N, D]` and variances `[N, D]`. */
export interface Diagonal {
  readonly mean: tf.Tensor;
  readonly variance: tf.Tensor;
}

/** v, r, o `[N, D]` and B `[N, D, U]` flat, as the transition network says them at codes z. */
export function transitionAt(own: Embedding, z: tf.Tensor, action: number) {
  const [rows, D] = z.shape as [number, number], said = mlp(own.transition, z);
  const part = (from: number, count: number) => tf.slice(said, [0, from * D], [rows, count * D]);
  return { v: part(0, 1), r: part(1, 1), offset: part(2, 1), control: part(3, action) };
}

/** −log p of a pair of pictures, bounded, and the consistency of the code; nats an example. */
export function embedLoss(own: Embedding, batch: ConditionalBatch, sizes: Sizes): LossTerms {
  return tf.tidy(() => {
    const { inputs, targets: actions, noise } = batch, rows = inputs.shape[0], D = sizes.code;
    const picture = (t: number) =>
      tf.slice(inputs, [0, t * sizes.observation], [rows, sizes.observation]);
    const draw = (t: number) => tf.slice(noise, [0, t * D], [rows, D]) as tf.Tensor2D;
    const said = mlp(own.encoder, tf.concat([picture(0), picture(1)], 0));
    const [now, later] = tf.split(said, 2, 0) as [tf.Tensor2D, tf.Tensor2D];
    const { sample: z, kl: prior } = gaussianLatent(now, draw(0));
    const local = transitionAt(own, z, sizes.action);
    const moved = pushForward(diagonalOf(now, D), local, actions, sizes.noise);
    const next = tf.add(stepOf(z, local, actions), tf.mul(draw(1), Math.sqrt(sizes.noise)));
    const drawn = mlp(own.decoder, tf.concat([z, next], 0));
    const missed = (from: number, t: number) =>
      tf.div(
        tf.sum(
          tf.squaredDifference(tf.slice(drawn, [from, 0], [rows, sizes.observation]), picture(t)),
        ),
        2 * sizes.pixels * rows,
      ) as tf.Scalar;
    const [here, there] = [missed(0, 0), missed(rows, 1)];
    const kl = tf.mean(prior) as tf.Scalar;
    const apart = tf.mean(consistency(moved, diagonalOf(later, D))) as tf.Scalar;
    const loss = tf.addN([here, there, kl, tf.mul(apart, sizes.consistency)]) as tf.Scalar;
    return { loss, here, there, prior: kl, consistency: apart };
  });
}

/** An encoder's answer as mean and variance. */
export function diagonalOf(said: tf.Tensor, D: number): Diagonal {
  const rows = said.shape[0]!;
  const half = (from: number) => tf.slice(said, [0, from], [rows, D]);
  return { mean: half(0), variance: tf.exp(tf.mul(half(D), 2)) };
}

/** A z + B u + o of each example: z + v (r · z) + B u + o. */
export function stepOf(
  z: tf.Tensor,
  { v, r, offset, control }: ReturnType<typeof transitionAt>,
  actions: tf.Tensor,
): tf.Tensor {
  const [rows, D] = z.shape as [number, number], U = actions.shape[1]!;
  const along = tf.sum(tf.mul(r, z), 1, true);
  const pushes = Array.from(
    { length: U },
    (_, j) =>
      tf.mul(tf.slice(control, [0, j * D], [rows, D]), tf.slice(actions, [0, j], [rows, 1])),
  );
  return tf.addN([z, tf.mul(v, along), offset, ...pushes]);
}
