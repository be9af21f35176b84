/** Mean field on a Gaussian: the best guess with independent coordinates, two ways round. */
import { cholesky, door, inverse, type Matrix } from "../../math/mod.ts";
import { covarianceMatrix, type Gaussian, gaussianShape } from "../../prob/mod.ts";

const checkBest = door("find the best mean field", { p: gaussianShape("D") });
const checkMarginals = door("find independent marginals", { p: gaussianShape("D") });
const checkSweep = door("sweep a mean field", { p: gaussianShape("D"), q: gaussianShape("D") });
const checkGap = door("evaluate meanFieldGap", { p: gaussianShape("D") });

/**
 * The q with independent coordinates that is closest to p in KL(q ‖ p): p's mean, and variance
 * 1/Λᵢᵢ with Λ the inverse of p's covariance. That is the variance of coordinate i *given all
 * others*, never more than its own. Bishop 2006, section 10.1.2.
 *
 * @param p over `[D]`
 * @returns over `[D]`, with a diagonal covariance
 * @throws {NotPositiveDefiniteError} for a covariance that is none, {ShapeError|RangeError|TypeError}
 *   for other bad input
 * @example
 * ```ts
 * import { bestMeanField } from "lib/inference";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const matrix = [[1, 0.8], [0.8, 1]];
 * const { covariance } = bestMeanField({ mean: [0, 0], covariance: { kind: "full", matrix } });
 * assertAlmostEquals(covariance.variances[0]!, 0.36, 1e-14); // 1 − 0.8²
 * ```
 */
export function bestMeanField(p: Gaussian): DiagonalGaussian {
  checkBest({ p });
  return diagonalAt(p.mean, precisionOf(p).map((row, i) => 1 / row[i]!));
}

/** A Gaussian with independent coordinates. */
export interface DiagonalGaussian extends Gaussian {
  readonly covariance: { readonly kind: "diagonal"; readonly variances: readonly number[] };
}

function diagonalAt(mean: Gaussian["mean"], variances: readonly number[]): DiagonalGaussian {
  return { mean, covariance: { kind: "diagonal", variances } };
}

/** The inverse covariance; a covariance that is none is refused, not inverted. */
function precisionOf(p: Gaussian): Matrix {
  const covariance = covarianceMatrix(p);
  cholesky(covariance, "p.covariance.matrix");
  const raw = inverse(covariance); // symmetric but for rounding
  return raw.map((row, i) => row.map((each, j) => (each + raw[j]![i]!) / 2));
}

/**
 * The q with independent coordinates that is closest to p in KL(p ‖ q), the other way round: p's
 * mean and p's own variances. Bishop 2006, equation 10.17.
 *
 * @param p over `[D]`
 * @returns over `[D]`, with a diagonal covariance
 * @throws as {@link bestMeanField}
 * @example
 * ```ts
 * import { independentMarginals } from "lib/inference";
 * import { assertEquals } from "@std/assert";
 *
 * const matrix = [[1, 0.8], [0.8, 1]];
 * const q = independentMarginals({ mean: [0, 0], covariance: { kind: "full", matrix } });
 * assertEquals(q.covariance.variances, [1, 1]);
 * ```
 */
export function independentMarginals(p: Gaussian): DiagonalGaussian {
  checkMarginals({ p });
  return diagonalAt(p.mean, covarianceMatrix(p).map((row, i) => row[i]!));
}

/**
 * One sweep of coordinate ascent: each coordinate in turn takes the factor that is best while the
 * others are held, N(mᵢ − Σ_{j≠i} Λᵢⱼ (μⱼ − mⱼ)/Λᵢᵢ, 1/Λᵢᵢ). KL(q ‖ p) never rises. For two
 * coordinates the distance to the mean shrinks by the squared correlation. Bishop 2006, 10.12–10.15.
 *
 * @param p what is approached, over `[D]`
 * @param q where the sweep starts, over `[D]`; only its mean matters
 * @returns over `[D]`, with a diagonal covariance
 * @throws as {@link bestMeanField}
 * @example
 * ```ts
 * import { sweepMeanField } from "lib/inference";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const p = { mean: [0, 0], covariance: { kind: "full", matrix: [[1, 0.8], [0.8, 1]] } } as const;
 * const start = { mean: [5, 1], covariance: { kind: "spherical", variance: 1 } } as const;
 * const { mean } = sweepMeanField(p, start);
 * assertAlmostEquals(mean[0]!, 0.8, 1e-14); // what p expects of the first, given 1 for the second
 * assertAlmostEquals(mean[1]!, 0.64, 1e-14); // then of the second, given 0.8
 * ```
 */
export function sweepMeanField(p: Gaussian, q: Gaussian): DiagonalGaussian {
  checkSweep({ p, q });
  const precision = precisionOf(p);
  const mean = [...q.mean];
  precision.forEach((row, i) => {
    const pull = row.reduce(
      (sum, each, j) => j === i ? sum : sum + each * (mean[j]! - p.mean[j]!),
      0,
    );
    mean[i] = p.mean[i]! - pull / row[i]!;
  });
  return diagonalAt(mean, precision.map((row, i) => 1 / row[i]!));
}

/**
 * What independence costs: KL(q ‖ p) of the best mean field, ½ (Σ log Λᵢᵢ − log |Λ|), in nats; 0
 * only for an uncorrelated p. For two coordinates it is −½ log(1 − ρ²), their mutual information.
 *
 * @param p over `[D]`
 * @throws as {@link bestMeanField}
 * @example
 * ```ts
 * import { meanFieldGap } from "lib/inference";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const matrix = [[1, 0.8], [0.8, 1]];
 * const gap = meanFieldGap({ mean: [0, 0], covariance: { kind: "full", matrix } });
 * assertAlmostEquals(gap, -0.5 * Math.log(0.36), 1e-14);
 * ```
 */
export function meanFieldGap(p: Gaussian): number {
  checkGap({ p });
  const precision = precisionOf(p);
  // log |Λ| = 2 Σ log Lᵢᵢ and Λᵢᵢ = Σⱼ Lᵢⱼ², so that no term is below 0
  return cholesky(precision).reduce((sum, row, i) => {
    const besides = row.reduce((rest, each, j) => j < i ? rest + (each / row[i]!) ** 2 : rest, 0);
    return sum + 0.5 * Math.log1p(besides);
  }, 0);
}
