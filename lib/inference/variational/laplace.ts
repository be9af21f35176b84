/** Laplace's approximation: a Gaussian at the top, as wide as the top is round. */
import {
  callable,
  door,
  finite,
  type Given,
  inverse,
  logDeterminant,
  matrix,
  matVec,
  positive,
  record,
  type Resolved,
  setting,
  settings,
  type Shape,
  type Vector,
  vector,
  whole,
} from "../../math/mod.ts";
import type { Gaussian } from "../../prob/mod.ts";
import { symmetricPart } from "./symmetric_part.ts";
import type { LogTarget } from "./target.ts";

const DOING = "make Laplace's approximation";
const TARGET: Shape<LogTarget> = record({
  dimension: whole(1),
  logDensity: callable("a function of z"),
  gradient: callable("a function of z"),
  curvature: callable("a function of z"),
}) as Shape<LogTarget>;
const checkTarget = door(DOING, { target: TARGET, start: vector() });
const OPTIONS = settings({
  /** Stop when a full Newton step promises to gain less, in nats. */
  tolerance: setting(positive, 1e-12),
  /** Stop after so many steps. */
  maxIterations: setting(whole(1), 100),
});

/** A Gaussian where the density has its top. */
export interface LaplaceFit {
  /** N(top, curvature there⁻¹). */
  readonly q: Gaussian;
  /** log ∫ p of the parabola at the top: log p(top) + ½ log|2π curvature⁻¹|, nats. */
  readonly logEvidence: number;
  readonly iterations: number;
  /** False when maxIterations ended it. A density that rises for ever but ever less has no top, and
   * looks converged once the gains vanish: q is then absurdly wide. */
  readonly converged: boolean;
}

/**
 * The Gaussian with the density's top as mean and the inverse of its curvature there as covariance,
 * found by Newton's method with halved steps and a whole one at the end. Exact for a Gaussian; elsewhere it knows nothing of
 * the density but one point. MacKay 2003, chapter 27; Bishop 2006, section 4.4.
 *
 * @param target log-concave between start and top
 * @param start `[D]`
 * @param options tolerance (1e-12), maxIterations (100)
 * @throws {NotPositiveDefiniteError} where the density does not bend down in every direction,
 *   {ShapeError|RangeError|TypeError} for bad input
 * @example
 * ```ts
 * import { laplace, logisticTarget } from "lib/inference";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const coin = logisticTarget({ inputs: [[1]], successes: [3], trials: [4] });
 * assertAlmostEquals(laplace(coin, [0]).q.mean[0]!, Math.log(3), 1e-9); // log odds of ¾
 * ```
 */
export function laplace(
  target: LogTarget,
  start: Vector,
  options?: Given<typeof OPTIONS>,
): LaplaceFit {
  const config = OPTIONS.read(DOING, options);
  checkTarget({ target, start });
  const place = vector(target.dimension);
  place.check(DOING, "start", start);
  place.check(DOING, "target.gradient(start)", target.gradient(start));
  const square = matrix(target.dimension, target.dimension);
  square.check(DOING, "target.curvature(start)", target.curvature(start));
  return fitFrom(target, start, config);
}

function fitFrom(target: LogTarget, start: Vector, config: Resolved<typeof OPTIONS>): LaplaceFit {
  const { place, iterations, converged } = climb(target, start, config);
  const curvature = symmetricPart(target.curvature(place));
  const logEvidence = target.logDensity(place) +
    0.5 * (place.length * Math.log(2 * Math.PI) - logDeterminant(curvature));
  const spread = symmetricPart(inverse(curvature));
  const q: Gaussian = { mean: place, covariance: { kind: "full", matrix: spread } };
  return { q, logEvidence, iterations, converged };
}

function climb(
  target: LogTarget,
  start: Vector,
  { tolerance, maxIterations }: Resolved<typeof OPTIONS>,
) {
  let place = Array.from(start);
  let height = finite.check(DOING, "log p at start", target.logDensity(place));
  for (let iterations = 1; iterations <= maxIterations; iterations++) {
    const gradient = target.gradient(place);
    const curvature = symmetricPart(target.curvature(place));
    logDeterminant(curvature); // refuses what does not bend down
    const step = matVec(inverse(curvature), gradient);
    const promised = 0.5 * step.reduce((sum, each, d) => sum + each * gradient[d]!, 0);
    if (promised <= tolerance) { // so near that the last step is as good as exact
      return { place: place.map((each, d) => each + step[d]!), iterations, converged: true };
    }
    const from = place, floor = height;
    let share = 1;
    do {
      place = from.map((each, d) => each + share * step[d]!);
      height = target.logDensity(place);
      share /= 2;
    } while (!(height >= floor) && share > 1e-12);
  }
  return { place, iterations: maxIterations, converged: false };
}
