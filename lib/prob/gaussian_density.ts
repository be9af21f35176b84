/** Log density, entropy, divergence and draws of a Gaussian. */
import {
  door,
  type Key,
  keyShape,
  MOST_ENTRIES,
  normal,
  type Vector,
  vector,
  whole,
} from "../math/mod.ts";
import { colour, columnOf, factorize, logDensityAt, logVolume, whiten } from "./factor.ts";
import { type Gaussian, gaussianShape } from "./gaussian.ts";

const gaussian = gaussianShape("D");
const checkDensity = door("evaluate gaussianLogDensity", { gaussian, x: vector("D") });
const checkEntropy = door("evaluate gaussianEntropy", { gaussian });
const checkKl = door("evaluate gaussianKl", { q: gaussian, p: gaussian });
const checkSample = door("draw from a Gaussian", {
  key: keyShape,
  gaussian,
  count: whole(0, MOST_ENTRIES),
});

/**
 * log N(x; μ, Σ) in nats: −½ (D log 2π + log|Σ| + (x−μ)ᵀ Σ⁻¹ (x−μ)), by the Cholesky factor.
 *
 * @param gaussian over `[D]`
 * @param x `[D]`
 * @returns −∞ where it is below the range of numbers
 * @throws {ShapeError} when sizes differ, {NotPositiveDefiniteError} for a full covariance that is
 *   none, {RangeError} for other wrong values
 * @example
 * ```ts
 * import { gaussianLogDensity } from "lib/prob";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const gaussian = { mean: [0, 0], covariance: { kind: "spherical", variance: 1 } } as const;
 * assertAlmostEquals(gaussianLogDensity(gaussian, [0, 0]), -Math.log(2 * Math.PI), 1e-15);
 * ```
 */
export function gaussianLogDensity(gaussian: Gaussian, x: Vector): number {
  checkDensity({ gaussian, x });
  return logDensityAt(factorize(gaussian, "gaussian"), x);
}

/**
 * H[N(μ, Σ)] = ½ log((2πe)^D |Σ|) in nats; exact. Note |Σ|, the determinant of *variances*: with
 * standard deviations σ it is D/2 log(2πe) + Σ log σ.
 *
 * @throws as {@link gaussianLogDensity}
 * @example
 * ```ts
 * import { gaussianEntropy } from "lib/prob";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const half = { mean: [0], covariance: { kind: "spherical", variance: 0.25 } } as const;
 * assertAlmostEquals(gaussianEntropy(half), 0.7257913526, 1e-9); // standard deviation ½
 * ```
 */
export function gaussianEntropy(gaussian: Gaussian): number {
  checkEntropy({ gaussian });
  const volume = logVolume(factorize(gaussian, "gaussian"));
  return 0.5 * gaussian.mean.length * (1 + Math.log(2 * Math.PI)) + volume;
}

/**
 * KL(q ‖ p) of two Gaussians in nats; exact:
 * ½ (log|Σₚ|/|Σ_q| − D + tr(Σₚ⁻¹ Σ_q) + (μ_q−μₚ)ᵀ Σₚ⁻¹ (μ_q−μₚ)).
 * Evaluated from M = Lₚ⁻¹ L_q as ½ (Σᵢ (Mᵢᵢ² − 1 − log Mᵢᵢ²) + Σ_{i>j} Mᵢⱼ² + |Lₚ⁻¹ Δμ|²), whose
 * terms are each at least 0, so that close Gaussians do not get a negative divergence by rounding.
 *
 * @param q over `[D]`
 * @param p over `[D]`
 * @returns +∞ where it is above the range of numbers
 * @throws as {@link gaussianLogDensity}
 * @example
 * ```ts
 * import { gaussianKl } from "lib/prob";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const unit = { kind: "spherical", variance: 1 } as const;
 * const kl = gaussianKl({ mean: [1, 1], covariance: unit }, { mean: [0, 0], covariance: unit });
 * assertAlmostEquals(kl, 1, 1e-15);
 * ```
 */
export function gaussianKl(q: Gaussian, p: Gaussian): number {
  checkKl({ q, p });
  const qFactor = factorize(q, "q"), pFactor = factorize(p, "p");
  const shift = whiten(pFactor, q.mean.map((mean, i) => mean - p.mean[i]!));
  let twice = shift.reduce((sum, s) => sum + s * s, 0);
  for (let j = 0; j < shift.length; j++) {
    const column = columnOf(qFactor, j);
    whiten(pFactor, column).forEach((m, i) => {
      twice += i === j ? m * m - 1 - 2 * Math.log(m) : m * m;
    });
  }
  return twice / 2;
}

/**
 * Independent draws μ + L ε with Σ = L Lᵀ and ε standard normal.
 *
 * @param key used up by this draw
 * @param gaussian over `[D]`
 * @returns `[count][D]`
 * @throws as {@link gaussianLogDensity}
 * @example
 * ```ts
 * import { key } from "lib/math";
 * import { sampleGaussian } from "lib/prob";
 * import { assertEquals } from "@std/assert";
 *
 * const gaussian = { mean: [5, -5], covariance: { kind: "spherical", variance: 1e-40 } } as const;
 * assertEquals(sampleGaussian(key(0), gaussian, 2), [[5, -5], [5, -5]]);
 * ```
 */
export function sampleGaussian(key: Key, gaussian: Gaussian, count: number): number[][] {
  checkSample({ key, gaussian, count });
  const factor = factorize(gaussian, "gaussian");
  const size = gaussian.mean.length;
  const noise = normal(key, count * size);
  return Array.from(
    { length: count },
    (_, i) => colour(factor, noise.subarray(i * size, (i + 1) * size)),
  );
}
