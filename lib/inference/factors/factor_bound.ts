/** The evidence lower bound of the linear-Gaussian model for a Gaussian guess, in closed form. */
import { door, finite, refusal, ShapeError, type Vector, vector } from "../../math/mod.ts";
import { covarianceMatrix, type Gaussian, gaussianEntropy, gaussianShape } from "../../prob/mod.ts";
import { POINTS } from "../mixtures/data_shapes.ts";
import { type FactorModel, factorShape } from "./factor_model.ts";

const checkElbo = door("evaluate factorElbo", {
  model: factorShape,
  x: vector("D"),
  q: gaussianShape("K"),
});
const BOUND = "evaluate factorBound";
const checkBound = door(BOUND, { model: factorShape, points: POINTS });

/**
 * ELBO(q) = E_q[log p(x, z)] + H(q) in nats, exact for any Gaussian q = N(μ, S):
 * −½ Σ_d (log 2πψ_d + ((x − m − Wμ)_d² + (W S Wᵀ)_dd)/ψ_d) − ½ (K log 2π + |μ|² + tr S) + H(q).
 * It is log p(x) − KL(q ‖ p(z | x)).
 *
 * @param x `[D]`
 * @param q over `[K]`
 * @throws {ShapeError|RangeError|TypeError} for bad input
 * @example
 * ```ts
 * import { factorElbo, factorLogLikelihood, factorPosterior } from "lib/inference";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const model = { mean: [0], loadings: [[1, 1]], noise: [0.25] };
 * const best = factorElbo(model, [2], factorPosterior(model, [2]));
 * assertAlmostEquals(best, factorLogLikelihood(model, [[2]]), 1e-12); // tight at the posterior
 * ```
 */
export function factorElbo(model: FactorModel, x: Vector, q: Gaussian): number {
  checkElbo({ model, x, q });
  const { mean, loadings, noise } = model;
  const spread = covarianceMatrix(q);
  let twice = 0;
  loadings.forEach((w, d) => {
    const misfit = w.reduce((rest, each, k) => rest - each * q.mean[k]!, x[d]! - mean[d]!);
    let blur = 0;
    w.forEach((wi, i) => w.forEach((wj, j) => blur += wi * wj * spread[i]![j]!));
    twice += Math.log(2 * Math.PI * noise[d]!) + (misfit ** 2 + blur) / noise[d]!;
  });
  q.mean.forEach((mu, k) => twice += Math.log(2 * Math.PI) + mu ** 2 + spread[k]![k]!);
  return finite.check("evaluate factorElbo", "the bound", -0.5 * twice + gaussianEntropy(q));
}

/**
 * Σᵢ ELBO(qᵢ): the bound of all data, each datum with a guess of its own, in nats.
 *
 * @param points `[N][D]`
 * @param guesses N Gaussians over `[K]`
 * @throws {ShapeError|RangeError|TypeError} for bad input
 * @example
 * ```ts
 * import { factorBound, factorPosterior } from "lib/inference";
 *
 * const model = { mean: [0], loadings: [[1, 1]], noise: [0.25] };
 * const points = [[2], [-1]];
 * factorBound(model, points, points.map((x) => factorPosterior(model, x))); // log p of both
 * ```
 */
export function factorBound(
  model: FactorModel,
  points: readonly Vector[],
  guesses: readonly Gaussian[],
): number {
  checkBound({ model, points });
  if (!Array.isArray(guesses)) {
    throw new TypeError(refusal(BOUND, "guesses", guesses, "a list of Gaussians"));
  }
  if (guesses.length !== points.length) {
    const wish = `[${points.length}], one for each point`;
    throw new ShapeError(BOUND, "guesses", [guesses.length], wish);
  }
  const bound = points.reduce((sum, x, i) => sum + factorElbo(model, x, guesses[i]!), 0);
  return finite.check(BOUND, "the bound", bound);
}
