/** A Gaussian or flat prior over weights, as targets need it. */
import { cholesky, inverse, type Matrix, ShapeError, type Vector } from "../../math/mod.ts";
import { covarianceMatrix, type Gaussian } from "../../prob/mod.ts";

/** log p(w) with its slope and bend; all 0 for a flat one. */
export interface Prior {
  readonly logDensity: (weights: Vector) => number;
  readonly gradient: (weights: Vector) => number[];
  readonly curvature: () => number[][];
  /** E[log p(w)] over w ~ N(mean, spread). */
  readonly averageLogDensity: (mean: Vector, spread: Matrix) => number;
}

/** @param given flat when undefined */
export function gaussianPrior(
  doing: string,
  dimension: number,
  given: Gaussian | undefined,
): Prior {
  if (given === undefined) return flatPrior(dimension);
  if (given.mean.length !== dimension) {
    const wish = `[${dimension}], the columns of inputs`;
    throw new ShapeError(doing, "problem.prior.mean", [given.mean.length], wish);
  }
  const covariance = covarianceMatrix(given);
  const lower = cholesky(covariance, "problem.prior.covariance.matrix");
  const precision = inverse(covariance);
  const constant = -0.5 * dimension * Math.log(2 * Math.PI) -
    lower.reduce((sum, row, i) => sum + Math.log(row[i]!), 0);
  const pulled = (weights: Vector) =>
    precision.map((row) =>
      row.reduce((sum, each, j) => sum - each * (weights[j]! - given.mean[j]!), 0)
    );
  const logDensity = (weights: Vector) =>
    pulled(weights).reduce((sum, g, i) => sum + 0.5 * g * (weights[i]! - given.mean[i]!), constant);
  const blur = (spread: Matrix) =>
    precision.reduce((sum, row, i) => row.reduce((all, p, j) => all + p * spread[i]![j]!, sum), 0);
  return {
    logDensity,
    gradient: pulled,
    curvature: () => precision.map((row) => [...row]),
    averageLogDensity: (mean, spread) => logDensity(mean) - 0.5 * blur(spread),
  };
}

function flatPrior(dimension: number): Prior {
  const zeros = () => new Array<number>(dimension).fill(0);
  return {
    logDensity: () => 0,
    gradient: zeros,
    curvature: () => zeros().map(zeros),
    averageLogDensity: () => 0,
  };
}
