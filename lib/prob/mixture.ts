/** Mixtures of Gaussians: simple parts, complicated sum. */
import {
  categorical,
  fold,
  type Key,
  logSumExp,
  normal,
  refusal,
  requireInteger,
  requireMatrix,
  requireProbabilities,
  requireVector,
  ShapeError,
  softmax,
  type Vector,
} from "../math/mod.ts";
import { colour, type Factor, factorize, logDensityAt } from "./factor.ts";
import { type Gaussian, requireGaussian } from "./gaussian.ts";

/** p(x) = Σₖ weights[k] · components[k](x); all components over the same `[D]`. */
export interface Mixture {
  readonly weights: Vector;
  readonly components: readonly Gaussian[];
}

/** Refuses anything but a mixture with one weight a component and components of one dimension. */
export function requireMixture(action: string, argument: string, value: unknown): void {
  const mixture = value as Mixture | null | undefined;
  if (!Array.isArray(mixture?.components)) {
    throw new TypeError(refusal(action, argument, value, "a Mixture { weights, components }"));
  }
  const { weights, components } = mixture as Mixture;
  if (components.length === 0) {
    throw new ShapeError(action, `${argument}.components`, [0], "at least one component");
  }
  requireProbabilities(action, `${argument}.weights`, weights, components.length);
  requireGaussian(action, `${argument}.components[0]`, components[0]);
  const size = components[0]!.mean.length;
  components.forEach((component, k) =>
    requireGaussian(action, `${argument}.components[${k}]`, component, size)
  );
}

/** Refuses anything but points `[N][D]` of the mixture's dimension. */
export function requirePoints(action: string, points: unknown, dimension?: number): void {
  const shape = requireMatrix(action, "points", points);
  if (dimension !== undefined && shape[1] !== dimension) {
    throw new ShapeError(action, "points", shape, `[N,${dimension}]`);
  }
}

/** log wₖ N(x; k) for each k. */
function logJoint(weights: Vector, factors: readonly Factor[], x: Vector): number[] {
  return factors.map((factor, k) => Math.log(weights[k]!) + logDensityAt(factor, x));
}

function factorsOf(mixture: Mixture): readonly Factor[] {
  return mixture.components.map((part, k) => factorize(part, `mixture.components[${k}]`));
}

/**
 * log p(x) = log Σₖ wₖ N(x; μₖ, Σₖ) in nats, by log-sum-exp.
 *
 * @param mixture over `[D]`
 * @param x `[D]`
 * @throws {ShapeError} when sizes differ, {NotPositiveDefiniteError} for a covariance that is none,
 *   {RangeError} for weights that are no probabilities
 * @example
 * ```ts
 * import { mixtureLogDensity } from "lib/prob";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const part = { mean: [0], covariance: { kind: "spherical", variance: 1 } } as const;
 * const mixture = { weights: [0.3, 0.7], components: [part, part] };
 * assertAlmostEquals(mixtureLogDensity(mixture, [0]), -0.9189385332046727, 1e-15);
 * ```
 */
export function mixtureLogDensity(mixture: Mixture, x: Vector): number {
  const action = "evaluate mixtureLogDensity";
  requireMixture(action, "mixture", mixture);
  requireVector(action, "x", x, mixture.components[0]!.mean.length);
  return logSumExp(logJoint(mixture.weights, factorsOf(mixture), x));
}

/**
 * p(k | x) = wₖ N(x; k) / p(x): which part may have made x. The posterior over the latent k.
 *
 * @param mixture of K components over `[D]`
 * @param x `[D]`
 * @returns `[K]` probabilities
 * @throws as {@link mixtureLogDensity}
 * @example
 * ```ts
 * import { responsibilities } from "lib/prob";
 * import { assertEquals } from "@std/assert";
 *
 * const covariance = { kind: "spherical", variance: 1 } as const;
 * const components = [{ mean: [-1], covariance }, { mean: [1], covariance }];
 * assertEquals(responsibilities({ weights: [0.5, 0.5], components }, [0]), [0.5, 0.5]);
 * ```
 */
export function responsibilities(mixture: Mixture, x: Vector): number[] {
  const action = "evaluate responsibilities";
  requireMixture(action, "mixture", mixture);
  requireVector(action, "x", x, mixture.components[0]!.mean.length);
  return softmax(logJoint(mixture.weights, factorsOf(mixture), x));
}

/**
 * log p(xₙ) of every point, nats; the covariances are factorized once.
 *
 * @param mixture over `[D]`
 * @param points `[N][D]`
 * @returns `[N]`
 * @throws as {@link mixtureLogDensity}
 * @example
 * ```ts
 * import { mixtureLogDensities } from "lib/prob";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const part = { mean: [0], covariance: { kind: "spherical", variance: 1 } } as const;
 * const values = mixtureLogDensities({ weights: [1], components: [part] }, [[0], [1]]);
 * assertAlmostEquals(values[0]! - values[1]!, 0.5, 1e-15);
 * ```
 */
export function mixtureLogDensities(mixture: Mixture, points: readonly Vector[]): Float64Array {
  const action = "evaluate mixtureLogDensities";
  requireMixture(action, "mixture", mixture);
  requirePoints(action, points, mixture.components[0]!.mean.length);
  const factors = factorsOf(mixture);
  return Float64Array.from(points, (x) => logSumExp(logJoint(mixture.weights, factors, x)));
}

/**
 * Σₙ log p(xₙ), the log-likelihood of independent points, in nats (summed, not averaged).
 *
 * @param mixture over `[D]`
 * @param points `[N][D]`, N ≥ 1
 * @throws as {@link mixtureLogDensity}
 * @example
 * ```ts
 * import { mixtureLogLikelihood } from "lib/prob";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const part = { mean: [0], covariance: { kind: "spherical", variance: 1 } } as const;
 * const total = mixtureLogLikelihood({ weights: [1], components: [part] }, [[0], [0]]);
 * assertAlmostEquals(total, -Math.log(2 * Math.PI), 1e-15);
 * ```
 */
export function mixtureLogLikelihood(mixture: Mixture, points: readonly Vector[]): number {
  return mixtureLogDensities(mixture, points).reduce((sum, value) => sum + value, 0);
}

/**
 * Ancestral sampling: first the part k ~ weights, then x ~ N(μₖ, Σₖ).
 *
 * @param key used up by this draw
 * @returns points `[count][D]` and the parts' numbers `[count]`
 * @throws as {@link mixtureLogDensity}
 * @example
 * ```ts
 * import { key } from "lib/math";
 * import { sampleMixture } from "lib/prob";
 * import { assertEquals } from "@std/assert";
 *
 * const covariance = { kind: "spherical", variance: 1e-40 } as const;
 * const components = [{ mean: [-1], covariance }, { mean: [1], covariance }];
 * const { points, labels } = sampleMixture(key(0), { weights: [0.5, 0.5], components }, 4);
 * assertEquals(points, Array.from(labels, (k) => [2 * k - 1]));
 * ```
 */
export function sampleMixture(
  key: Key,
  mixture: Mixture,
  count: number,
): { readonly points: number[][]; readonly labels: Int32Array } {
  requireMixture("draw from a mixture", "mixture", mixture);
  requireInteger("draw from a mixture", "count", count, 0);
  const factors = factorsOf(mixture);
  const size = mixture.components[0]!.mean.length;
  const labels = categorical(fold(key, "labels"), mixture.weights, count);
  const noise = normal(fold(key, "noise"), count * size);
  const points = Array.from(
    labels,
    (k, i) => colour(factors[k]!, noise.subarray(i * size, (i + 1) * size)),
  );
  return { points, labels };
}
