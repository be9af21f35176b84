/** The M step on packed arrays: weighted moments, shaped to the covariance kind. */
import { unknownKind } from "../../math/mod.ts";
import { CollapsedComponentError } from "./collapse.ts";
import type { CovarianceKind } from "./covariance_kind.ts";
import { raiseToFloor } from "./covariance_floor.ts";
import { type PackedMixture, type PackedPoints, prepareComponent } from "./packed.ts";

/** What an M step needs beside the responsibilities; made once for a fit. */
export interface MaximizationPlan {
  readonly doing: string;
  readonly points: PackedPoints;
  readonly kind: CovarianceKind;
  readonly covarianceFloor: number;
  /** `[D]`: a pivot at or below this means collapse. */
  readonly leastPivot: Float64Array;
}

/** Overwrites the mixture by the maximizer of the bound; `iteration` is for the error only. */
export function maximizationInto(
  mixture: PackedMixture,
  responsibilities: Float64Array,
  plan: MaximizationPlan,
  iteration?: number,
): void {
  const { size, weights } = mixture;
  const { count } = plan.points;
  for (let k = 0; k < size; k++) {
    const effectiveCount = meanInto(mixture, k, responsibilities, plan.points);
    weights[k] = effectiveCount / count;
    if (weights[k]! <= Number.EPSILON) { // 1 + weight would round to 1
      const { doing, kind } = plan;
      throw new CollapsedComponentError(doing, { component: k, kind, effectiveCount }, iteration);
    }
    covarianceInto(mixture, k, responsibilities, plan.points);
  }
  shape(mixture, plan.kind);
  const distinct = plan.kind === "tied" ? 1 : size;
  if (plan.covarianceFloor > 0) {
    for (let k = 0; k < distinct; k++) raiseToFloor(mixture, k, plan.kind, plan.covarianceFloor);
  }
  if (plan.kind === "tied") spreadFirstCovariance(mixture);
  for (let k = 0; k < size; k++) prepare(mixture, k, plan, iteration);
}

function prepare(
  mixture: PackedMixture,
  k: number,
  plan: MaximizationPlan,
  iteration: number | undefined,
): void {
  const failure = prepareComponent(mixture, k, plan.leastPivot);
  if (failure === undefined) return;
  throw new CollapsedComponentError(plan.doing, {
    component: k,
    kind: plan.kind,
    effectiveCount: mixture.weights[k]! * plan.points.count,
    coordinate: failure.row,
    variance: failure.pivot,
  }, iteration);
}

/** μ = Σ r x / Σ r; returns Σ r. */
function meanInto(
  { size, dimension, means }: PackedMixture,
  k: number,
  responsibilities: Float64Array,
  { values, count }: PackedPoints,
): number {
  const mean = means.subarray(k * dimension, (k + 1) * dimension).fill(0);
  let total = 0;
  for (let n = 0, x = 0, o = k; n < count; n++, x += dimension, o += size) {
    const r = responsibilities[o]!;
    total += r;
    for (let i = 0; i < dimension; i++) mean[i]! += r * values[x + i]!;
  }
  for (let i = 0; i < dimension; i++) mean[i]! /= total;
  return total;
}

/** Σ = Σ r (x − μ)(x − μ)ᵀ / Σ r, about the mean just found. */
function covarianceInto(
  { size, dimension, means, covariances, weights }: PackedMixture,
  k: number,
  responsibilities: Float64Array,
  { values, count }: PackedPoints,
): void {
  const triangle = covariances.length / size;
  const covariance = covariances.subarray(k * triangle, (k + 1) * triangle).fill(0);
  const mean = means.subarray(k * dimension, (k + 1) * dimension);
  const centered = new Float64Array(dimension);
  for (let n = 0, x = 0, o = k; n < count; n++, x += dimension, o += size) {
    const r = responsibilities[o]!;
    if (r === 0) continue;
    for (let i = 0, c = 0; i < dimension; i++) {
      centered[i] = values[x + i]! - mean[i]!;
      const pull = r * centered[i]!;
      for (let j = 0; j <= i; j++) covariance[c++]! += pull * centered[j]!;
    }
  }
  const total = weights[k]! * count;
  for (let c = 0; c < triangle; c++) covariance[c]! /= total;
}

/** Reduces the full covariances to the parameters that the kind has. */
function shape(mixture: PackedMixture, kind: CovarianceKind): void {
  switch (kind) {
    case "full":
      return;
    case "tied":
      return averageIntoFirst(mixture);
    case "diagonal":
      return keepDiagonals(mixture, false);
    case "spherical":
      return keepDiagonals(mixture, true);
    default:
      throw unknownKind("take an M step", "kind", kind);
  }
}

function averageIntoFirst({ size, covariances, weights }: PackedMixture): void {
  const triangle = covariances.length / size;
  for (let c = 0; c < triangle; c++) {
    let sum = 0;
    for (let k = 0; k < size; k++) sum += weights[k]! * covariances[k * triangle + c]!;
    covariances[c] = sum;
  }
}

function spreadFirstCovariance({ size, covariances }: PackedMixture): void {
  const triangle = covariances.length / size;
  for (let k = 1; k < size; k++) covariances.copyWithin(k * triangle, 0, triangle);
}

/** Off-diagonal entries become 0; with `averaged`, all variances become their mean. */
function keepDiagonals(
  { size, dimension, covariances }: PackedMixture,
  averaged: boolean,
): void {
  const triangle = covariances.length / size;
  for (let k = 0; k < size; k++) {
    const covariance = covariances.subarray(k * triangle, (k + 1) * triangle);
    const variances = Array.from({ length: dimension }, (_, i) => covariance[i * (i + 3) / 2]!);
    const mean = variances.reduce((sum, variance) => sum + variance, 0) / dimension;
    covariance.fill(0);
    variances.forEach((variance, i) => covariance[i * (i + 3) / 2] = averaged ? mean : variance);
  }
}
