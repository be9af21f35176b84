/** The linear-Gaussian latent variable model, and what it says of the data. */
import {
  door,
  type Matrix,
  matrix,
  positive,
  record,
  type Shape,
  type Vector,
  vector,
} from "../../math/mod.ts";
import { type Gaussian, gaussianLogDensity } from "../../prob/mod.ts";
import { POINTS } from "../mixtures/data_shapes.ts";
import { logLikelihoodOf, momentsOf } from "./moments.ts";

/**
 * z ~ N(0, I) over `[K]`, x | z ~ N(mean + W z, diag noise) over `[D]`. With one noise variance for
 * all coordinates it is probabilistic PCA, with one for each it is factor analysis.
 */
export interface FactorModel {
  /** m, `[D]`. */
  readonly mean: Vector;
  /** W, `[D][K]`: how much of each cause is in each coordinate. */
  readonly loadings: Matrix;
  /** ψ, `[D]`: variances of what the causes leave unexplained. */
  readonly noise: Vector;
}

/** A model with matching sizes and positive noise; D and K to a door. */
export const factorShape: Shape<FactorModel> = record(
  { mean: vector("D"), loadings: matrix("D", "K"), noise: vector("D", positive) },
  "a model { mean, loadings, noise }",
) as Shape<FactorModel>;

const checkMarginal = door("sum out the causes", { model: factorShape });
const checkJoint = door("evaluate factorLogJoint", {
  model: factorShape,
  x: vector("D"),
  z: vector("K"),
});
const checkLikelihood = door("evaluate factorLogLikelihood", {
  model: factorShape,
  points: POINTS,
});

/**
 * p(x) = N(m, W Wᵀ + diag ψ): the causes summed out, exactly. Bishop 2006, equation 12.35.
 *
 * @returns over `[D]`, with a full covariance
 * @example
 * ```ts
 * import { factorMarginal } from "lib/inference";
 * import { covarianceMatrix } from "lib/prob";
 * import { assertEquals } from "@std/assert";
 *
 * const marginal = factorMarginal({ mean: [0, 0], loadings: [[1], [2]], noise: [1, 1] });
 * assertEquals(covarianceMatrix(marginal), [[2, 2], [2, 5]]);
 * ```
 */
export function factorMarginal(model: FactorModel): Gaussian {
  checkMarginal({ model });
  const covariance = covarianceOf(model);
  matrix("D", "D").check("sum out the causes", "W Wᵀ + diag ψ", covariance);
  return { mean: model.mean, covariance: { kind: "full", matrix: covariance } };
}

/** W Wᵀ + diag ψ of a model that has been checked. */
export function covarianceOf({ loadings, noise }: FactorModel): Matrix {
  return loadings.map((row, i) =>
    loadings.map((other, j) =>
      row.reduce((sum, each, k) => sum + each * other[k]!, i === j ? noise[i]! : 0)
    )
  );
}

/**
 * log p(x, z) = log N(z; 0, I) + log N(x; m + W z, diag ψ), in nats.
 *
 * @param x `[D]`
 * @param z `[K]`
 * @throws {ShapeError|RangeError|TypeError} for bad input
 * @example
 * ```ts
 * import { factorLogJoint } from "lib/inference";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const model = { mean: [0], loadings: [[1]], noise: [1] };
 * assertAlmostEquals(factorLogJoint(model, [0], [0]), -Math.log(2 * Math.PI), 1e-15);
 * ```
 */
export function factorLogJoint(model: FactorModel, x: Vector, z: Vector): number {
  checkJoint({ model, x, z });
  const { mean, loadings, noise } = model;
  const centre = mean.map((m, d) => loadings[d]!.reduce((sum, w, k) => sum + w * z[k]!, m));
  const prior: Gaussian = {
    mean: z.map(() => 0),
    covariance: { kind: "spherical", variance: 1 },
  };
  const given: Gaussian = { mean: centre, covariance: { kind: "diagonal", variances: noise } };
  return gaussianLogDensity(prior, z) + gaussianLogDensity(given, x);
}

/**
 * Σₙ log p(xₙ) with the causes summed out, in nats; exact, from the data's first two moments:
 * −N/2 (D log 2π + log|C| + tr C⁻¹ S), C = W Wᵀ + diag ψ, S the mean of (x − m)(x − m)ᵀ.
 *
 * @param points `[N][D]`
 * @throws {ShapeError|RangeError|TypeError} for bad input
 * @example
 * ```ts
 * import { factorLogLikelihood } from "lib/inference";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const model = { mean: [0], loadings: [[1]], noise: [1] }; // x ~ N(0, 2)
 * assertAlmostEquals(factorLogLikelihood(model, [[0]]), -0.5 * Math.log(4 * Math.PI), 1e-15);
 * ```
 */
export function factorLogLikelihood(model: FactorModel, points: readonly Vector[]): number {
  checkLikelihood({ model, points });
  return logLikelihoodOf(covarianceOf(model), momentsOf(points, model.mean));
}
