/**
 * The outline of a two-dimensional Gaussian at `radius` standard deviations: μ + r·L·(cos t, sin t)
 * where L Lᵀ = Σ, closed, in order. Draw it with {@link line}.
 *
 * @param mean `[2]`
 * @param covariance `[2][2]`, positive definite
 * @param radius in standard deviations; 2 holds 86 % of the mass
 * @throws {RangeError} when the covariance is not positive definite
 *
 * @example
 * ```ts
 * import { ellipse } from "lib/viz";
 * import { assertAlmostEquals } from "@std/assert";
 * const circle = ellipse([0, 0], [[1, 0], [0, 1]], 2);
 * assertAlmostEquals(Math.hypot(circle.x[7]!, circle.y[7]!), 2);
 * ```
 */
export function ellipse(
  mean: readonly number[],
  covariance: readonly (readonly number[])[],
  radius = 2,
): { readonly x: readonly number[]; readonly y: readonly number[] } {
  const [m0 = NaN, m1 = NaN] = mean;
  const [[a = NaN] = [], [b = NaN, c = NaN] = []] = covariance;
  const l00 = Math.sqrt(a);
  const l10 = b / l00;
  const l11 = Math.sqrt(c - l10 * l10);
  if (!(l00 > 0) || !(l11 > 0) || Number.isNaN(m0 + m1)) {
    throw new RangeError(
      `Cannot draw an ellipse: mean is [${mean}] and covariance [[${covariance.join("], [")}]], ` +
        "expected two numbers and a positive definite 2×2 matrix",
    );
  }
  const angles = Array.from({ length: 61 }, (_, i) => (2 * Math.PI * i) / 60);
  return {
    x: angles.map((t) => m0 + radius * l00 * Math.cos(t)),
    y: angles.map((t) => m1 + radius * (l10 * Math.cos(t) + l11 * Math.sin(t))),
  };
}
