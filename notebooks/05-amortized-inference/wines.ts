/** 178 wines, probabilistic PCA with its causes turned by 45°, and encoders that learn to read it. */
import { wine } from "data";
import { factorElbo, factorLogLikelihood, type FactorModel } from "lib/inference";
import { factorPosterior, factorPrecision, fitProbabilisticPca, meanFieldGap } from "lib/inference";
import { fold, type Key, mean, multiply, permutation } from "lib/math";
import type { MlpParameters } from "lib/nn";
import * as tf from "lib/nn/tf";
import {
  type Batch,
  encoderParameters,
  encoderTrainer,
  guessesOf,
  readGuesses,
} from "./encoder.ts";

type Rows = readonly (readonly number[])[];

/** Wines with each column brought to mean 0 and spread 1, and their cultivars. */
export async function standardWines(): Promise<{ wines: Rows; cultivars: readonly number[] }> {
  const { names, points, cultivars } = await wine();
  const columns = names.map((_, d) => {
    const column = points.map((x) => x[d]!), middle = mean(column);
    const width = Math.sqrt(mean(column.map((each) => (each - middle) ** 2)));
    return column.map((each) => (each - middle) / width);
  });
  return { wines: points.map((_, i) => columns.map((column) => column[i]!)), cultivars };
}

/** Probabilistic PCA with two causes, turned by 45°, so that no diagonal guess is the posterior. */
export function turnedModel(wines: Rows): FactorModel {
  const { model } = fitProbabilisticPca(wines, 2), half = Math.SQRT1_2;
  return { ...model, loadings: multiply(model.loadings, [[half, -half], [half, half]]) };
}

/** The two gaps of a network's guesses on some wines: means, in nats a wine. */
export function gapsOf(model: FactorModel, parameters: MlpParameters, points: Rows) {
  const { means, logStds } = readGuesses(parameters, points);
  const total = mean(points.map((x, i) => {
    const variances = logStds[i]!.map((each) => Math.exp(2 * each));
    const q = { mean: means[i]!, covariance: { kind: "diagonal", variances } } as const;
    return factorLogLikelihood(model, [x]) - factorElbo(model, x, q);
  }));
  const approximation = meanFieldGap(factorPosterior(model, points[0]!));
  return { approximation, amortization: total - approximation };
}

/** −ELBO as a mean over the batch, nats a wine, exact: no draw is needed in this model. */
export function negativeBound({ loadings, noise }: FactorModel) {
  const psi = noise[0]!, size = loadings.length, latent = loadings[0]!.length;
  const pulls = factorPrecision({ mean: loadings.map(() => 0), loadings, noise })
    .map((row, k) => row[k]!); // Λ_kk = 1 + |w_k|²/ψ
  const rest = 0.5 * size * Math.log(2 * Math.PI * psi) - 0.5 * latent;
  return (parameters: MlpParameters, { x }: { readonly x: tf.Tensor }): tf.Scalar =>
    tf.tidy(() => {
      const { mean, logStd } = guessesOf(parameters, x);
      const W = tf.tensor2d(loadings.map((row) => [...row]));
      const misfit = tf.square(tf.sub(x, tf.matMul(mean, W, false, true)));
      const widths = tf.mul(tf.exp(tf.mul(logStd, 2)), tf.tensor1d(pulls));
      const perCause = tf.sub(tf.mul(tf.add(tf.square(mean), widths), 0.5), logStd);
      const perWine = tf.add(tf.mul(tf.sum(misfit, 1), 0.5 / psi), tf.sum(perCause, 1));
      return tf.add(tf.mean(perWine), rest) as tf.Scalar;
    });
}

/** Which wines a seed learns from, and which 50 it is judged by. */
export function divided(key: Key, wines: Rows): { readonly train: Rows; readonly test: Rows } {
  const order = Array.from(permutation(key, wines.length), (i) => wines[i]!);
  return { train: order.slice(0, 128), test: order.slice(128) };
}

/** Learns from some wines, all of them in each step; the step size is divided by ten halfway. */
export function trainOnWines(
  key: Key,
  model: FactorModel,
  points: Rows,
  { hidden, steps }: { readonly hidden: number; readonly steps: number },
): MlpParameters {
  const parameters = encoderParameters(fold(key, "start"), {
    inputs: points[0]!.length,
    hidden,
    latent: model.loadings[0]!.length,
  });
  const batch: Batch & { x: tf.Tensor } = { x: tf.tensor2d(points.map((x) => [...x])) };
  for (const learningRate of [0.01, 0.001]) {
    using trainer = encoderTrainer(parameters, batch, negativeBound(model), learningRate);
    for (let step = 0; step < steps / 2; step++) trainer.step({});
  }
  batch.x.dispose();
  return parameters;
}
