/** The covariance floor: the largest bound among covariances with no variance below the floor. */
import { eigenSymmetric } from "../../math/mod.ts";
import type { CovarianceKind } from "./covariance_kind.ts";
import { factorPacked, type PackedMixture } from "./packed.ts";

/**
 * Raises the covariance of component k to the floor in place. Among Σ ⪰ fI the bound's share
 * −log|Σ| − tr(Σ⁻¹S) is largest where Σ has S's eigenvectors and eigenvalues max(λ, f): each
 * −log v − λ/v rises until v = λ and falls after.
 */
export function raiseToFloor(
  { size, dimension, covariances }: PackedMixture,
  k: number,
  kind: CovarianceKind,
  floor: number,
): void {
  const triangle = covariances.length / size;
  const covariance = covariances.subarray(k * triangle, (k + 1) * triangle);
  if (kind === "diagonal" || kind === "spherical") {
    for (let i = 0; i < dimension; i++) {
      const at = i * (i + 3) / 2;
      covariance[at] = Math.max(covariance[at]!, floor);
    }
  } else if (!staysAbove(covariance, dimension, floor)) {
    raiseEigenvalues(covariance, dimension, floor);
  }
}

/** Whether S − fI is positive definite: then nothing lies below the floor. */
function staysAbove(covariance: Float64Array, dimension: number, floor: number): boolean {
  const rest = covariance.slice();
  for (let i = 0; i < dimension; i++) rest[i * (i + 3) / 2]! -= floor;
  return factorPacked(rest, dimension) === undefined;
}

function raiseEigenvalues(covariance: Float64Array, dimension: number, floor: number): void {
  const axes = Array.from({ length: dimension }, (_, i) => i);
  const entry = (i: number, j: number) => covariance[i * (i + 1) / 2 + j]!;
  const matrix = axes.map((i) => axes.map((j) => entry(Math.max(i, j), Math.min(i, j))));
  const { values, vectors } = eigenSymmetric(matrix);
  for (const i of axes) {
    for (let j = 0; j <= i; j++) {
      covariance[i * (i + 1) / 2 + j] = values.reduce(
        (sum, value, m) => sum + Math.max(value, floor) * vectors[m]![i]! * vectors[m]![j]!,
        0,
      );
    }
  }
}
