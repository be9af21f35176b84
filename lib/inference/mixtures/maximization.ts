/** The M step: the mixture that makes the bound largest for given responsibilities. */
import { atLeast, door, type Given, setting, settings, type Vector } from "../../math/mod.ts";
import type { Mixture } from "../../prob/mod.ts";
import { COVARIANCE, type CovarianceKind } from "./covariance_kind.ts";
import { POINTS, RESPONSIBILITIES } from "./data_shapes.ts";
import { maximizationInto, type MaximizationPlan } from "./moments.ts";
import { emptyMixture, type PackedPoints, packPoints, unpackMixture } from "./packed.ts";

/** What an M step may be given. */
export const MAXIMIZATION = settings({
  /** The least variance in any direction; 0 for the plain maximum-likelihood step. */
  covarianceFloor: setting(atLeast(0), 0),
});

/** Options of {@link maximization}. */
export type MaximizationOptions = Given<typeof MAXIMIZATION>;

const DOING = "take an M step";
const checkMaximization = door(DOING, {
  points: POINTS,
  responsibilities: RESPONSIBILITIES,
  kind: COVARIANCE,
});

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
  options?: MaximizationOptions,
): Mixture {
  const { covarianceFloor } = MAXIMIZATION.read(DOING, options);
  checkMaximization({ points, responsibilities, kind });
  const packed = packPoints(points);
  const plan = planMaximization(DOING, packed, kind, covarianceFloor);
  const mixture = emptyMixture(responsibilities.length / packed.count, packed.dimension);
  maximizationInto(mixture, Float64Array.from(responsibilities), plan);
  return unpackMixture(mixture, kind);
}

/** What an M step needs, for checked arguments. */
export function planMaximization(
  doing: string,
  points: PackedPoints,
  kind: CovarianceKind,
  covarianceFloor: number,
): MaximizationPlan {
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
