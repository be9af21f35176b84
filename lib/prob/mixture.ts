/** Mixtures of Gaussians: simple parts, complicated sum. */
import {
  categorical,
  door,
  fold,
  type Key,
  keyShape,
  list,
  logSumExp,
  matrix,
  MOST_ENTRIES,
  normal,
  probabilities,
  record,
  type Shape,
  softmax,
  type Vector,
  vector,
  whole,
} from "../math/mod.ts";
import { colour, type Factor, factorize, logDensityAt } from "./factor.ts";
import { type Gaussian, gaussianShape } from "./gaussian.ts";

/** p(x) = Σₖ weights[k] · components[k](x); all components over the same `[D]`. */
export interface Mixture {
  readonly weights: Vector;
  readonly components: readonly Gaussian[];
}

/** A mixture with one weight a component and components of one dimension: K, D to a door. */
export const mixtureShape: Shape<Mixture> = record(
  { components: list(gaussianShape("D"), "K"), weights: probabilities("K") },
  "a Mixture { weights, components }",
) as Shape<Mixture>;

/** Refuses anything but a {@link mixtureShape}. */
export function requireMixture(doing: string, argument: string, value: unknown): void {
  mixtureShape.check(doing, argument, value);
}

const AT = { mixture: mixtureShape, x: vector("D") };
const checkDensity = door("evaluate mixtureLogDensity", AT);
const checkResponsibilities = door("evaluate responsibilities", AT);
const checkDensities = door("evaluate mixtureLogDensities", {
  mixture: mixtureShape,
  points: matrix("N", "D"),
});
const checkSample = door("draw from a mixture", {
  key: keyShape,
  mixture: mixtureShape,
  count: whole(0, MOST_ENTRIES),
});

/** log wₖ N(x; k) for each k. */
function logJoint(weights: Vector, factors: readonly Factor[], x: Vector): number[] {
  return factors.map((factor, k) => Math.log(weights[k]!) + logDensityAt(factor, x));
}

function factorsOf(mixture: Mixture): readonly Factor[] {
  return mixture.components.map((part, k) => factorize(part, `mixture.components[${k}]`));
}

/**
 * log p(x) = log Σₖ wₖ N(x; μₖ, Σₖ) in nats, by log-sum-exp; −∞ where it is below the range
 * of numbers.
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
  checkDensity({ mixture, x });
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
  checkResponsibilities({ mixture, x });
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
  checkDensities({ mixture, points });
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
  checkSample({ key, mixture, count });
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
