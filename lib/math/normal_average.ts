/** The average of a smooth function under a normal distribution, by equal steps. */
import { between, callable, finite, positive } from "./shapes/scalars.ts";
import { setting, settings } from "./shapes/settings.ts";
import { door } from "./shapes/shape.ts";

const DOING = "average under a normal";
const checkAverage = door(DOING, {
  f: callable("a function of x"),
  mean: finite,
  standardDeviation: positive,
});
const STEPS = settings({ step: setting(between(2 ** -20, 1), 1 / 16) });

/** Beyond so many standard deviations the normal density is below 1e-18 of its peak. */
const REACH = 9.25;

/**
 * E[f(μ + σε)] with ε ~ N(0, 1), by the trapezoidal rule: h Σₖ φ(kh) f(μ + σkh), |kh| ≤ 9.25.
 * For an f that is analytic within |Im ε| < a the error is about e^(−2πa/h), so a polynomial is
 * averaged to rounding by any h up to ½, and a smooth f by a few dozen values (Trefethen & Weideman
 * 2014, theorem 5.1). It does not see what is much narrower than the step: take a smaller one there.
 *
 * @param f finite within 9.25 standard deviations of the mean
 * @param options step h in standard deviations, from 2⁻²⁰ to 1 (1/16: 297 values)
 * @throws {NonFiniteError} when f is not finite somewhere
 * @example
 * ```ts
 * import { normalAverage } from "lib/math";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(normalAverage((x) => x ** 4, 0, 2), 48, 1e-12); // 3 σ⁴
 * assertAlmostEquals(normalAverage(Math.cos, 0, 1), Math.exp(-0.5), 1e-14);
 * ```
 */
export function normalAverage(
  f: (x: number) => number,
  mean: number,
  standardDeviation: number,
  options?: { readonly step?: number },
): number {
  const { step } = STEPS.read(DOING, options);
  checkAverage({ f, mean, standardDeviation });
  let sum = 0;
  for (const { place, weight } of normalSteps(step)) {
    sum += weight * finite.check(DOING, "f(x)", f(mean + standardDeviation * place));
  }
  return sum;
}

/** The places kh and their weights h φ(kh). */
function normalSteps(
  step: number,
): readonly { readonly place: number; readonly weight: number }[] {
  const most = Math.ceil(REACH / step);
  const scale = step / Math.sqrt(2 * Math.PI);
  return Array.from({ length: 2 * most + 1 }, (_, i) => {
    const place = (i - most) * step;
    return { place, weight: scale * Math.exp(-0.5 * place * place) };
  });
}
