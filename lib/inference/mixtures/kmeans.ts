/** k-means: hard clusters, mainly as a start for mixtures. */
import {
  door,
  fold,
  type Key,
  keyShape,
  refusal,
  uniform,
  type Vector,
  whole,
} from "../../math/mod.ts";
import { POINTS, requireAtMost } from "./data_shapes.ts";
import { type PackedPoints, packPoints } from "./packed.ts";

const ARGUMENTS = { key: keyShape, points: POINTS, count: whole(1) };
const [CHOOSE, CLUSTER] = ["choose centres", "cluster points"] as const;
const checkCentres = door(CHOOSE, ARGUMENTS), checkClusters = door(CLUSTER, ARGUMENTS);

/** What {@link kMeans} found. */
export interface Clusters {
  readonly centres: number[][];
  /** `[N]`: the number of each point's nearest centre */
  readonly labels: Int32Array;
  /** Σₙ |xₙ − centre|², a local minimum */
  readonly inertia: number;
}

/**
 * Starting centres spread over the data: the first is any point, each next one is a point drawn
 * with probability proportional to its squared distance from the nearest centre so far.
 * Arthur & Vassilvitskii 2007, section 2.2.
 *
 * @param key used up by this draw
 * @param points `[N][D]`
 * @param count how many centres, at most N
 * @returns `[count][D]`, distinct points of the data
 * @throws {RangeError} when count exceeds the number of (distinct) points,
 *   {ShapeError|NonFiniteError|TypeError} for bad points
 * @example
 * ```ts
 * import { kMeansPlusPlus } from "lib/inference";
 * import { key } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(kMeansPlusPlus(key(0), [[0], [0], [9]], 2).flat().toSorted(), [0, 9]);
 * ```
 */
export function kMeansPlusPlus(key: Key, points: readonly Vector[], count: number): number[][] {
  checkCentres({ key, points, count });
  requireAtMost(CHOOSE, "count", count, points.length);
  return seedCentres(key, packPoints(points), count).map((row) => Array.from(row));
}

/** The centres of k-means++ for checked arguments. */
export function seedCentres(key: Key, points: PackedPoints, count: number): Float64Array[] {
  const draws = uniform(key, count);
  const nearest = new Float64Array(points.count).fill(1); // the first draw is uniform
  const centres: Float64Array[] = [];
  for (let c = 0; c < count; c++) {
    const total = nearest.reduce((sum, square) => sum + square, 0);
    if (!(total > 0)) {
      const wish = `at most ${c}, the number of distinct points`;
      throw new RangeError(refusal(CHOOSE, "count", count, wish));
    }
    const centre = rowOf(points, pick(nearest, draws[c]! * total));
    centres.push(centre);
    for (let n = 0; n < points.count; n++) {
      const square = squaredDistance(points, n, centre);
      nearest[n] = c === 0 ? square : Math.min(nearest[n]!, square);
    }
  }
  return centres;
}

/** The first index at which the running sum exceeds `level`; never one of weight 0. */
function pick(weights: Float64Array, level: number): number {
  let sum = 0, last = 0;
  for (let n = 0; n < weights.length; n++) {
    if (weights[n] === 0) continue;
    sum += weights[n]!;
    last = n;
    if (sum > level) break;
  }
  return last;
}

function rowOf({ values, dimension }: PackedPoints, n: number): Float64Array {
  return values.slice(n * dimension, (n + 1) * dimension);
}

function squaredDistance(points: PackedPoints, n: number, centre: Float64Array): number {
  const { values, dimension } = points;
  let square = 0;
  for (let i = 0, x = n * dimension; i < dimension; i++) {
    square += (values[x + i]! - centre[i]!) ** 2;
  }
  return square;
}

/**
 * Lloyd's k-means from a k-means++ start: assign to the nearest centre, move each centre to its
 * points' mean, until no label changes. Lloyd 1982. A centre that loses all its points stays where
 * it is.
 *
 * @param key used up by this draw
 * @param points `[N][D]`
 * @param count how many clusters, at most the number of distinct points
 * @throws as {@link kMeansPlusPlus}
 * @example
 * ```ts
 * import { kMeans } from "lib/inference";
 * import { key } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(kMeans(key(0), [[0], [1], [8], [9]], 2).inertia, 1);
 * ```
 */
export function kMeans(key: Key, points: readonly Vector[], count: number): Clusters {
  checkClusters({ key, points, count });
  requireAtMost(CLUSTER, "count", count, points.length);
  const packed = packPoints(points);
  const centres = seedCentres(fold(key, "centres"), packed, count);
  const labels = new Int32Array(packed.count).fill(-1);
  while (assign(labels, packed, centres)) moveCentres(centres, packed, labels);
  let inertia = 0;
  labels.forEach((label, n) => inertia += squaredDistance(packed, n, centres[label]!));
  return { centres: centres.map((row) => Array.from(row)), labels, inertia };
}

/** Gives every point the number of its nearest centre (the first of equals); says if one changed. */
export function assign(
  labels: Int32Array,
  points: PackedPoints,
  centres: readonly Float64Array[],
): boolean {
  let changed = false;
  for (let n = 0; n < points.count; n++) {
    let best = 0, least = Infinity;
    centres.forEach((centre, c) => {
      const square = squaredDistance(points, n, centre);
      if (square < least) [best, least] = [c, square];
    });
    changed ||= labels[n] !== best;
    labels[n] = best;
  }
  return changed;
}

export function moveCentres(
  centres: readonly Float64Array[],
  { values, dimension }: PackedPoints,
  labels: Int32Array,
): void {
  centres.forEach((centre, c) => {
    const members = labels.reduce((sum, label) => sum + (label === c ? 1 : 0), 0);
    if (members === 0) return;
    centre.fill(0);
    labels.forEach((label, n) => {
      if (label !== c) return;
      for (let i = 0; i < dimension; i++) centre[i]! += values[n * dimension + i]! / members;
    });
  });
}
