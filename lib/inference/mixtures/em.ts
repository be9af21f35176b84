/** One round of EM for a mixture of Gaussians, and the bound between its two steps. */
import { door, type Vector } from "../../math/mod.ts";
import { type Mixture, mixtureShape } from "../../prob/mod.ts";
import { COVARIANCE, type CovarianceKind } from "./covariance_kind.ts";
import { POINTS, RESPONSIBILITIES } from "./data_shapes.ts";
import { expectationInto, logJointInto } from "./expectation.ts";
import { MAXIMIZATION, type MaximizationOptions, planMaximization } from "./maximization.ts";
import { maximizationInto } from "./moments.ts";
import {
  emptyMixture,
  type PackedMixture,
  type PackedPoints,
  packMixture,
  packPoints,
  unpackMixture,
} from "./packed.ts";

const [STEP, BOUND] = ["take an EM step", "evaluate mixtureLowerBound"] as const;
const AT = { mixture: mixtureShape, points: POINTS };
const checkStep = door(STEP, { ...AT, kind: COVARIANCE });
const checkBound = door(BOUND, { ...AT, responsibilities: RESPONSIBILITIES });

/** One round of EM from θ to θ′, with the numbers of its monotone chain. */
export interface EmStep {
  /** θ′ */
  readonly mixture: Mixture;
  /** log p(points; θ), nats: the *incoming* mixture's, equal to the bound after the E step */
  readonly logLikelihood: number;
  /** The bound after the M step, at θ′ with θ's responsibilities; log p(points; θ′) is above it. */
  readonly bound: number;
  /** `[N, K]` row after row: the q of the E step */
  readonly responsibilities: Float64Array;
}

/**
 * One E step and one M step. The chain of the proof of monotonicity, as numbers:
 * logLikelihood(θ) = ELBO(q, θ) ≤ ELBO(q, θ′) = bound ≤ logLikelihood(θ′), with q = p(z | x; θ).
 * Dempster, Laird & Rubin 1977; in this form Neal & Hinton 1998.
 *
 * @param mixture θ: K components over `[D]`
 * @param points `[N][D]`
 * @param kind shape of θ′'s covariances; the chain holds when θ has that shape too
 * @param options covarianceFloor (0)
 * @throws {CollapsedComponentError} when a component has no points or no spread,
 *   {ShapeError|RangeError|TypeError} for bad input
 * @example
 * ```ts
 * import { emStep } from "lib/inference";
 * import { mixtureLogLikelihood } from "lib/prob";
 * import { assert } from "@std/assert";
 *
 * const points = [[0], [1], [8], [9]];
 * const covariance = { kind: "spherical", variance: 1 } as const;
 * const components = [{ mean: [0], covariance }, { mean: [4], covariance }];
 * const step = emStep({ weights: [0.5, 0.5], components }, points, "spherical");
 * assert(step.logLikelihood < step.bound);
 * assert(step.bound <= mixtureLogLikelihood(step.mixture, points));
 * ```
 */
export function emStep(
  mixture: Mixture,
  points: readonly Vector[],
  kind: CovarianceKind,
  options?: MaximizationOptions,
): EmStep {
  const { covarianceFloor } = MAXIMIZATION.read(STEP, options);
  checkStep({ mixture, points, kind });
  const data = packPoints(points), packed = packMixture(STEP, mixture);
  const responsibilities = new Float64Array(data.count * packed.size);
  const logLikelihood = expectationInto(responsibilities, packed, data);
  const next = emptyMixture(packed.size, packed.dimension);
  maximizationInto(next, responsibilities, planMaximization(STEP, data, kind, covarianceFloor));
  const bound = boundOf(next, data, responsibilities);
  return { mixture: unpackMixture(next, kind), logLikelihood, bound, responsibilities };
}

/**
 * ELBO(q, θ) = Σₙ Σₖ q(kₙ) (log wₖ + log N(xₙ; k) − log q(kₙ)), summed over the data, in nats.
 * At most the log-likelihood, and equal to it when q is the E step's.
 *
 * @param mixture θ: K components over `[D]`
 * @param points `[N][D]`
 * @param responsibilities q, `[N, K]` row after row, each row a distribution
 * @returns nats; −∞ when q puts weight on a component of weight 0
 * @throws {ShapeError|RangeError|TypeError} for bad input
 * @example
 * ```ts
 * import { expectation, mixtureLowerBound } from "lib/inference";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const part = { mean: [0], covariance: { kind: "spherical", variance: 1 } } as const;
 * const mixture = { weights: [0.3, 0.7], components: [part, { ...part, mean: [2] }] };
 * const { responsibilities, logLikelihood } = expectation(mixture, [[0], [3]]);
 * const bound = mixtureLowerBound(mixture, [[0], [3]], responsibilities);
 * assertAlmostEquals(bound, logLikelihood, 1e-12);
 * ```
 */
export function mixtureLowerBound(
  mixture: Mixture,
  points: readonly Vector[],
  responsibilities: ArrayLike<number>,
): number {
  checkBound({ mixture, points, responsibilities });
  return boundOf(packMixture(BOUND, mixture), packPoints(points), responsibilities);
}

function boundOf(
  mixture: PackedMixture,
  points: PackedPoints,
  responsibilities: ArrayLike<number>,
): number {
  const logJoint = new Float64Array(responsibilities.length);
  logJointInto(logJoint, mixture, points);
  let bound = 0;
  for (let i = 0; i < logJoint.length; i++) {
    const q = responsibilities[i]!;
    if (q > 0) bound += q * (logJoint[i]! - Math.log(q));
  }
  return bound;
}
