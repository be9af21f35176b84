/**
 * Points and mixtures as flat float64 arrays: packed once, so that the loops of EM allocate nothing
 * for a point. Internal to this folder. A symmetric or triangular matrix is stored by the rows of
 * its lower half, T = D(D+1)/2 numbers.
 */
import { NotPositiveDefiniteError, unknownKind, type Vector } from "../../math/mod.ts";
import { covarianceMatrix, type Gaussian, type Mixture } from "../../prob/mod.ts";
import { type CovarianceKind } from "./covariance_kind.ts";

/** N points of D coordinates, row after row. */
export interface PackedPoints {
  readonly values: Float64Array;
  readonly count: number;
  readonly dimension: number;
}

/** The parameters of a mixture, and what its densities are computed from. */
export interface PackedMixture {
  readonly size: number;
  readonly dimension: number;
  readonly weights: Float64Array;
  /** `[K, D]` */
  readonly means: Float64Array;
  /** `[K, T]` */
  readonly covariances: Float64Array;
  /** `[K, T]`: L⁻¹ of each Σ = L Lᵀ */
  readonly whiteners: Float64Array;
  /** `[K]`: log w − D/2 log 2π − ½ log|Σ| */
  readonly offsets: Float64Array;
}

/** Points that a door has let in. */
export function packPoints(points: readonly Vector[]): PackedPoints {
  const count = points.length, dimension = points[0]!.length;
  const values = new Float64Array(count * dimension);
  for (let n = 0; n < count; n++) values.set(points[n]!, n * dimension);
  return { values, count, dimension };
}

export function emptyMixture(size: number, dimension: number): PackedMixture {
  const triangle = dimension * (dimension + 1) / 2;
  return {
    size,
    dimension,
    weights: new Float64Array(size),
    means: new Float64Array(size * dimension),
    covariances: new Float64Array(size * triangle),
    whiteners: new Float64Array(size * triangle),
    offsets: new Float64Array(size),
  };
}

/**
 * A mixture that a door has let in.
 * @throws {NotPositiveDefiniteError} when a covariance is none
 */
export function packMixture(doing: string, mixture: Mixture): PackedMixture {
  const size = mixture.components.length, dimension = mixture.components[0]!.mean.length;
  const packed = emptyMixture(size, dimension);
  packed.weights.set(mixture.weights);
  mixture.components.forEach((component, k) => packComponent(doing, packed, k, component));
  return packed;
}

function packComponent(doing: string, packed: PackedMixture, k: number, part: Gaussian): void {
  const triangle = packed.covariances.length / packed.size;
  packed.means.set(part.mean, k * packed.dimension);
  const lowerHalf = covarianceMatrix(part).flatMap((row, i) => row.slice(0, i + 1));
  packed.covariances.set(lowerHalf, k * triangle);
  const failure = prepareComponent(packed, k);
  if (failure !== undefined) {
    const argument = `mixture.components[${k}].covariance.matrix`;
    throw new NotPositiveDefiniteError(doing, argument, failure.row, failure.pivot);
  }
}

/** The mixture in its readable form; `kind` says how the covariances are written. */
export function unpackMixture(packed: PackedMixture, kind: CovarianceKind): Mixture {
  const { size, dimension, weights, means } = packed;
  const shared = kind === "tied" ? covarianceOf(packed, 0, kind) : undefined;
  return {
    weights: Array.from(weights),
    components: Array.from({ length: size }, (_, k) => ({
      mean: Array.from(means.subarray(k * dimension, (k + 1) * dimension)),
      covariance: shared ?? covarianceOf(packed, k, kind),
    })),
  };
}

function covarianceOf(packed: PackedMixture, k: number, kind: CovarianceKind) {
  const { dimension, covariances } = packed;
  const start = k * dimension * (dimension + 1) / 2;
  const entry = (i: number, j: number) => covariances[start + i * (i + 1) / 2 + j]!;
  const axes = Array.from({ length: dimension }, (_, i) => i);
  switch (kind) {
    case "spherical":
      return { kind, variance: entry(0, 0) } as const;
    case "diagonal":
      return { kind, variances: axes.map((i) => entry(i, i)) } as const;
    case "full":
    case "tied": {
      const matrix = axes.map((i) => axes.map((j) => entry(Math.max(i, j), Math.min(i, j))));
      return { kind: "full", matrix } as const;
    }
    default:
      throw unknownKind("write a covariance", "kind", kind);
  }
}

/**
 * Fills whitener and offset of component k from its weight and covariance. Returns the row and the
 * pivot at which the Cholesky factorization met a pivot not above `least[row]` (0 without `least`).
 */
export function prepareComponent(
  packed: PackedMixture,
  k: number,
  least?: Float64Array,
): { readonly row: number; readonly pivot: number } | undefined {
  const { dimension, covariances, whiteners, offsets, weights } = packed;
  const triangle = dimension * (dimension + 1) / 2;
  const lower = whiteners.subarray(k * triangle, (k + 1) * triangle);
  lower.set(covariances.subarray(k * triangle, (k + 1) * triangle));
  const failure = factorPacked(lower, dimension, least);
  if (failure !== undefined) return failure;
  let logVolume = 0;
  for (let i = 0; i < dimension; i++) logVolume += Math.log(lower[i * (i + 3) / 2]!);
  invertPacked(lower, dimension);
  offsets[k] = Math.log(weights[k]!) - 0.5 * dimension * Math.log(2 * Math.PI) - logVolume;
  return undefined;
}

/** The Cholesky factor in place of a packed matrix; stops at a pivot that is not above its least. */
export function factorPacked(a: Float64Array, dimension: number, least?: Float64Array) {
  for (let i = 0, ii = 0; i < dimension; i++, ii += i) {
    for (let j = 0, jj = 0; j <= i; j++, jj += j) {
      let rest = a[ii + j]!;
      for (let m = 0; m < j; m++) rest -= a[ii + m]! * a[jj + m]!;
      if (j < i) a[ii + j] = rest / a[jj + j]!;
      else if (rest > (least?.[i] ?? 0)) a[ii + i] = Math.sqrt(rest);
      else return { row: i, pivot: rest };
    }
  }
  return undefined;
}

/** L⁻¹ in place of a packed lower triangle, column by column from the last. */
function invertPacked(lower: Float64Array, dimension: number): void {
  for (let j = dimension - 1; j >= 0; j--) {
    const reciprocal = 1 / lower[j * (j + 3) / 2]!;
    for (let i = dimension - 1; i > j; i--) {
      const ii = i * (i + 1) / 2;
      let sum = 0;
      // Columns after j hold the inverse already; column j still holds L.
      for (let m = j + 1; m <= i; m++) sum += lower[ii + m]! * lower[m * (m + 1) / 2 + j]!;
      lower[ii + j] = -sum * reciprocal;
    }
    lower[j * (j + 3) / 2] = reciprocal;
  }
}
