/** The reparameterized gradient of an expectation under a Gaussian guess. */
import { door, finite, type Vector, vector } from "../../math/mod.ts";

const DOING = "evaluate reparameterizedSlope";
const checkSlope = door(DOING, {
  logStd: vector("K"),
  noise: vector("K"),
  slope: vector("K"),
});

/**
 * ∇ r(μ + σ ⊙ ε) in (μ, log σ) from one draw: (r′(z), r′(z) ⊙ σ ⊙ ε), with r′ = ∂r/∂z at
 * z = μ + σ ⊙ ε. Unbiased for ∇E_q[r] when r is differentiable (a kink does no harm, a step does).
 * Kingma & Welling 2013; Rezende, Mohamed & Wierstra 2014.
 *
 * @param logStd log σ, `[K]`
 * @param noise ε, standard normal, `[K]`
 * @param slope ∂r/∂z at the draw, `[K]`
 * @returns `[2 K]`: first those in μ, then those in log σ
 * @throws {ShapeError|NonFiniteError|TypeError} for bad input
 * @example
 * ```ts
 * import { reparameterizedSlope } from "lib/inference";
 * import { assertEquals } from "@std/assert";
 *
 * // r = z² at μ = 1, σ = 1, ε = 2: z = 3, r′ = 6
 * assertEquals(reparameterizedSlope([0], [2], [6]), [6, 12]);
 * ```
 */
export function reparameterizedSlope(logStd: Vector, noise: Vector, slope: Vector): number[] {
  checkSlope({ logStd, noise, slope });
  const inLogStd = Array.from(slope, (each, k) => each * Math.exp(logStd[k]!) * noise[k]!);
  return [...slope, ...inLogStd.map((each) => finite.check(DOING, "a slope in log σ", each))];
}
