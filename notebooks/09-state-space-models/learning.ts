/** A sequence VAE whose model is known: its encoder learns by draws, and is judged exactly. */
import { fold, type Key, mean, normal } from "lib/math";
import { adamOptimizer, capture, overwrite, valueAndGradients } from "lib/nn";
import * as tf from "lib/nn/tf";
import { answersOf, chainsOf, type EncoderKind, type EncoderParameters } from "./encoders.ts";
import { encoderParameters, type Sight, sightNumbers, sightOf } from "./encoders.ts";
import { gapOf, localLevel, seenOne } from "./level.ts";

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

/** −ELBO by (SSM-9), one draw z₁:T of each sequence, as a mean over the batch. */
export function negativeBound(
  kind: EncoderKind,
  parameters: EncoderParameters,
  { x, noise, ...sight }: Batch,
): tf.Scalar {
  const { start, move, look } = WORLD;
  return tf.tidy(() => {
    const { offset, gain, logStd } = answersOf(kind, parameters, sight), [steps, batch] = x.shape;
    const own = tf.add(offset, tf.mul(tf.exp(logStd), noise)); // z_t but for the gain's part
    const z = kind.chained ? carried(gain, own) : own;
    const before = tf.concat([tf.zeros([1, batch]), tf.slice(z, [0, 0], [steps - 1, batch])], 0);
    const variance = tf.tensor2d([start, ...Array<number>(steps - 1).fill(move)], [steps, 1]);
    const apart = tf.sub(tf.add(tf.mul(gain, before), offset), before); // q's mean less the model's
    const widths = tf.add(tf.square(apart), tf.exp(tf.mul(logStd, 2)));
    const twice = tf.sub(tf.add(tf.div(widths, variance), tf.log(variance)), 1);
    const kl = tf.sub(tf.mul(twice, 0.5), logStd);
    const misfit = tf.mul(tf.square(tf.sub(x, z)), 0.5 / look);
    const logLikelihood = tf.neg(tf.add(misfit, 0.5 * Math.log(2 * Math.PI * look)));
    return tf.div(tf.sum(tf.sub(kl, logLikelihood)), batch) as tf.Scalar;
  });
}

/** z_t = gain_t z_t−1 + own_t, from z₁ = own₁. */
function carried(gain: tf.Tensor, own: tf.Tensor): tf.Tensor {
  const [steps, batch] = own.shape as [number, number];
  const row = (a: tf.Tensor, t: number) => tf.slice(a, [t, 0], [1, batch]);
  const draws: tf.Tensor[] = [row(own, 0)];
  for (let t = 1; t < steps; t++) {
    draws.push(tf.add(tf.mul(row(gain, t), draws[t - 1]!), row(own, t)));
  }
  return tf.concat(draws, 0);
}

/** The mean gap of an encoder on some sequences; exact, no draw in it. */
export function exactGap(kind: EncoderKind, parameters: EncoderParameters, judged: Rows): number {
  const { start, move, look } = WORLD, model = localLevel({ start, move, look });
  const chains = chainsOf(kind, parameters, judged);
  return mean(judged.map((x, n) => gapOf(model, seenOne(x), chains[n]!)));
}

/** How {@link teach} goes about it. */
export interface Teaching {
  readonly steps: number;
  /** Steps between judgements; they divide `steps`. */
  readonly every: number;
  /** The sequences that the gap is measured on. */
  readonly judged: Rows;
  /** Where to stop; `steps` when left out. */
  readonly until?: number;
}

/** How the step size falls: a third of the steps with each. */
const RATES = [0.01, 0.003, 0.001];

/**
 * Learns from fresh sequences, one draw each; the exact gaps before, and at each judgement.
 *
 * @param teaching `until` ends it early, as if it had been cut
 */
export function teach(key: Key, kind: EncoderKind, teaching: Teaching): readonly number[] {
  const { steps, every, judged, until = steps } = teaching;
  const parameters = encoderParameters(fold(key, "start"), kind), batch = emptyBatch();
  const gaps = [exactGap(kind, parameters, judged)];
  for (let phase = 0, step = 0; step < until; phase++) {
    using lesson = lessonOf(kind, parameters, batch, RATES[phase]!);
    const end = Math.min(until, (phase + 1) * steps / RATES.length);
    for (; step < end; step++) {
      fillBatch(fold(fold(key, "data"), step), batch);
      lesson.run(step);
      if ((step + 1) % every === 0) gaps.push(exactGap(kind, parameters, judged));
    }
  }
  tf.dispose([batch, parameters] as unknown as tf.TensorContainer);
  return gaps;
}

function emptyBatch(): Batch {
  const { steps: T, batch: B } = WORLD;
  return {
    ...sightOf(Array.from({ length: B }, () => Array<number>(T).fill(0))),
    x: tf.zeros([T, B]),
    noise: tf.zeros([T, B]),
  };
}

function fillBatch(key: Key, batch: Batch): void {
  const { steps: T, batch: B } = WORLD, rows = sequences(key, B);
  overwrite(batch.seen, sightNumbers(rows));
  const turned = Float32Array.from({ length: T * B }, (_, i) => rows[i % B]![Math.floor(i / B)]!);
  overwrite(batch.x, turned);
  overwrite(batch.noise, Float32Array.from(normal(fold(key, "noise"), T * B)));
}

/** Steps of Adam at one rate, recorded once and replayed. */
function lessonOf(
  kind: EncoderKind,
  parameters: EncoderParameters,
  batch: Batch,
  learningRate: number,
) {
  const optimizer = adamOptimizer(parameters, { learningRate });
  const captured = capture(() => {
    using at = valueAndGradients((p) => negativeBound(kind, p, batch), parameters);
    optimizer.update(at.gradients);
  });
  return {
    run: captured.run,
    [Symbol.dispose]: () => {
      captured[Symbol.dispose]();
      optimizer[Symbol.dispose]();
    },
  };
}
