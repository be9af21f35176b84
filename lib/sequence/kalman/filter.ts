/** The Kalman filter: what is known of the hidden state as observations come. */
import { finite } from "../../math/mod.ts";
import { type Flat, matricesOf, vectorAt } from "./flat.ts";
import {
  type Beliefs,
  type LinearGaussian,
  type Observations,
  readModel,
  readObservations,
} from "./model.ts";
import { type FlatModel, flatModel, predictor, updater } from "./steps.ts";

/** What is known at each step from the past; step t of the equations is index t − 1. */
export interface KalmanFiltered {
  /** log p(x₁:T), nats, with all its terms: the first observation's, and every ½ log 2π. */
  readonly logEvidence: number;
  /** log p(x_t | x₁:t−1), `[T]`; 0 where nothing was seen. */
  readonly logStep: readonly number[];
  /** p(z_t | x₁:t−1). */
  readonly predicted: Beliefs;
  /** p(z_t | x₁:t). */
  readonly filtered: Beliefs;
}

const DOING = "run a Kalman filter";

/**
 * The Kalman filter, exact. Update: v = x_t − C m, S = C P Cᵀ + R, G = P Cᵀ S⁻¹, m ← m + G v,
 * P ← (I − GC) P (I − GC)ᵀ + G R Gᵀ (Joseph's form, which stays positive definite under rounding).
 * Predict: m ← A m, P ← A P Aᵀ + Q. A step that was not seen is predicted and not updated.
 * Kalman 1960; Särkkä 2013, "Bayesian Filtering and Smoothing", theorem 4.2.
 *
 * @param model z₁ ~ N(m₁, P₁), z_t ~ N(A z_t−1, Q), x_t ~ N(C z_t, R)
 * @param observations `[T]`, each `[D]` or null
 * @throws {NotPositiveDefiniteError} for a covariance that is none, given or met on the way, naming it
 *   and its step; {ShapeError|RangeError|TypeError} for sizes that differ, no observations, a NaN
 * @example
 * ```ts
 * import { filterKalman } from "lib/sequence";
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
 * const { filtered } = filterKalman(model, [[2], null]);
 * assertAlmostEquals(filtered.means[0]![0]!, 1, 1e-15); // half way from 0 to 2
 * assertAlmostEquals(filtered.covariances[1]![0]![0]!, 1.5, 1e-15); // a half, and a step's noise
 * ```
 */
export function filterKalman(model: LinearGaussian, observations: Observations): KalmanFiltered {
  const pass = runFilter(DOING, model, observations);
  return filteredOf(pass);
}

/** The numbers of a filter's pass, step after step. */
export interface FilterPass {
  readonly parts: FlatModel;
  readonly steps: number;
  readonly logStep: Float64Array;
  readonly predictedMeans: Flat;
  readonly predictedCovariances: Flat;
  readonly means: Flat;
  readonly covariances: Flat;
}

/** Checks, then filters. */
export function runFilter(
  doing: string,
  given: LinearGaussian,
  observations: Observations,
): FilterPass {
  const parts = flatModel(readModel(doing, given));
  readObservations(doing, observations, parts.seen);
  const { hidden: K } = parts, steps = observations.length, pass = emptyPass(parts, steps);
  const update = updater(doing, parts), predict = predictor(parts);
  const m = parts.m.slice(), P = parts.P.slice();
  for (let t = 0; t < steps; t++) {
    if (t > 0) predict(m, P);
    pass.predictedMeans.set(m, t * K);
    pass.predictedCovariances.set(P, t * K * K);
    const x = observations[t]!;
    if (x !== null) {
      pass.logStep[t] = finite.check(doing, `log p(observations[${t}])`, update(m, P, x, t));
    }
    pass.means.set(m, t * K);
    pass.covariances.set(P, t * K * K);
  }
  return pass;
}

function emptyPass(parts: FlatModel, steps: number): FilterPass {
  const vectors = () => new Float64Array(steps * parts.hidden);
  const matrices = () => new Float64Array(steps * parts.hidden ** 2);
  return {
    parts,
    steps,
    logStep: new Float64Array(steps),
    predictedMeans: vectors(),
    predictedCovariances: matrices(),
    means: vectors(),
    covariances: matrices(),
  };
}

/** A pass in the words of the door. */
export function filteredOf(pass: FilterPass): KalmanFiltered {
  const { parts: { hidden }, steps, logStep } = pass;
  return {
    logEvidence: logStep.reduce((sum, each) => sum + each, 0),
    logStep: Array.from(logStep),
    predicted: beliefsOf(pass.predictedMeans, pass.predictedCovariances, steps, hidden),
    filtered: beliefsOf(pass.means, pass.covariances, steps, hidden),
  };
}

/** Means and covariances as lists. */
export function beliefsOf(means: Flat, covariances: Flat, steps: number, hidden: number): Beliefs {
  const at = Array.from({ length: steps }, (_, t) => t);
  return {
    means: at.map((t) => vectorAt(means, t, hidden)),
    covariances: matricesOf(covariances, steps, hidden),
  };
}
