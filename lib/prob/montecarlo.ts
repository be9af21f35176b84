/** Monte Carlo estimates of what has no closed form elsewhere; here the closed form checks them. */
import {
  door,
  type Estimate,
  type Key,
  keyShape,
  meanWithError,
  MOST_ENTRIES,
  type Vector,
  whole,
} from "../math/mod.ts";
import { factorize, logDensityAt } from "./factor.ts";
import { type Gaussian, gaussianShape } from "./gaussian.ts";
import { sampleGaussian } from "./gaussian_density.ts";

const gaussian = gaussianShape("D");
const DRAWS = { key: keyShape, count: whole(2, MOST_ENTRIES) };
const checkKl = door("estimate a KL divergence", { ...DRAWS, q: gaussian, p: gaussian });
const checkEntropy = door("estimate an entropy", { ...DRAWS, gaussian });

/**
 * KL(q ‖ p) ≈ mean of log q(z) − log p(z) over z ~ q, in nats; unbiased, error s/√count. A single
 * estimate may be negative although the divergence is not.
 *
 * @param key used up by this draw
 * @param q over `[D]`
 * @param p over `[D]`
 * @param count how many draws, at least 2
 * @throws {ShapeError} when sizes differ, {RangeError} for a count below 2 or no covariance
 * @example
 * ```ts
 * import { key } from "lib/math";
 * import { gaussianKl, klMonteCarlo } from "lib/prob";
 * import { assert } from "@std/assert";
 *
 * const q = { mean: [1], covariance: { kind: "spherical", variance: 1 } } as const;
 * const p = { mean: [0], covariance: { kind: "spherical", variance: 2 } } as const;
 * const { mean, standardError } = klMonteCarlo(key(1), q, p, 10_000);
 * assert(Math.abs(mean - gaussianKl(q, p)) < 5 * standardError);
 * ```
 */
export function klMonteCarlo(key: Key, q: Gaussian, p: Gaussian, count: number): Estimate {
  checkKl({ key, q, p, count });
  const qFactor = factorize(q, "q"), pFactor = factorize(p, "p");
  return average(key, q, count, (z) => logDensityAt(qFactor, z) - logDensityAt(pFactor, z));
}

/**
 * H[g] ≈ mean of −log g(z) over z ~ g, in nats; unbiased, error s/√count.
 *
 * @param key used up by this draw
 * @param gaussian over `[D]`
 * @param count how many draws, at least 2
 * @throws as {@link klMonteCarlo}
 * @example
 * ```ts
 * import { key } from "lib/math";
 * import { entropyMonteCarlo, gaussianEntropy } from "lib/prob";
 * import { assert } from "@std/assert";
 *
 * const gaussian = { mean: [1], covariance: { kind: "spherical", variance: 3 } } as const;
 * const { mean, standardError } = entropyMonteCarlo(key(2), gaussian, 10_000);
 * assert(Math.abs(mean - gaussianEntropy(gaussian)) < 5 * standardError);
 * ```
 */
export function entropyMonteCarlo(key: Key, gaussian: Gaussian, count: number): Estimate {
  checkEntropy({ key, gaussian, count });
  const factor = factorize(gaussian, "gaussian");
  return average(key, gaussian, count, (z) => -logDensityAt(factor, z));
}

function average(
  key: Key,
  gaussian: Gaussian,
  count: number,
  value: (z: Vector) => number,
): Estimate {
  return meanWithError(Float64Array.from(sampleGaussian(key, gaussian, count), value));
}
