/** What encoders make of the Nile: bounds over the variance of a step, each at its best other one. */
import {
  chainElbo,
  filterKalman,
  type GaussianChain,
  independentChain,
  type Observations,
} from "lib/sequence";
import { inverse } from "lib/math";
import { limitedSight, localLevel } from "./level.ts";

/** The width of the level's start that the chapter takes, a variance. */
export const START = 1e7;

/** The level of the Nile with these variances. */
export const river = (move: number, look: number) => localLevel({ start: START, move, look });

/**
 * What independence costs on a local level: ½ (Σ log Λ_tt − log |Λ|), with the determinant of the
 * tridiagonal Λ by elimination.
 */
export function independencePrice(
  steps: number,
  move: number,
  look: number,
  start = START,
): number {
  let price = 0, pivot = 0;
  for (let t = 0; t < steps; t++) {
    const own = 1 / (t === 0 ? start : move) + 1 / look + (t < steps - 1 ? 1 / move : 0);
    pivot = own - (t === 0 ? 0 : 1 / (move * move * pivot));
    price += 0.5 * Math.log(own / pivot);
  }
  return price;
}

/** A bound as a function of the two variances. */
type Bound = (move: number, look: number) => number;

/** log p(x) and two bounds over some variances of a step, each at the best variance of a look. */
export function boundsOver(seen: Observations, moves: readonly number[]) {
  const exact: Bound = (move, look) => filterKalman(river(move, look), seen).logEvidence;
  const independent: Bound = (move, look) =>
    exact(move, look) - independencePrice(seen.length, move, look);
  const past: Bound = (move, look) => {
    const model = river(move, look);
    return chainElbo(model, seen, limitedSight(model, seen, 0).chain).elbo;
  };
  const over = (bound: Bound) => moves.map((move) => highest((log) => bound(move, Math.exp(log))));
  return { exact: over(exact), independent: over(independent), past: over(past) };
}

/**
 * The largest value on log look in [6, 11], by golden section: the bounds have one top there, or
 * fall all the way from the low end.
 */
function highest(f: (log: number) => number): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [6, 11];
  for (let i = 0; i < 14; i++) { // to a hundredth of log look: the top is flat
    const left = high - golden * (high - low), right = low + golden * (high - low);
    if (f(left) > f(right)) high = right;
    else low = left;
  }
  return f((low + high) / 2);
}

/** Variances of a local level of some steps, and the two tables that the best single steps need. */
function singleSteps(steps: number, start: number, move: number, look: number) {
  const at = Array.from({ length: steps }, (_, t) => t);
  const seen = at.map((t) => at.map((s) => start + move * Math.min(t, s) + (t === s ? look : 0)));
  const precision = at.map((t) =>
    at.map((s) => {
      if (Math.abs(t - s) === 1) return -1 / move;
      if (t !== s) return 0;
      return 1 / (t === 0 ? start : move) + 1 / look + (t < steps - 1 ? 1 / move : 0);
    })
  );
  const whole = inverse(precision.map((row, t) => row.map((each, s) => each * seen[t]![s]!)));
  const shares = whole.map((row) =>
    row.reduce((sum, each, s) => sum + each * seen[s]![s]! / look, 0)
  );
  return { seen, precision, shares };
}

/**
 * The least gap of Π q(z_t | x_t), each looking at its own step alone, on average over a local level's
 * sequences: the price of independence, and what the best means α_t x_t still miss of the smoother's.
 * ½ E[(μ − m)ᵀ Λ (μ − m)] is least where Σ_s Λ_ts E[x_t x_s] α_s = E[x_t²]/look.
 */
export function nowFloor(steps: number, start: number, move: number, look: number): number {
  const { seen, precision, shares } = singleSteps(steps, start, move, look);
  const spread = inverse(precision);
  const explained = shares.reduce((sum, share, t) => sum + share * seen[t]![t]! / look, 0);
  const all = seen.flatMap((row, t) => row.map((each, s) => each * spread[t]![s]! / look ** 2));
  const missed = all.reduce((sum, each) => sum + each, 0) - explained;
  return independencePrice(steps, move, look, start) + missed / 2;
}

/** The best guess whose steps look at their own x_t alone: N(α_t x_t, 1/Λ_tt). */
export function nowGuess(
  x: readonly number[],
  { start, move, look }: { readonly start: number; readonly move: number; readonly look: number },
): GaussianChain {
  const { precision, shares } = singleSteps(x.length, start, move, look);
  return independentChain({
    means: x.map((each, t) => [shares[t]! * each]),
    covariances: precision.map((row, t) => [[1 / row[t]!]]),
  });
}
