/** What a datum says of its causes in the linear-Gaussian model: exact. */
import { door, inverse, type Matrix, matrix, matVec, type Vector, vector } from "../../math/mod.ts";
import type { Gaussian } from "../../prob/mod.ts";
import { type FactorModel, factorShape } from "./factor_model.ts";

const checkPosterior = door("find the posterior of the causes", {
  model: factorShape,
  x: vector("D"),
});
const checkPrecision = door("evaluate factorPrecision", { model: factorShape });

/**
 * p(z | x) = N(Λ⁻¹ Wᵀ ψ⁻¹ (x − m), Λ⁻¹) with Λ = I + Wᵀ ψ⁻¹ W; exact. Its covariance is the same
 * for every datum. Bishop 2006, equations 12.42 and 12.66.
 *
 * @param x `[D]`
 * @returns over `[K]`, with a full covariance
 * @throws {ShapeError|RangeError|TypeError} for bad input
 * @example
 * ```ts
 * import { factorPosterior } from "lib/inference";
 * import { assertEquals } from "@std/assert";
 *
 * // z ~ N(0, 1), x | z ~ N(z, 1): the posterior at x = 2 is N(1, ½)
 * const { mean, covariance } = factorPosterior({ mean: [0], loadings: [[1]], noise: [1] }, [2]);
 * assertEquals({ mean, covariance }, { mean: [1], covariance: { kind: "full", matrix: [[0.5]] } });
 * ```
 */
export function factorPosterior(model: FactorModel, x: Vector): Gaussian {
  checkPosterior({ model, x });
  const spread = symmetric(inverse(precisionOf(model)));
  return { mean: matVec(spread, pullOf(model, x)), covariance: { kind: "full", matrix: spread } };
}

/**
 * Λ = I + Wᵀ ψ⁻¹ W, the posterior's precision (inverse covariance): what the prior knows of the
 * causes plus what any one datum tells.
 *
 * @returns `[K][K]`
 * @throws {ShapeError|RangeError|TypeError} for bad input
 * @example
 * ```ts
 * import { factorPrecision } from "lib/inference";
 * import { assertEquals } from "@std/assert";
 *
 * const twoCauses = { mean: [0], loadings: [[1, 1]], noise: [0.25] };
 * assertEquals(factorPrecision(twoCauses), [[5, 4], [4, 5]]);
 * ```
 */
export function factorPrecision(model: FactorModel): Matrix {
  checkPrecision({ model });
  const precision = precisionOf(model);
  matrix("K", "K").check("evaluate factorPrecision", "I + Wᵀ ψ⁻¹ W", precision);
  return precision;
}

function precisionOf({ loadings, noise }: FactorModel): Matrix {
  const size = loadings[0]!.length;
  return Array.from({ length: size }, (_, i) =>
    Array.from(
      { length: size },
      (_, j) => loadings.reduce((sum, w, d) => sum + w[i]! * w[j]! / noise[d]!, i === j ? 1 : 0),
    ));
}

/** Wᵀ ψ⁻¹ (x − m). */
function pullOf({ mean, loadings, noise }: FactorModel, x: Vector): number[] {
  return loadings[0]!.map((_, k) =>
    loadings.reduce((sum, w, d) => sum + w[k]! * (x[d]! - mean[d]!) / noise[d]!, 0)
  );
}

/** Rounding apart, an inverse of a symmetric matrix is symmetric; this takes the rounding out. */
function symmetric(a: Matrix): Matrix {
  return a.map((row, i) => row.map((each, j) => (each + a[j]![i]!) / 2));
}
