/** Quantiles of Student's t distribution. */
import { refusal } from "./errors.ts";
import { normalQuantile } from "./normal_quantile.ts";
import { extendedWith, openUnit } from "./shapes/scalars.ts";
import { door } from "./shapes/shape.ts";
import { logCentralStudent, logStudentPeak, logStudentSlope, logUpperStudent } from "./student.ts";

/** Beyond this many degrees of freedom an expansion in 1/df is exact to rounding. */
const NEARLY_NORMAL = 1e6;

const checkQuantile = door("find a t quantile", {
  p: openUnit,
  df: extendedWith("a number above 0", (value) => value > 0),
});

/**
 * t with P(T ≤ t) = p for Student's t with `df` degrees of freedom; relative error below 1e-13.
 * Newton's method on log probability against log t, where the curve is concave, so that it
 * converges from every start.
 *
 * @param p in (0, 1)
 * @param df above 0; +∞ gives the normal quantile
 * @throws {RangeError} when p or df is outside
 * @example
 * ```ts
 * import { tQuantile } from "lib/math";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(tQuantile(0.975, 4), 2.7764451051977987, 1e-12);
 * ```
 */
export function tQuantile(p: number, df: number): number {
  checkQuantile({ p, df });
  if (p === 0.5) return 0;
  if (df > NEARLY_NORMAL) return nearlyNormal(normalQuantile(p), df);
  // p − ½ is exact in the middle, min(p, 1−p) in the tails: solve for the one that is.
  const size = Math.abs(p - 0.5) < 0.25
    ? solveCentral(Math.abs(p - 0.5), df)
    : solveUpper(Math.min(p, 1 - p), df);
  return Math.sign(p - 0.5) * size;
}

/** t with P(0 < T < t) = target; the start, target over the peak density, lies left of it. */
function solveCentral(target: number, df: number): number {
  return newton(Math.log(target) - logStudentPeak(df), target, df, 1, logCentralStudent);
}

/** t with P(T > t) = target; the start, the normal quantile, lies left of it. */
function solveUpper(target: number, df: number): number {
  return newton(Math.log(-normalQuantile(target)), target, df, -1, logUpperStudent);
}

/** Newton's steps on u = log t for logProbability(t) = log target. */
function newton(
  start: number,
  target: number,
  df: number,
  direction: 1 | -1,
  logProbability: (t: number, df: number) => number,
): number {
  let u = start;
  for (let i = 0; i < 200 && u < 350; i++) { // t² must not overflow
    const t = Math.exp(u);
    const reached = logProbability(t, df);
    const slope = direction * Math.exp(logStudentSlope(t, df) - reached);
    const step = (Math.log(target) - reached) / slope;
    u += step;
    if (Math.abs(step) < 1e-10) return Math.exp(u); // quadratic: the next would be 1e-20
  }
  const wish = "one whose quantile is below 1e154";
  throw new RangeError(refusal("find a t quantile", "the tail probability", target, wish));
}

/** Fisher & Cornish's expansion of the t quantile about the normal one (Abramowitz & Stegun 26.7.5). */
function nearlyNormal(z: number, df: number): number {
  const z2 = z * z;
  const first = (z2 + 1) / 4;
  const second = ((5 * z2 + 16) * z2 + 3) / 96;
  const third = (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384;
  return z * (1 + (first + (second + third / df) / df) / df);
}
