/** EM for the numbers of a linear-Gaussian model: the smoother is the E-step. */
import {
  anyList,
  door,
  type Given,
  oneOf,
  positive,
  setting,
  settings,
  whole,
} from "../../math/mod.ts";
import { type LearnedPart, maximized, PARTS } from "./maximize.ts";
import type { LinearGaussian, Observations } from "./model.ts";
import { smoothKalman } from "./smooth.ts";

const DOING = "fit a state-space model";

/** How {@link fitKalman} runs. */
export const KALMAN_EM = settings({
  /** The parts that are learned; the others stay. */
  learn: setting(
    anyList(oneOf(...PARTS)),
    ["transitionCovariance", "emissionCovariance"] as readonly LearnedPart[],
  ),
  /** Stop when log p(x₁:T) gains less in a round, nats. */
  tolerance: setting(positive, 1e-9),
  /** Stop after so many rounds. */
  maxIterations: setting(whole(0, 1_000_000), 1000),
});

/** How {@link fitKalman} runs, see {@link KALMAN_EM}. */
export type KalmanEmOptions = Given<typeof KALMAN_EM>;

/** What EM found. */
export interface KalmanFit {
  readonly model: LinearGaussian;
  /** log p(x₁:T) under it, nats. */
  readonly logEvidence: number;
  /** log p(x₁:T) of the start and after each round. */
  readonly history: readonly number[];
  readonly iterations: number;
  /** False when maxIterations ended it. EM creeps: small steps do not mean that the top is near. */
  readonly converged: boolean;
}

/**
 * EM from a start: the smoother's moments, then each learned part at its best given them. With
 * M₁ = Σ E[z_t z_tᵀ] and M₁₀ = Σ E[z_t z_t−1ᵀ] over t ≥ 2, M₀ = Σ E[z_t−1 z_t−1ᵀ]: A = M₁₀ M₀⁻¹,
 * Q = (M₁ − A M₁₀ᵀ − M₁₀ Aᵀ + A M₀ Aᵀ)/(T − 1); C and R likewise from the steps that were seen; m₁ and P₁ from the
 * first step alone (both learned together, P₁ shrinks towards 0: one sequence cannot tell a
 * spread). log p(x₁:T) never falls. Shumway & Stoffer 1982; Ghahramani & Hinton 1996.
 *
 * @param start the model to begin with
 * @param options learn (both noise covariances), tolerance (1e-9), maxIterations (1000)
 * @throws as {@link filterKalman}; {RangeError} for a single step, or nothing seen at all
 * @example
 * ```ts
 * import { fitKalman } from "lib/sequence";
 * import { assert } from "@std/assert";
 *
 * const start = {
 *   transition: [[1]],
 *   transitionCovariance: [[1]],
 *   emission: [[1]],
 *   emissionCovariance: [[1]],
 *   initialMean: [0],
 *   initialCovariance: [[100]],
 * };
 * const { history } = fitKalman(start, [[1], [3], [2], null, [7], [6]], { maxIterations: 5 });
 * assert(history.every((each, i) => i === 0 || each >= history[i - 1]! - 1e-12));
 * ```
 */
export function fitKalman(
  start: LinearGaussian,
  observations: Observations,
  options?: KalmanEmOptions,
): KalmanFit {
  const { learn, tolerance, maxIterations } = KALMAN_EM.read(DOING, options);
  let model = start, smoothed = smoothKalman(model, observations);
  requireEnough(observations);
  const history = [smoothed.logEvidence];
  for (let iterations = 1; iterations <= maxIterations; iterations++) {
    model = maximized(model, observations, smoothed, new Set(learn));
    smoothed = smoothKalman(model, observations);
    history.push(smoothed.logEvidence);
    const gain = smoothed.logEvidence - history.at(-2)!;
    if (gain <= tolerance) return ended(model, history, iterations, true);
  }
  return ended(model, history, maxIterations, false);
}

const ended = (
  model: LinearGaussian,
  history: readonly number[],
  iterations: number,
  converged: boolean,
): KalmanFit => ({ model, logEvidence: history.at(-1)!, history, iterations, converged });

const checkEnough = door(DOING, {
  "the number of steps": whole(2),
  "the number of steps that were seen": whole(1),
});

function requireEnough(observations: Observations): void {
  checkEnough({
    "the number of steps": observations.length,
    "the number of steps that were seen": observations.filter((x) => x !== null).length,
  });
}
