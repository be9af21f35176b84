/** The multivariate normal distribution with a spherical, diagonal or full covariance. */
import {
  diagonal,
  type Matrix,
  refusal,
  requireMatrix,
  requireNumber,
  requirePositive,
  requireVector,
  ShapeError,
  type Vector,
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

const KINDS = 'one of "spherical", "diagonal", "full"';

/**
 * Refuses anything but a Gaussian with matching shapes, finite numbers and positive variances; that
 * a full matrix is positive definite is found when it is factorized.
 *
 * @param dimension the D it must have, if given
 * @throws {TypeError} wrong kind, {ShapeError} sizes that differ, {RangeError} wrong values
 */
export function requireGaussian(
  action: string,
  argument: string,
  value: unknown,
  dimension?: number,
): void {
  const gaussian = value as Gaussian | null | undefined;
  const covariance = gaussian?.covariance as Covariance | null | undefined;
  if (covariance === null || typeof covariance !== "object") {
    throw new TypeError(refusal(action, argument, value, "a Gaussian { mean, covariance }"));
  }
  requireVector(action, `${argument}.mean`, gaussian!.mean, dimension);
  requireCovariance(action, `${argument}.covariance`, covariance, gaussian!.mean.length);
}

function requireCovariance(
  action: string,
  argument: string,
  covariance: Covariance,
  size: number,
): void {
  switch (covariance.kind) {
    case "spherical":
      return requirePositive(action, `${argument}.variance`, covariance.variance);
    case "diagonal":
      requireVector(action, `${argument}.variances`, covariance.variances, size);
      return covariance.variances.forEach((variance, i) =>
        requirePositive(action, `${argument}.variances[${i}]`, variance)
      );
    case "full": {
      const shape = requireMatrix(action, `${argument}.matrix`, covariance.matrix);
      if (shape[0] === size && shape[1] === size) return;
      throw new ShapeError(action, `${argument}.matrix`, shape, `[${size},${size}]`);
    }
    default: {
      const { kind } = covariance satisfies never as { kind: unknown };
      throw new TypeError(refusal(action, `${argument}.kind`, kind, KINDS));
    }
  }
}

/**
 * The covariance as a matrix, whatever its kind.
 *
 * @returns `[D, D]`
 * @throws as {@link requireGaussian}
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
  requireGaussian("read a covariance", "gaussian", gaussian);
  const { mean, covariance } = gaussian;
  switch (covariance.kind) {
    case "spherical":
      return diagonal(mean.map(() => covariance.variance));
    case "diagonal":
      return diagonal(covariance.variances);
    case "full":
      return covariance.matrix;
    default:
      return covariance satisfies never;
  }
}

/**
 * log N(x; mean, standardDeviation²) of a scalar, in nats:
 * −½ ((x − μ)/σ)² − log σ − ½ log 2π.
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
  const action = "evaluate normalLogDensity";
  requireNumber(action, "x", x);
  requireNumber(action, "mean", mean);
  requirePositive(action, "standardDeviation", standardDeviation);
  const z = (x - mean) / standardDeviation;
  return -0.5 * z * z - Math.log(standardDeviation) - 0.5 * Math.log(2 * Math.PI);
}
