/** Factor analysis by EM: a noise variance of its own for each coordinate. */
import {
  between,
  door,
  type Given,
  inverse,
  type Matrix,
  multiply,
  positive,
  type Resolved,
  setting,
  settings,
  transpose,
  type Vector,
  whole,
} from "../../math/mod.ts";
import { POINTS } from "../mixtures/data_shapes.ts";
import { covarianceOf, type FactorModel } from "./factor_model.ts";
import { factorPrecision } from "./factor_posterior.ts";
import { logLikelihoodOf, type Moments, momentsOf } from "./moments.ts";
import { type FactorFit, fitMoments, requireFewer } from "./probabilistic_pca.ts";

const DOING = "fit factor analysis";
const checkFit = door(DOING, { points: POINTS, latent: whole(1) });
const OPTIONS = settings({
  /** Stop when the log-likelihood gains less, in nats per point. */
  tolerance: setting(positive, 1e-12),
  /** Stop after so many rounds. */
  maxIterations: setting(whole(0), 10_000),
  /** The least noise variance, as a share of the coordinate's own (0: none). */
  noiseFloor: setting(between(0, 1), 0),
});

/** How {@link fitFactorAnalysis} runs. */
export type FactorAnalysisOptions = Given<typeof OPTIONS>;

/** What EM found. */
export interface FactorAnalysisFit extends FactorFit {
  /** How many rounds were taken. */
  readonly iterations: number;
  /** False when maxIterations ended it. */
  readonly converged: boolean;
}

/**
 * Factor analysis by EM, from the fit of probabilistic PCA. With B = Λ⁻¹ Wᵀ ψ⁻¹ (a datum's posterior
 * mean is B(x − m)) and the data's covariance S: W ← S Bᵀ (Λ⁻¹ + B S Bᵀ)⁻¹, then
 * ψ ← diag(S − W B S). The likelihood never falls. Rubin & Thayer 1982; Bishop 2006, 12.69, 12.70.
 *
 * A noise variance may sink towards 0 (a Heywood case): the likelihood then has no top inside, EM
 * creeps, and `converged` says that it paused, not that it arrived. A floor puts a top there.
 *
 * @param points `[N][D]`
 * @param latent K, in [1, D − 1]
 * @param options tolerance (1e-12), maxIterations (10,000), noiseFloor (0)
 * @throws {RangeError} when K ≥ D or the data have no spread, {ShapeError|TypeError} for bad input
 * @example
 * ```ts
 * import { fitFactorAnalysis, fitProbabilisticPca } from "lib/inference";
 * import { assert } from "@std/assert";
 *
 * const points = [[0, 0, 1], [1, 1, 0], [2, 2.5, 1], [3, 2.5, 0], [4, 4, 2], [5, 5.5, 0]];
 * const { logLikelihood } = fitFactorAnalysis(points, 1, { noiseFloor: 0.01 });
 * assert(logLikelihood > fitProbabilisticPca(points, 1).logLikelihood); // it may choose more
 * ```
 */
export function fitFactorAnalysis(
  points: readonly Vector[],
  latent: number,
  options?: FactorAnalysisOptions,
): FactorAnalysisFit {
  const config = OPTIONS.read(DOING, options);
  checkFit({ points, latent });
  requireFewer(DOING, latent, points[0]!.length);
  const moments = momentsOf(points);
  return climb(fitMoments(DOING, moments, latent), moments, config);
}

function climb(
  start: FactorFit,
  moments: Moments,
  { tolerance, maxIterations, noiseFloor }: Resolved<typeof OPTIONS>,
): FactorAnalysisFit {
  let { model, logLikelihood } = start;
  for (let iterations = 1; iterations <= maxIterations; iterations++) {
    const next = improved(model, moments, noiseFloor);
    const value = logLikelihoodOf(covarianceOf(next), moments);
    const gain = value - logLikelihood;
    [model, logLikelihood] = [next, value];
    if (Math.abs(gain) <= tolerance * moments.count) {
      return { model, logLikelihood, iterations, converged: true };
    }
  }
  return { model, logLikelihood, iterations: maxIterations, converged: false };
}

/** One E step and one M step. */
function improved(model: FactorModel, { mean, covariance }: Moments, floor: number): FactorModel {
  const uncertainty = inverse(factorPrecision(model)); // Λ⁻¹, the same for all data
  const toCauses = multiply(uncertainty, scaled(transpose(model.loadings), model.noise)); // B
  const cross = multiply(covariance, transpose(toCauses)); // S Bᵀ: the mean of (x − m) E[z]ᵀ
  const square = multiply(toCauses, cross); // with Λ⁻¹ added, the mean of E[z zᵀ]
  const second = square.map((row, i) => row.map((each, j) => each + uncertainty[i]![j]!));
  const loadings = multiply(cross, inverse(second));
  const noise = covariance.map((row, d) => {
    const explained = loadings[d]!.reduce((sum, w, k) => sum + w * cross[d]![k]!, 0);
    return Math.max(row[d]! - explained, floor * row[d]!);
  });
  return { mean, loadings, noise };
}

/** Each column divided by its noise. */
function scaled(rows: Matrix, noise: Vector): Matrix {
  return rows.map((row) => row.map((each, d) => each / noise[d]!));
}
