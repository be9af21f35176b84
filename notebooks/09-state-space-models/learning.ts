/** A sequence VAE whose model is known: its encoder learns by draws, and is judged exactly. */
import { fold, type Key, mean, normal } from "lib/math";
import { adamOptimizer, capture, onHost, overwrite, valueAndGradients } from "lib/nn";
import * as tf from "lib/nn/tf";
import { filterKalman } from "lib/sequence";
import { chainElbo } from "lib/sequence";
import { answersOf, chainsOf, type EncoderKind, type EncoderParameters } from "./encoders.ts";
import { encoderParameters, type Sight, sightNumbers, sightOf } from "./encoders.ts";
import { localLevel, seenOne } from "./level.ts";

/** The world that encoders learn in: the Nile's ratio of variances, in units of the measurement. */
export const WORLD = { start: 1, move: 0.1, look: 1, steps: 20, batch: 64 } as const;

type Rows = readonly (readonly number[])[];

/** Sequences that the world produces, `[count][T]`. */
export function sequences(key: Key, count: number): number[][] {
  const { start, move, look, steps } = WORLD, size = count * steps;
  const moves = normal(fold(key, "moves"), size), looks = normal(fold(key, "looks"), size);
  return Array.from({ length: count }, (_, n) => {
    let z = 0;
    return Array.from({ length: steps }, (_, t) => {
      z += Math.sqrt(t === 0 ? start : move) * moves[n * steps + t]!;
      return z + Math.sqrt(look) * looks[n * steps + t]!;
    });
  });
}

/** What a step of training looks at: what the encoder sees, x again `[T, B]`, noise for the draws. */
export type Batch = Sight & { readonly x: tf.Tensor2D; readonly noise: tf.Tensor2D };

/** Σ_t of (SSM-8) for one draw z of each sequence: −ELBO as a mean over the batch, but for nothing. */
export function negativeBound(
  kind: EncoderKind,
  parameters: EncoderParameters,
  { x, noise, ...sight }: Batch,
): tf.Scalar {
  const { start, move, look } = WORLD;
  return tf.tidy(() => {
    const { offset, gain, logStd } = answersOf(kind, parameters, sight), [steps, batch] = x.shape;
    const own = tf.add(offset, tf.mul(tf.exp(logStd), noise)); // z_t but for the gain's part
    const row = (a: tf.Tensor, t: number) => tf.slice(a, [t, 0], [1, batch]);
    const draws: tf.Tensor[] = [row(own, 0)];
    for (let t = 1; t < steps; t++) {
      draws.push(
        kind.chained ? tf.add(tf.mul(row(gain, t), draws[t - 1]!), row(own, t)) : row(own, t),
      );
    }
    const z = tf.concat(draws, 0),
      before = tf.concat([tf.zeros([1, batch]), z.slice([0, 0], [steps - 1, batch])], 0);
    const variance = tf.tensor2d([start, ...Array<number>(steps - 1).fill(move)], [steps, 1]);
    const apart = tf.sub(tf.add(tf.mul(gain, before), offset), before); // q's mean less the model's
    const widths = tf.add(tf.square(apart), tf.exp(tf.mul(logStd, 2)));
    const kl = tf.sub(
      tf.mul(tf.sub(tf.add(tf.div(widths, variance), tf.log(variance)), 1), 0.5),
      logStd,
    );
    const misfit = tf.add(
      tf.mul(tf.square(tf.sub(x, z)), 0.5 / look),
      0.5 * Math.log(2 * Math.PI * look),
    );
    return tf.div(tf.sum(tf.add(kl, misfit)), batch) as tf.Scalar;
  });
}

/** What a training left behind. */
export interface Lesson {
  /** The exact gap on fresh sequences, nats a sequence: before, and at each of the judgements. */
  readonly gaps: readonly number[];
  readonly chains: readonly ReturnType<typeof chainsOf>[number][];
}

/** The mean gap of an encoder on some sequences; exact, no draw in it. */
export function exactGap(kind: EncoderKind, parameters: EncoderParameters, judged: Rows): number {
  const { start, move, look } = WORLD, model = localLevel({ start, move, look });
  const chains = chainsOf(kind, parameters, judged);
  return mean(judged.map((x, n) => {
    const seen = seenOne(x);
    return filterKalman(model, seen).logEvidence - chainElbo(model, seen, chains[n]!).elbo;
  }));
}

/** How {@link teach} goes about it. */
export interface Teaching {
  readonly steps: number;
  /** Steps between judgements; they divide `steps`. */
  readonly every: number;
  /** The sequences that the gap is measured on. */
  readonly judged: Rows;
}

/** Learns from fresh sequences, one draw each; the step size falls to a tenth along a cosine. */
export function teach(key: Key, kind: EncoderKind, { steps, every, judged }: Teaching): Lesson {
  const parameters = encoderParameters(fold(key, "start"), kind);
  const gaps = [exactGap(kind, parameters, judged)];
  const { steps: T, batch: B } = WORLD;
  const batch: Batch = {
    ...sightOf(Array.from({ length: B }, () => Array<number>(T).fill(0))),
    x: tf.zeros([T, B]),
    noise: tf.zeros([T, B]),
  };
  const rates = [0.01, 0.003, 0.001];
  let step = 0, latest = NaN;
  for (const learningRate of rates) {
    using optimizer = adamOptimizer(parameters, { learningRate });
    using captured = capture(() => {
      using at = valueAndGradients((p) => negativeBound(kind, p, batch), parameters);
      optimizer.update(at.gradients);
      onHost(() => latest = at.loss);
    });
    for (const until = step + steps / rates.length; step < until; step++) {
      const own = fold(fold(key, "data"), step), rows = sequences(own, B);
      overwrite(batch.seen, sightNumbers(rows));
      overwrite(
        batch.x,
        Float32Array.from({ length: T * B }, (_, i) => rows[i % B]![Math.floor(i / B)]!),
      );
      overwrite(batch.noise, Float32Array.from(normal(fold(own, "noise"), T * B)));
      captured.run(step);
      if ((step + 1) % every === 0) gaps.push(exactGap(kind, parameters, judged));
    }
  }
  const chains = chainsOf(kind, parameters, judged.slice(0, 1));
  tf.dispose([batch, parameters] as unknown as tf.TensorContainer);
  return { gaps, chains };
}
