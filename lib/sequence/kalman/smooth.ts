/** The Rauch–Tung–Striebel smoother: what is known of the hidden state in hindsight. */
import {
  beliefsOf,
  filteredOf,
  type FilterPass,
  type KalmanFiltered,
  runFilter,
} from "./filter.ts";
import {
  divideRows,
  factorize,
  type Flat,
  matricesOf,
  plus,
  symmetrize,
  times,
  timesTransposed,
} from "./flat.ts";
import type { Beliefs, LinearGaussian, Observations } from "./model.ts";
import { type FlatModel, fromIdentity, recurrence } from "./steps.ts";

/** What is known in hindsight, too. */
export interface KalmanSmoothed extends KalmanFiltered {
  /** p(z_t | x₁:T). */
  readonly smoothed: Beliefs;
  /** Cov(z_t+1, z_t | x₁:T), `[T − 1][K][K]`. */
  readonly lagged: readonly (readonly (readonly number[])[])[];
}

const DOING = "run a Kalman smoother";

/**
 * The smoother, exact. From the end, with the filter's m_t, P_t and its prediction P′ = A P_t Aᵀ + Q:
 * J = P_t Aᵀ P′⁻¹, ŝ_t = m_t + J (ŝ_t+1 − A m_t), Ŝ_t = (I − JA) P_t (I − JA)ᵀ + J (Ŝ_t+1 + Q) Jᵀ,
 * and Cov(z_t+1, z_t | x₁:T) = Ŝ_t+1 Jᵀ. Rauch, Tung & Striebel 1965, the covariance as a sum of
 * positive terms.
 *
 * @returns what {@link filterKalman} does, and more
 * @throws as {@link filterKalman}
 * @example
 * ```ts
 * import { smoothKalman } from "lib/sequence";
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
 * const { smoothed } = smoothKalman(model, [null, [3]]); // z₂ has variance 2, z₁ half of it
 * assertAlmostEquals(smoothed.means[1]![0]!, 2, 1e-15);
 * assertAlmostEquals(smoothed.means[0]![0]!, 1, 1e-15);
 * ```
 */
export function smoothKalman(model: LinearGaussian, observations: Observations): KalmanSmoothed {
  const pass = runFilter(DOING, model, observations);
  const back = runBack(pass), { hidden: K } = pass.parts;
  return {
    ...filteredOf(pass),
    smoothed: beliefsOf(back.means, back.covariances, pass.steps, K),
    lagged: matricesOf(back.lagged, pass.steps - 1, K),
  };
}

interface BackPass {
  readonly means: Flat;
  readonly covariances: Flat;
  readonly lagged: Flat;
}

function runBack(pass: FilterPass): BackPass {
  const { parts: { hidden: K }, steps } = pass, KK = K * K;
  const means = pass.means.slice(), covariances = pass.covariances.slice();
  const lagged = new Float64Array(Math.max(0, steps - 1) * KK);
  const step = backStep(pass.parts);
  const at = (all: Flat, t: number, size: number) => all.subarray(t * size, (t + 1) * size);
  for (let t = steps - 2; t >= 0; t--) {
    step(t, {
      m: at(means, t, K),
      P: at(covariances, t, KK),
      predicted: at(pass.predictedMeans, t + 1, K),
      ahead: at(pass.predictedCovariances, t + 1, KK),
      nextMean: at(means, t + 1, K),
      next: at(covariances, t + 1, KK),
      lagged: at(lagged, t, KK),
    });
  }
  return { means, covariances, lagged };
}

/** m and P of a step are the filter's, and become the smoother's. */
interface BackParts {
  readonly m: Flat;
  readonly P: Flat;
  readonly predicted: Flat;
  readonly ahead: Flat;
  readonly nextMean: Flat;
  readonly next: Flat;
  readonly lagged: Flat;
}

function backStep({ hidden: K, A, Q }: FlatModel) {
  const square = () => new Float64Array(K * K);
  const lower = square(), J = square(), kept = square(), one = square(), two = square();
  const isSameBefore = recurrence(K * K), isSameNext = recurrence(K * K);
  const lag = square(), after = square();
  const turn = (t: number, P: Flat, ahead: Flat) => {
    factorize(lower, ahead, K, DOING, () => `the predicted covariance of observations[${t + 1}]`);
    timesTransposed(J, P, A, K, K, K);
    divideRows(J, lower, K, K); // P Aᵀ P′⁻¹
  };
  const spread = (P: Flat, next: Flat) => {
    timesTransposed(lag, next, J, K, K, K);
    times(kept, J, A, K, K, K);
    fromIdentity(kept, K);
    times(one, kept, P, K, K, K);
    timesTransposed(after, one, kept, K, K, K);
    plus(one, next, Q);
    times(two, J, one, K, K, K);
    timesTransposed(one, two, J, K, K, K);
    plus(after, after, one);
    symmetrize(after, K);
  };
  return (t: number, { m, P, predicted, ahead, nextMean, next, lagged }: BackParts): void => {
    const before = isSameBefore(P), coming = isSameNext(next); // ahead follows from P
    if (!before) turn(t, P, ahead);
    if (!before || !coming) spread(P, next);
    for (let i = 0; i < K; i++) {
      for (let j = 0; j < K; j++) m[i]! += J[i * K + j]! * (nextMean[j]! - predicted[j]!);
    }
    P.set(after);
    lagged.set(lag);
  };
}
