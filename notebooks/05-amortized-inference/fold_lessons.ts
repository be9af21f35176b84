/** Encoders for the folded world, taught by one gradient or another. */
import { leaveOneOut } from "lib/inference";
import { fold, type Key, mean as average, normal } from "lib/math";
import type { MlpParameters } from "lib/nn";
import * as tf from "lib/nn/tf";
import { encoderParameters, encoderTrainer, guessesOf, readGuesses } from "./encoder.ts";
import { boundAt, FOLD, folded, logEvidence } from "./fold.ts";

/** Which gradient an encoder learns by. */
export type Teacher = "reparameterized" | "score" | "leave-one-out";

/** How an encoder is taught. */
export interface Lesson {
  readonly teacher: Teacher;
  readonly hidden: number;
  readonly steps: number;
  /** The bound is measured after every so many steps. */
  readonly every: number;
}

/** Data in a step, draws for each of them, Adam's step size (a tenth of it in the last third). */
export const LESSON = { batch: 64, draws: 4, learningRate: 5e-3 } as const;

type Pulled = {
  readonly x: tf.Tensor2D;
  readonly noise: tf.Tensor3D;
  readonly weight: tf.Tensor3D;
};
type Scored = {
  readonly x: tf.Tensor2D;
  readonly held: tf.Tensor3D;
  readonly weight: tf.Tensor3D;
};

/** KL(q ‖ prior), the mean over the batch. */
function price({ mean, logStd }: { readonly mean: tf.Tensor; readonly logStd: tf.Tensor }) {
  const squares = tf.add(tf.square(mean), tf.exp(tf.mul(logStd, 2)));
  return tf.mean(tf.sub(tf.mul(0.5, tf.sub(squares, 1)), logStd));
}

/** KL − mean r′(z)·(μ + σ ε), with the slopes r′(z) held: its gradient is the reparameterized one. */
export function throughSamples(parameters: MlpParameters, { x, noise, weight }: Pulled): tf.Scalar {
  return tf.tidy(() => {
    const { mean, logStd } = guessesOf(parameters, x);
    const z = tf.add(mean, tf.mul(tf.exp(logStd), noise));
    return tf.sub(price({ mean, logStd }), tf.mean(tf.mul(weight, z))) as tf.Scalar;
  });
}

/** KL − mean advantage · log q(z) with the draws held: its gradient is REINFORCE's. */
export function byScores(parameters: MlpParameters, { x, held, weight }: Scored): tf.Scalar {
  return tf.tidy(() => {
    const { mean, logStd } = guessesOf(parameters, x);
    const distance = tf.div(tf.sub(held, mean), tf.exp(logStd));
    const logQ = tf.sub(tf.mul(-0.5, tf.square(distance)), logStd);
    return tf.sub(price({ mean, logStd }), tf.mean(tf.mul(weight, logQ))) as tf.Scalar;
  });
}

/** Data of the folded world. */
export function foldData(key: Key, count: number): number[] {
  const z = normal(fold(key, "causes"), count), noise = normal(fold(key, "noise"), count);
  return Array.from(z, (each, i) => folded(each) + FOLD.noise * noise[i]!);
}

const reward = (x: number, z: number): number => -0.5 * ((x - folded(z)) / FOLD.noise) ** 2;
const slope = (x: number, z: number): number =>
  (x - folded(z)) * (1 + FOLD.bend * FOLD.rate * Math.cos(FOLD.rate * z)) / FOLD.noise ** 2;

/** Draws of the guesses as they are, and what each weighs: a slope of r, or a reward less baseline. */
function drawn(parameters: MlpParameters, x: readonly number[], noise: Float64Array, by: Teacher) {
  const { means, logStds } = readGuesses(parameters, x.map((each) => [each])), size = x.length;
  const held = Array.from(noise, (e, i) => {
    const at = i % size;
    return means[at]![0]! + Math.exp(logStds[at]![0]!) * e;
  });
  const weigh = by === "reparameterized" ? slope : reward;
  const weight = held.map((z, i) => weigh(x[i % size]!, z));
  for (let i = 0; by === "leave-one-out" && i < size; i++) {
    const mine = weight.filter((_, j) => j % size === i);
    leaveOneOut(mine).forEach((b, j) => weight[j * size + i]! -= b);
  }
  return { x, noise, held, weight };
}

/** The mean bound of an encoder over data, exact, nats. */
export function foldBound(parameters: MlpParameters, data: readonly number[]): number {
  const { means, logStds } = readGuesses(parameters, data.map((x) => [x]));
  return average(data.map((x, i) => boundAt(x, means[i]![0]!, Math.exp(logStds[i]![0]!))));
}

/** Teaches an encoder with fresh data in every step; says its whole gap on 500 others as it goes. */
export function teach(key: Key, { teacher, hidden, steps, every }: Lesson) {
  const parameters = encoderParameters(fold(key, "start"), { inputs: 1, hidden, latent: 1 });
  const { batch, draws, learningRate } = LESSON, judges = foldData(fold(key, "judge"), 500);
  const tensors = {
    x: tf.zeros<tf.Rank.R2>([batch, 1]),
    noise: tf.zeros<tf.Rank.R3>([draws, batch, 1]),
    held: tf.zeros<tf.Rank.R3>([draws, batch, 1]),
    weight: tf.zeros<tf.Rank.R3>([draws, batch, 1]),
  };
  const loss = teacher === "reparameterized" ? throughSamples : byScores;
  const evidence = average(judges.map(logEvidence));
  const gap = () => evidence - foldBound(parameters, judges), curve = [gap()];
  for (const [from, to, rate] of [[0, 2, learningRate], [2, 3, learningRate / 10]] as const) {
    using trainer = encoderTrainer(parameters, tensors, loss, rate);
    for (let step = from * steps / 3; step < to * steps / 3; step++) {
      const own = fold(key, step), x = foldData(own, batch), noise = normal(own, batch * draws);
      trainer.step(drawn(parameters, x, noise, teacher));
      if ((step + 1) % every === 0) curve.push(gap());
    }
  }
  tf.dispose(tensors);
  return { parameters, curve };
}
