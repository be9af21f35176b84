/** What a linear-Gaussian model says of steps that have not come yet, and draws from it. */
import {
  cholesky,
  door,
  fold,
  type Key,
  keyShape,
  type Matrix,
  matVec,
  multiply,
  normal,
  transpose,
  whole,
} from "../../math/mod.ts";
import { beliefsOf, runFilter } from "./filter.ts";
import { type Beliefs, type LinearGaussian, type Observations, readModel } from "./model.ts";
import { predictor } from "./steps.ts";

/** Beliefs about the steps after the last one; index h is h + 1 steps ahead. */
export interface Forecast {
  /** p(z_T+h | x₁:T). */
  readonly states: Beliefs;
  /** p(x_T+h | x₁:T). */
  readonly observations: Beliefs;
}

const FORECAST = "forecast a state-space model";
const checkForecast = door(FORECAST, { steps: whole(1, 1_000_000) });

/**
 * The filter carried on without observations: m ← A m, P ← A P Aᵀ + Q, and C m, C P Cᵀ + R of what
 * would be seen. Exact.
 *
 * @param steps how far ahead
 * @throws as {@link filterKalman}, and unless steps is a whole number of at least 1
 * @example
 * ```ts
 * import { forecastKalman } from "lib/sequence";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const model = {
 *   transition: [[1]],
 *   transitionCovariance: [[1]],
 *   emission: [[1]],
 *   emissionCovariance: [[1]],
 *   initialMean: [0],
 *   initialCovariance: [[1]],
 * };
 * const { observations } = forecastKalman(model, [[2]], 2);
 * assertAlmostEquals(observations.means[1]![0]!, 1, 1e-15); // a random walk stays where it was
 * assertAlmostEquals(observations.covariances[1]![0]![0]!, 3.5, 1e-15); // ½ + 1 + 1, and the noise
 * ```
 */
export function forecastKalman(
  model: LinearGaussian,
  observations: Observations,
  steps: number,
): Forecast {
  checkForecast({ steps });
  const { parts, steps: past, means, covariances } = runFilter(FORECAST, model, observations);
  const { hidden: K } = parts, predict = predictor(parts);
  const m = means.slice((past - 1) * K), P = covariances.slice((past - 1) * K * K);
  const allMeans = new Float64Array(steps * K), all = new Float64Array(steps * K * K);
  for (let h = 0; h < steps; h++) {
    predict(m, P);
    allMeans.set(m, h * K);
    all.set(P, h * K * K);
  }
  const states = beliefsOf(allMeans, all, steps, K);
  return { states, observations: seenOf(model, states) };
}

/** C m and C P Cᵀ + R of each step. */
function seenOf(
  { emission, emissionCovariance }: LinearGaussian,
  { means, covariances }: Beliefs,
): Beliefs {
  const turned = transpose(emission);
  const added = (a: Matrix) =>
    a.map((row, i) => Array.from(row, (each, j) => each + emissionCovariance[i]![j]!));
  return {
    means: means.map((m) => matVec(emission, m)),
    covariances: covariances.map((P) => added(multiply(multiply(emission, P), turned))),
  };
}

/** A sequence with what was hidden in it. */
export interface SampledSequence {
  /** z₁, …, z_T, `[T][K]`. */
  readonly states: readonly (readonly number[])[];
  /** x₁, …, x_T, `[T][D]`. */
  readonly observations: readonly (readonly number[])[];
}

const SAMPLE = "sample a state-space model";
const checkSample = door(SAMPLE, { key: keyShape, steps: whole(1, 1_000_000) });

/**
 * A sequence from the model: z₁, then each z_t from the one before, and each x_t from z_t.
 *
 * @param key hidden and seen noise are drawn from its folds "states" and "observations"
 * @param steps T
 * @throws as {@link filterKalman}, and unless steps is a whole number of at least 1
 * @example
 * ```ts
 * import { sampleLinearGaussian } from "lib/sequence";
 * import { key } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * const model = {
 *   transition: [[0.9]],
 *   transitionCovariance: [[1]],
 *   emission: [[1], [2]],
 *   emissionCovariance: [[1, 0], [0, 1]],
 *   initialMean: [0],
 *   initialCovariance: [[1]],
 * };
 * const { states, observations } = sampleLinearGaussian(key(0), model, 5);
 * assertEquals([states.length, observations[4]!.length], [5, 2]);
 * ```
 */
export function sampleLinearGaussian(
  key: Key,
  model: LinearGaussian,
  steps: number,
): SampledSequence {
  checkSample({ key, steps });
  const { transition, transitionCovariance, emission, emissionCovariance, ...start } = readModel(
    SAMPLE,
    model,
  );
  const K = start.initialMean.length, D = emission.length;
  const hidden = normal(fold(key, "states"), steps * K);
  const seen = normal(fold(key, "observations"), steps * D);
  const moving = cholesky(transitionCovariance), glass = cholesky(emissionCovariance);
  const states: number[][] = [], observations: number[][] = [];
  for (let t = 0; t < steps; t++) {
    const noise = hidden.slice(t * K, (t + 1) * K);
    const z = t === 0
      ? noisy(start.initialMean, cholesky(start.initialCovariance), noise)
      : noisy(matVec(transition, states[t - 1]!), moving, noise);
    states.push(z);
    observations.push(noisy(matVec(emission, z), glass, seen.slice(t * D, (t + 1) * D)));
  }
  return { states, observations };
}

/** mean + L ε. */
function noisy(mean: ArrayLike<number>, lower: Matrix, noise: Float64Array): number[] {
  return matVec(lower, Array.from(noise)).map((each, i) => each + mean[i]!);
}
