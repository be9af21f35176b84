/** Adaptive integration of a function of one variable, with an error bound. */
import { refusal } from "./errors.ts";
import { gaussKronrod, type Piece } from "./kronrod.ts";
import { atLeast, callable, extended, whole } from "./shapes/scalars.ts";
import { setting, settings } from "./shapes/settings.ts";
import { door } from "./shapes/shape.ts";

/** What {@link integrate} found. */
export interface Integral {
  readonly value: number;
  /** An estimate of |value − exact|, nearly always too large; rounding is included. */
  readonly errorBound: number;
  readonly evaluations: number;
}

/** Options of {@link integrate}; the error may be as large as the larger of the two tolerances. */
export interface IntegrateOptions {
  readonly absoluteTolerance?: number;
  readonly relativeTolerance?: number;
  readonly maxEvaluations?: number;
}

const GOAL = settings({
  absoluteTolerance: setting(atLeast(0), 0),
  relativeTolerance: setting(atLeast(0), 1e-10),
  maxEvaluations: setting(whole(30), 30_000),
});
const checkIntegrate = door("integrate", { f: callable(), low: extended, high: extended });

/** The tolerance was not reached; carries the best value found. */
export class IntegrationError extends RangeError {
  override readonly name = "IntegrationError";
  readonly integral: Integral;

  constructor(integral: Integral, tolerance: number) {
    const got = `${integral.errorBound} after ${integral.evaluations} evaluations`;
    const remedy = "split the range at a jump or a peak, allow more error, or raise maxEvaluations";
    super(
      `Cannot integrate: the error bound is ${got}, expected at most ${tolerance} (${remedy})`,
    );
    this.integral = integral;
  }
}

/** No rule can beat the rounding of its own sum: accept this much relative to ∫|f|. */
const ROUNDING = 100 * Number.EPSILON;

/**
 * ∫ f(x) dx from low to high, by adaptive Gauss–Kronrod quadrature (7 and 15 points): the piece
 * with the largest error bound is halved until the sum of the bounds is within tolerance.
 * Piessens et al. 1983, QUADPACK, algorithms QAG and (for infinite limits) QAGI.
 *
 * A rule sees f at points only: a peak much narrower than the range can be missed without a
 * warning, if no point ever lay on it. Put it in the middle of a range of its own width.
 *
 * @param f finite inside the range (a singularity at an end is never touched)
 * @param low a number or −∞
 * @param high a number or +∞, at least low
 * @param options absoluteTolerance (0), relativeTolerance (1e-10), maxEvaluations (30,000)
 * @throws {NonFiniteError} when f is not finite somewhere, naming the place,
 *   {IntegrationError} when the tolerance is not reached
 * @example
 * ```ts
 * import { integrate } from "lib/math";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const bell = integrate((x) => Math.exp(-x * x / 2), -Infinity, Infinity);
 * assertAlmostEquals(bell.value, Math.sqrt(2 * Math.PI), 1e-12);
 * ```
 */
export function integrate(
  f: (x: number) => number,
  low: number,
  high: number,
  options: IntegrateOptions = {},
): Integral {
  checkIntegrate({ f, low, high });
  const goal = GOAL.read("integrate", options);
  if (!(low <= high) || low === Infinity || high === -Infinity) {
    throw new RangeError(refusal("integrate", "[low, high]", [low, high], "low ≤ high, no NaN"));
  }
  if (low === high) return { value: 0, errorBound: 0, evaluations: 0 };
  const { g, ends } = onFiniteRange(f, low, high);
  const pieces = ends.slice(1).map((end, i) => gaussKronrod(g, ends[i]!, end));
  for (let evaluations = 15 * pieces.length;; evaluations += 30) {
    const value = total(pieces, "value");
    const integral = { value, errorBound: total(pieces, "errorBound"), evaluations };
    const tolerance = Math.max(
      goal.absoluteTolerance,
      goal.relativeTolerance * Math.abs(value),
      ROUNDING * total(pieces, "magnitude"),
    );
    if (integral.errorBound <= tolerance) return integral;
    if (evaluations + 30 > goal.maxEvaluations || !halveWorst(pieces, g)) {
      throw new IntegrationError(integral, tolerance);
    }
  }
}

/** Halves the piece with the largest bound; false when it is too narrow to have a middle. */
function halveWorst(pieces: Piece[], g: (t: number) => number): boolean {
  const worst = pieces.reduce((a, b) => (b.errorBound > a.errorBound ? b : a));
  const middle = (worst.low + worst.high) / 2;
  if (middle <= worst.low || middle >= worst.high) return false;
  pieces[pieces.indexOf(worst)] = halfOf(worst, gaussKronrod(g, worst.low, middle));
  pieces.push(halfOf(worst, gaussKronrod(g, middle, worst.high)));
  return true;
}

/** Beside its peak a piece that is resolved does not fall that low between two points. */
const LOST = 1e-3;

/**
 * A half that sees next to nothing where the whole saw its peak has not resolved it: it keeps half
 * of the whole's bound, so that it is halved on until the peak is seen again or too narrow to count.
 */
function halfOf({ peak, height, errorBound }: Piece, half: Piece): Piece {
  const isLost = half.low <= peak && peak <= half.high && half.height < LOST * height;
  if (!isLost) return half;
  return { ...half, peak, height, errorBound: Math.max(half.errorBound, errorBound / 2) };
}

function total(pieces: readonly Piece[], part: "value" | "errorBound" | "magnitude"): number {
  return pieces.reduce((sum, piece) => sum + piece[part], 0);
}

/** The integrand in a variable t of finite range: x = ±t/(1 − |t|) from the finite end, or from 0. */
function onFiniteRange(
  f: (x: number) => number,
  low: number,
  high: number,
): { readonly g: (t: number) => number; readonly ends: readonly number[] } {
  if (Number.isFinite(low) && Number.isFinite(high)) return { g: f, ends: [low, high] };
  const origin = Number.isFinite(low) ? low : Number.isFinite(high) ? high : 0;
  const g = (t: number) => {
    const room = 1 - Math.abs(t);
    return f(origin + t / room) / (room * room);
  };
  if (Number.isFinite(low)) return { g, ends: [0, 1] };
  return { g, ends: Number.isFinite(high) ? [-1, 0] : [-1, 0, 1] };
}
