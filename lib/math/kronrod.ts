/** One Gauss–Kronrod rule on one interval: the piece that adaptive integration is made of. */
import { NonFiniteError } from "./errors.ts";

/** An interval with its share of the integral. */
export interface Piece {
  readonly low: number;
  readonly high: number;
  readonly value: number;
  readonly errorBound: number;
  /** ∫|f| over the piece, the scale of its rounding errors. */
  readonly magnitude: number;
  /** Where |f| was largest among the points. */
  readonly peak: number;
  /** |f| there. */
  readonly height: number;
}

// Nodes on [−1, 1] from the outside in, the last in the middle; every second one belongs to the
// 7-point Gauss rule. Zeros of the Legendre and Stieltjes polynomials, equal to QUADPACK's dqk15.
const NODES = [
  0.9914553711208126,
  0.9491079123427585,
  0.8648644233597691,
  0.7415311855993945,
  0.5860872354676911,
  0.4058451513773972,
  0.20778495500789848,
  0,
];
const KRONROD = [
  0.022935322010529224,
  0.06309209262997856,
  0.10479001032225018,
  0.14065325971552592,
  0.1690047266392679,
  0.19035057806478542,
  0.20443294007529889,
  0.20948214108472782,
];
const GAUSS = [0.1294849661688697, 0.27970539148927664, 0.3818300505051189, 0.4179591836734694];

/** The 15-point value over [low, high], its error bound from the 7 points inside, and ∫|f|. */
export function gaussKronrod(f: (x: number) => number, low: number, high: number): Piece {
  const center = (low + high) / 2, half = (high - low) / 2;
  const left = NODES.map((node) => at(f, center - half * node));
  const right = NODES.map((node, i) => (i === 7 ? 0 : at(f, center + half * node)));
  const sum = (weights: readonly number[], g: (value: number) => number, step: number) =>
    weights.reduce((total, weight, w) => {
      const i = step * (w + 1) - 1; // step 1: all nodes, step 2: those of the Gauss rule
      return total + weight * (g(left[i]!) + (i === 7 ? 0 : g(right[i]!)));
    }, 0);
  const kronrod = sum(KRONROD, (value) => value, 1);
  const gauss = sum(GAUSS, (value) => value, 2);
  const magnitude = sum(KRONROD, Math.abs, 1);
  const spread = sum(KRONROD, (value) => Math.abs(value - kronrod / 2), 1);
  const top = peakOf(center, half, [left, right]);
  return {
    low,
    high,
    value: half * kronrod,
    errorBound: bound(half * Math.abs(kronrod - gauss), half * spread, half * magnitude),
    magnitude: half * magnitude,
    peak: top.peak,
    height: top.height,
  };
}

function peakOf(center: number, half: number, [left, right]: readonly (readonly number[])[]) {
  let [peak, height] = [center, 0];
  for (let i = 0; i < NODES.length; i++) {
    const [before, after] = [Math.abs(left![i]!), Math.abs(right![i]!)];
    if (Math.max(before, after) <= height) continue;
    peak = center + half * (before < after ? NODES[i]! : -NODES[i]!);
    height = Math.max(before, after);
  }
  return { peak, height };
}

/** QUADPACK's bound: |K − G| is the error of the poorer rule; its power 3/2 describes the better. */
function bound(difference: number, spread: number, magnitude: number): number {
  const scaled = spread > 0 && difference > 0
    ? spread * Math.min(1, (200 * difference / spread) ** 1.5)
    : difference;
  return Math.max(scaled, 50 * Number.EPSILON * magnitude);
}

function at(f: (x: number) => number, x: number): number {
  const value = f(x);
  if (!Number.isFinite(value)) {
    throw new NonFiniteError("integrate", `the integrand at ${x}`, value);
  }
  return value;
}
