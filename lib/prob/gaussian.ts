/** The multivariate normal distribution with a spherical, diagonal or full covariance. */
import {
  diagonal,
  door,
  finite,
  type Matrix,
  matrix,
  positive,
  record,
  type Shape,
  type Size,
  unknownKind,
  variants,
  type Vector,
  vector,
} from "../math/mod.ts";

/** A covariance: σ²I, diag(σ²), or any symmetric positive definite matrix `[D, D]`. */
export type Covariance =
  | { readonly kind: "spherical"; readonly variance: number }
  | { readonly kind: "diagonal"; readonly variances: Vector }
  | { readonly kind: "full"; readonly matrix: Matrix };

/** N(mean, covariance) over vectors `[D]`; a scalar is D = 1. */
export interface Gaussian {
  readonly mean: Vector;
  readonly covariance: Covariance;
}

/**
 * A Gaussian with matching sizes, finite numbers and positive variances; that a full matrix is
 * positive definite is found when it is factorized.
 *
 * @param size the D it must have, a number or a door's letter
 */
export function gaussianShape(size: Size = "D"): Shape<Gaussian> {
  const covariance = variants({
    spherical: { variance: positive },
    diagonal: { variances: vector(size, positive) },
    full: { matrix: matrix(size, size) },
  });
  return record({ mean: vector(size), covariance }, "a Gaussian { mean, covariance }") as Shape<
    Gaussian
  >;
}

const checkCovariance = door("read a covariance", { gaussian: gaussianShape() });
const NORMAL = { x: finite, mean: finite, standardDeviation: positive };
const checkNormal = door("evaluate normalLogDensity", NORMAL);

/**
 * The covariance as a matrix, whatever its kind.
 *
 * @returns `[D, D]`
 * @throws {TypeError} wrong kind, {ShapeError} sizes that differ, {RangeError} wrong values
 * @example
 * ```ts
 * import { covarianceMatrix } from "lib/prob";
 * import { assertEquals } from "@std/assert";
 *
 * const gaussian = { mean: [0, 0], covariance: { kind: "spherical", variance: 4 } } as const;
 * assertEquals(covarianceMatrix(gaussian), [[4, 0], [0, 4]]);
 * ```
 */
export function covarianceMatrix(gaussian: Gaussian): Matrix {
  checkCovariance({ gaussian });
  const { mean, covariance } = gaussian;
  switch (covariance.kind) {
    case "spherical":
      return diagonal(mean.map(() => covariance.variance));
    case "diagonal":
      return diagonal(covariance.variances);
    case "full":
      return covariance.matrix;
    default:
      throw unknownKind("read a covariance", "covariance", covariance);
  }
}

/**
 * log N(x; mean, standardDeviation²) of a scalar, in nats:
 * −½ ((x − μ)/σ)² − log σ − ½ log 2π; −∞ where that is below the range of numbers.
 *
 * @throws {TypeError|RangeError} for non-finite numbers or a standardDeviation ≤ 0
 * @example
 * ```ts
 * import { normalLogDensity } from "lib/prob";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(normalLogDensity(0, 0, 1), -0.9189385332046727, 1e-15);
 * ```
 */
export function normalLogDensity(x: number, mean: number, standardDeviation: number): number {
  checkNormal({ x, mean, standardDeviation });
  const z = (x - mean) / standardDeviation;
  return -0.5 * z * z - Math.log(standardDeviation) - 0.5 * Math.log(2 * Math.PI);
}
