/** Probabilistic PCA: the model of largest likelihood, in closed form. */
import { door, eigenSymmetric, refusal, type Vector, whole } from "../../math/mod.ts";
import { POINTS } from "../mixtures/data_shapes.ts";
import { covarianceOf, type FactorModel } from "./factor_model.ts";
import { logLikelihoodOf, type Moments, momentsOf } from "./moments.ts";

const DOING = "fit probabilistic PCA";
const checkFit = door(DOING, { points: POINTS, latent: whole(1) });

/** A fitted model and Σₙ log p(xₙ), nats. */
export interface FactorFit {
  readonly model: FactorModel;
  readonly logLikelihood: number;
}

/**
 * The linear-Gaussian model with one noise variance that makes the data most probable; exact.
 * With λ₁ ≥ … ≥ λ_D the eigenvalues of the data's covariance (divided by N): ψ is the mean of the
 * D − K smallest, and column k of W is √(λ_k − ψ) times the k-th eigenvector. Any rotation of the
 * causes, W R, is as good; this one has orthogonal columns. Tipping & Bishop 1999, equations 7, 8.
 *
 * @param points `[N][D]`
 * @param latent K, in [1, D − 1]
 * @throws {RangeError} when K ≥ D or the discarded directions have no spread,
 *   {ShapeError|TypeError} for bad input
 * @example
 * ```ts
 * import { fitProbabilisticPca } from "lib/inference";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const { model } = fitProbabilisticPca([[3, 0], [-3, 0], [0, 1], [0, -1]], 1);
 * assertAlmostEquals(model.noise[0]!, 0.5, 1e-15); // the spread across
 * assertAlmostEquals(model.loadings[0]![0]!, 2, 1e-15); // √(4.5 − 0.5) along
 * ```
 */
export function fitProbabilisticPca(points: readonly Vector[], latent: number): FactorFit {
  checkFit({ points, latent });
  requireFewer(DOING, latent, points[0]!.length);
  return fitMoments(DOING, momentsOf(points), latent);
}

/** Fewer causes than coordinates: with as many, the noise would vanish. */
export function requireFewer(doing: string, latent: number, size: number): void {
  if (latent < size) return;
  const wish = `less than ${size}, the number of coordinates`;
  throw new RangeError(refusal(doing, "latent", latent, wish));
}

/** The same from moments that have been checked. */
export function fitMoments(doing: string, moments: Moments, latent: number): FactorFit {
  const { values, vectors } = eigenSymmetric(moments.covariance);
  const size = values.length, rest = size - latent;
  const noise = values.slice(0, rest).reduce((sum, value) => sum + value, 0) / rest;
  if (!(noise > Number.EPSILON * values[size - 1]!)) {
    const wish = "some; take fewer causes, or leave out a coordinate that repeats others";
    throw new RangeError(refusal(doing, "the spread that is left for noise", noise, wish));
  }
  const columns = Array.from({ length: latent }, (_, k) => size - 1 - k); // the largest first
  const loadings = moments.mean.map((_, d) =>
    columns.map((at) => Math.sqrt(Math.max(0, values[at]! - noise)) * vectors[at]![d]!)
  );
  const model = { mean: moments.mean, loadings, noise: moments.mean.map(() => noise) };
  return { model, logLikelihood: logLikelihoodOf(covarianceOf(model), moments) };
}
