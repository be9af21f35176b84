/** The E step: what each component is responsible for, and the log-likelihood on the way. */
import { door, refusal, type Vector } from "../../math/mod.ts";
import { type Mixture, mixtureShape } from "../../prob/mod.ts";
import { POINTS } from "./data_shapes.ts";
import { type PackedMixture, type PackedPoints, packMixture, packPoints } from "./packed.ts";

const DOING = "take an E step";
const checkExpectation = door(DOING, { mixture: mixtureShape, points: POINTS });

/** The E step's result. */
export interface Expectation {
  /** `[N, K]` row after row: p(k | xₙ) */
  readonly responsibilities: Float64Array;
  /** Σₙ log p(xₙ), nats */
  readonly logLikelihood: number;
}

/**
 * The E step: q(kₙ) = p(kₙ | xₙ) under the given mixture, which makes the bound touch the
 * log-likelihood. Bishop 2006, equation 9.23.
 *
 * @param mixture K components over `[D]`
 * @param points `[N][D]`
 * @returns responsibilities `[N, K]` row after row, and Σₙ log p(xₙ) in nats
 * @throws {ShapeError} when sizes differ, {NotPositiveDefiniteError} for a covariance that is none,
 *   {RangeError} for weights that are no probabilities
 * @example
 * ```ts
 * import { expectation } from "lib/inference";
 * import { assertEquals } from "@std/assert";
 *
 * const covariance = { kind: "spherical", variance: 1 } as const;
 * const components = [{ mean: [-1], covariance }, { mean: [1], covariance }];
 * const { responsibilities } = expectation({ weights: [0.5, 0.5], components }, [[0], [0]]);
 * assertEquals(responsibilities, Float64Array.of(0.5, 0.5, 0.5, 0.5));
 * ```
 */
export function expectation(mixture: Mixture, points: readonly Vector[]): Expectation {
  checkExpectation({ mixture, points });
  const packedPoints = packPoints(points), packed = packMixture(DOING, mixture);
  const responsibilities = new Float64Array(packedPoints.count * packed.size);
  const logLikelihood = expectationInto(responsibilities, packed, packedPoints);
  return { responsibilities, logLikelihood };
}

/** The E step on packed arrays; fills `[N, K]` and returns the log-likelihood. */
export function expectationInto(
  out: Float64Array,
  mixture: PackedMixture,
  points: PackedPoints,
): number {
  logJointInto(out, mixture, points);
  return normalizeRows(out, mixture.size);
}

/**
 * log w + log N(x; k) of every point and component: offset − ½ |L⁻¹(x − μ)|². Components outside,
 * so that one mean and one whitener stay in the cache while the points stream by.
 */
export function logJointInto(
  out: Float64Array,
  mixture: PackedMixture,
  points: PackedPoints,
): void {
  const { size, dimension, means, whiteners, offsets } = mixture;
  const { values, count } = points;
  const centered = new Float64Array(dimension);
  const triangle = whiteners.length / size;
  for (let k = 0; k < size; k++) {
    const whitener = whiteners.subarray(k * triangle, (k + 1) * triangle);
    const mean = means.subarray(k * dimension, (k + 1) * dimension);
    const offset = offsets[k]!;
    for (let n = 0, x = 0, o = k; n < count; n++, x += dimension, o += size) {
      let square = 0;
      for (let i = 0, w = 0; i < dimension; i++) {
        centered[i] = values[x + i]! - mean[i]!;
        let sum = 0;
        for (let j = 0; j <= i; j++) sum += whitener[w++]! * centered[j]!;
        square += sum * sum;
      }
      out[o] = offset - 0.5 * square;
    }
  }
}

/** Softmax of each row in place; returns the sum of the rows' log-sum-exps. */
function normalizeRows(rows: Float64Array, size: number): number {
  let total = 0;
  for (let start = 0; start < rows.length; start += size) {
    let top = -Infinity;
    for (let i = start; i < start + size; i++) if (rows[i]! > top) top = rows[i]!;
    if (!(top > -Infinity)) throw outOfReach(start / size);
    let sum = 0;
    for (let i = start; i < start + size; i++) sum += rows[i] = Math.exp(rows[i]! - top);
    for (let i = start; i < start + size; i++) rows[i]! /= sum;
    total += top + Math.log(sum);
  }
  return total;
}

function outOfReach(n: number): RangeError {
  const wish = "a finite one (the point is out of every component's reach)";
  return new RangeError(refusal(DOING, `log p(points[${n}])`, -Infinity, wish));
}
