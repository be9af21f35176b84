/** The M step: the mixture that makes the bound largest for given responsibilities. */
import { refusal, requireNumber, requireOptions, ShapeError, type Vector } from "../../math/mod.ts";
import type { Mixture } from "../../prob/mod.ts";
import { type CovarianceKind, requireKind } from "./covariance_kind.ts";
import { maximizationInto, type MaximizationPlan } from "./moments.ts";
import { emptyMixture, type PackedPoints, packPoints, unpackMixture } from "./packed.ts";

/** Options of {@link maximization}. */
export interface MaximizationOptions {
  /** The least variance in any direction; 0 for the plain maximum-likelihood step. */
  readonly covarianceFloor?: number;
}

/**
 * A direction counts as lost when its conditional variance is this small beside the variance of the
 * whole data in that coordinate: a width of one millionth. A collapsing component passes it within
 * a few iterations, since each one shrinks it faster than the last.
 */
const COLLAPSE_RATIO = 1e-12;

/**
 * The M step: weights Nₖ/N, means and covariances as averages weighted by the responsibilities
 * (Bishop 2006, equations 9.24–9.26; tied: the components' covariances averaged with weights Nₖ/N;
 * diagonal and spherical: their diagonals, and the mean of these). Two passes, so that points far
 * from the origin lose no digits.
 *
 * With a covarianceFloor f it is the exact maximum under the constraint that no direction has a
 * variance below f (eigenvalues below f become f), so that EM stays monotone.
 *
 * @param points `[N][D]`
 * @param responsibilities `[N, K]` row after row, each row a distribution
 * @param kind shape of the covariances
 * @param options covarianceFloor (0)
 * @throws {CollapsedComponentError} when a component has no points or no spread,
 *   {ShapeError|RangeError|TypeError} for other bad input
 * @example
 * ```ts
 * import { maximization } from "lib/inference";
 * import { assertEquals } from "@std/assert";
 *
 * const { components } = maximization([[0], [2]], Float64Array.of(1, 1), "full");
 * assertEquals(components[0]!.mean, [1]);
 * assertEquals(components[0]!.covariance, { kind: "full", matrix: [[1]] });
 * ```
 */
export function maximization(
  points: readonly Vector[],
  responsibilities: ArrayLike<number>,
  kind: CovarianceKind,
  options: MaximizationOptions = {},
): Mixture {
  const doing = "take an M step";
  requireOptions(doing, options, ["covarianceFloor"]);
  const packed = packPoints(doing, points);
  const plan = planMaximization(doing, packed, kind, options.covarianceFloor ?? 0);
  const size = requireResponsibilities(doing, responsibilities, packed.count);
  const mixture = emptyMixture(size, packed.dimension);
  maximizationInto(mixture, Float64Array.from(responsibilities), plan);
  return unpackMixture(mixture, kind);
}

export function planMaximization(
  doing: string,
  points: PackedPoints,
  kind: CovarianceKind,
  covarianceFloor: number,
): MaximizationPlan {
  requireKind(doing, "covariance", kind);
  requireNumber(doing, "covarianceFloor", covarianceFloor);
  if (covarianceFloor < 0) {
    throw new RangeError(refusal(doing, "covarianceFloor", covarianceFloor, "at least 0"));
  }
  const leastPivot = covarianceFloor > 0
    ? new Float64Array(points.dimension) // the floor itself keeps every direction open
    : spread(points).map((variance) => COLLAPSE_RATIO * variance);
  return { doing, points, kind, covarianceFloor, leastPivot };
}

/** The variance of each coordinate over all points (divided by N). */
export function spread({ values, count, dimension }: PackedPoints): Float64Array {
  const mean = new Float64Array(dimension), square = new Float64Array(dimension);
  for (let i = 0; i < values.length; i++) mean[i % dimension]! += values[i]! / count;
  for (let i = 0; i < values.length; i++) {
    square[i % dimension]! += (values[i]! - mean[i % dimension]!) ** 2 / count;
  }
  return square;
}

/** Refuses anything but `count` rows of distributions (of K entries, if given); returns K. */
export function requireResponsibilities(
  doing: string,
  responsibilities: ArrayLike<number>,
  count: number,
  size = Math.max(1, Math.floor(responsibilities.length / count)),
): number {
  if (responsibilities.length !== count * size) {
    const shape = [responsibilities.length];
    throw new ShapeError(doing, "responsibilities", shape, `[${count}·K], K ≥ 1 entries a point`);
  }
  for (let n = 0; n < count; n++) requireRow(doing, responsibilities, n, size);
  return size;
}

function requireRow(doing: string, rows: ArrayLike<number>, n: number, size: number): void {
  let sum = 0;
  for (let i = n * size; i < (n + 1) * size; i++) {
    const value = rows[i]!;
    if (!(value >= 0)) {
      throw new RangeError(refusal(doing, `responsibilities[${i}]`, value, "at least 0"));
    }
    sum += value;
  }
  if (Math.abs(sum - 1) <= 1e-9) return;
  const argument = `the sum of row ${n} of responsibilities`;
  throw new RangeError(refusal(doing, argument, sum, "1 (within 1e-9)"));
}
