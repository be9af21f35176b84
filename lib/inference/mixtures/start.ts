/** The mixture that EM starts from: k-means++ clusters with one common, axis-parallel covariance. */
import type { Key } from "../../math/mod.ts";
import { assign, moveCentres, seedCentres } from "./kmeans.ts";
import { spread } from "./maximization.ts";
import type { MaximizationPlan } from "./moments.ts";
import { emptyMixture, type PackedMixture, prepareComponent } from "./packed.ts";

/**
 * Weights and means of the clusters around k-means++ centres, and one diagonal covariance for all:
 * the variances within the clusters. A common covariance cannot collapse on a cluster of one point,
 * and is of every kind but spherical, where its mean is taken.
 */
export function startMixture(key: Key, plan: MaximizationPlan, size: number): PackedMixture {
  const { points } = plan;
  const centres = seedCentres(key, points, size);
  const labels = new Int32Array(points.count);
  assign(labels, points, centres);
  moveCentres(centres, points, labels);
  const mixture = emptyMixture(size, points.dimension);
  for (const label of labels) mixture.weights[label]! += 1 / points.count;
  const variances = commonVariances(plan, centres, labels);
  const triangle = mixture.covariances.length / size;
  for (let k = 0; k < size; k++) {
    mixture.means.set(centres[k]!, k * points.dimension);
    variances.forEach((v, i) => mixture.covariances[k * triangle + i * (i + 3) / 2] = v);
    prepareComponent(mixture, k);
  }
  return mixture;
}

/** The variances within clusters; where there is none, the data's; never below the floor. */
function commonVariances(
  { points, kind, covarianceFloor }: MaximizationPlan,
  centres: readonly Float64Array[],
  labels: Int32Array,
): Float64Array {
  const { values, count, dimension } = points;
  const within = new Float64Array(dimension);
  for (let i = 0; i < values.length; i++) {
    const centre = centres[labels[Math.floor(i / dimension)]!]!;
    within[i % dimension]! += (values[i]! - centre[i % dimension]!) ** 2 / count;
  }
  const whole = spread(points);
  const mean = within.reduce((sum, variance) => sum + variance, 0) / dimension;
  return within.map((variance, i) => {
    const own = kind === "spherical" ? mean : variance;
    return Math.max(covarianceFloor, own > 0 ? own : whole[i]! > 0 ? whole[i]! : 1);
  });
}
