/** A normal number squashed by tanh, in float64: what `squashedGaussian` of `lib/prob/tensor` is tested against. */
import { finite, type Key, normal, positive, record, refusal, requireNumber } from "../math/mod.ts";

/** tanh u with u ~ N(mean, standardDeviation²); lies in (−1, 1). */
export interface SquashedNormal {
  /** μ, of u. */
  readonly mean: number;
  /** σ, of u. */
  readonly standardDeviation: number;
}

/**
 * log p(a) in nats, with u = artanh a: log N(u; μ, σ²) − log(1 − a²). Exact to rounding.
 * Haarnoja et al. 2018b, appendix C, equation 26.
 *
 * @param action inside (−1, 1); at ±1 no density is finite
 * @throws {RangeError|TypeError} naming the number that is none
 * @example
 * ```ts
 * import { squashedNormalLogDensity } from "lib/prob";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const middle = squashedNormalLogDensity(0, { mean: 0, standardDeviation: 1 });
 * assertAlmostEquals(middle, -0.5 * Math.log(2 * Math.PI), 1e-15);
 * ```
 */
export function squashedNormalLogDensity(action: number, policy: SquashedNormal): number {
  const doing = "evaluate squashedNormalLogDensity";
  const { mean, standardDeviation } = requireSquashedNormal(doing, policy);
  requireNumber(doing, "action", action);
  if (!(Math.abs(action) < 1)) {
    throw new RangeError(refusal(doing, "action", action, "a number inside (-1, 1)"));
  }
  const z = (Math.atanh(action) - mean) / standardDeviation;
  const logSlope = Math.log1p(-action) + Math.log1p(action);
  return -0.5 * z * z - Math.log(standardDeviation) - 0.5 * Math.log(2 * Math.PI) - logSlope;
}

/**
 * Draws of tanh(μ + σ ε).
 *
 * @param key used up by these draws
 * @returns `[count]`; far out tanh rounds to ±1
 * @throws {RangeError|TypeError} naming the number that is none
 */
export function sampleSquashedNormal(
  key: Key,
  policy: SquashedNormal,
  count: number,
): Float64Array {
  const { mean, standardDeviation } = requireSquashedNormal("draw from a squashed normal", policy);
  return Float64Array.from(normal(key, count), (e) => Math.tanh(mean + standardDeviation * e));
}

const POLICY = record({ mean: finite, standardDeviation: positive });

function requireSquashedNormal(doing: string, policy: SquashedNormal): SquashedNormal {
  return POLICY.check(doing, "policy", policy);
}
