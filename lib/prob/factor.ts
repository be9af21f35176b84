/** A covariance taken apart once, to be used for many points: internal to this folder. */
import { cholesky, type Matrix, unknownKind, type Vector } from "../math/mod.ts";
import type { Gaussian } from "./gaussian.ts";

/** A lower triangular L with Σ = L Lᵀ: its diagonal alone, or all of it. */
export interface Factor {
  readonly mean: Vector;
  /** Lᵢᵢ, `[D]`. */
  readonly scales: Vector;
  /** L, only for a full covariance. */
  readonly lower?: Matrix;
}

/** @throws {NotPositiveDefiniteError} when a full covariance is none */
export function factorize(gaussian: Gaussian, argument: string): Factor {
  const { mean, covariance } = gaussian;
  switch (covariance.kind) {
    case "spherical":
      return { mean, scales: mean.map(() => Math.sqrt(covariance.variance)) };
    case "diagonal":
      return { mean, scales: covariance.variances.map(Math.sqrt) };
    case "full": {
      const lower = cholesky(covariance.matrix, `${argument}.covariance.matrix`);
      return { mean, scales: lower.map((row, i) => row[i]!), lower };
    }
    default:
      throw unknownKind("factorize a covariance", `${argument}.covariance`, covariance);
  }
}

/** L⁻¹ v: a vector in units of standard deviations, its entries uncorrelated. */
export function whiten(factor: Factor, v: Vector): number[] {
  const { scales, lower } = factor;
  const white: number[] = [];
  for (let i = 0; i < v.length; i++) {
    let rest = v[i]!;
    if (lower !== undefined) {
      for (let j = 0; j < i; j++) rest -= lower[i]![j]! * white[j]!;
    }
    white.push(rest / scales[i]!);
  }
  return white;
}

/** μ + L ε. */
export function colour(factor: Factor, noise: ArrayLike<number>): number[] {
  const { mean, scales, lower } = factor;
  return mean.map((center, i) => {
    let x = center + scales[i]! * noise[i]!;
    if (lower !== undefined) {
      for (let j = 0; j < i; j++) x += lower[i]![j]! * noise[j]!;
    }
    return x;
  });
}

/** Column j of L. */
export function columnOf({ scales, lower }: Factor, j: number): Vector {
  if (lower !== undefined) return lower.map((row) => row[j]!);
  return scales.map((scale, i) => (i === j ? scale : 0));
}

/** ½ log |Σ| = Σ log Lᵢᵢ. */
export function logVolume(factor: Factor): number {
  return factor.scales.reduce((sum, scale) => sum + Math.log(scale), 0);
}

/** log N(x; μ, Σ) of a point that has been checked. */
export function logDensityAt(factor: Factor, x: Vector): number {
  const white = whiten(factor, x.map((xi, i) => xi - factor.mean[i]!));
  const square = white.reduce((sum, w) => sum + w * w, 0);
  return -0.5 * (square + x.length * Math.log(2 * Math.PI)) - logVolume(factor);
}
