/** The M-step of EM for a linear-Gaussian model: two regressions of second moments. */
import { inverse, type Matrix, multiply, outer, transpose } from "../../math/mod.ts";
import type { LinearGaussian, Observations } from "./model.ts";
import type { KalmanSmoothed } from "./smooth.ts";

/** What can be learned. */
export const PARTS = [
  "transition",
  "transitionCovariance",
  "emission",
  "emissionCovariance",
  "initialMean",
  "initialCovariance",
] as const;

/** A part of the model that EM may learn. */
export type LearnedPart = (typeof PARTS)[number];

/** One M-step. */
export function maximized(
  model: LinearGaussian,
  observations: Observations,
  smoothed: KalmanSmoothed,
  learn: ReadonlySet<LearnedPart>,
): LinearGaussian {
  const { means, covariances } = smoothed.smoothed;
  const kept = (part: "transition" | "emission") => learn.has(part) ? undefined : model[part];
  const moves = movesOf(smoothed, kept("transition"));
  const looks = looksOf(observations, smoothed, kept("emission"));
  const first = learn.has("initialMean") ? means[0]! : model.initialMean;
  const off = means[0]!.map((each, k) => each - first[k]!);
  const all: LinearGaussian = {
    transition: moves.slope,
    transitionCovariance: moves.rest,
    emission: looks.slope,
    emissionCovariance: looks.rest,
    initialMean: first,
    initialCovariance: plus(covariances[0]!, outer(off, off)),
  };
  return Object.fromEntries(
    PARTS.map((part) => [part, learn.has(part) ? all[part] : model[part]]),
  ) as unknown as LinearGaussian;
}

/** E[z_t z_tᵀ] of each step. */
const squares = ({ smoothed: { means, covariances } }: KalmanSmoothed): Matrix[] =>
  means.map((m, t) => plus(covariances[t]!, outer(m, m)));

/** z_t from z_t−1. */
function movesOf(smoothed: KalmanSmoothed, given?: Matrix): Regression {
  const second = squares(smoothed), { means } = smoothed.smoothed;
  const cross = smoothed.lagged.map((each, t) => plus(each, outer(means[t + 1]!, means[t]!)));
  const sums = { yy: total(second.slice(1)), yz: total(cross), zz: total(second.slice(0, -1)) };
  return regression(sums, cross.length, given);
}

/** x_t from z_t, where something was seen. */
function looksOf(
  observations: Observations,
  smoothed: KalmanSmoothed,
  given?: Matrix,
): Regression {
  const second = squares(smoothed), { means } = smoothed.smoothed;
  const seen = observations.flatMap((x, t) => x === null ? [] : [{ x: Array.from(x), t }]);
  const sums = {
    yy: total(seen.map(({ x }) => outer(x, x))),
    yz: total(seen.map(({ x, t }) => outer(x, means[t]!))),
    zz: total(seen.map(({ t }) => second[t]!)),
  };
  return regression(sums, seen.length, given);
}

/** W, and the covariance of what it leaves. */
interface Regression {
  readonly slope: Matrix;
  readonly rest: Matrix;
}

/** y ≈ W z from sums of second moments: W if it is not given, and the covariance of what is left. */
function regression(
  { yy, yz, zz }: { readonly yy: Matrix; readonly yz: Matrix; readonly zz: Matrix },
  count: number,
  given?: Matrix,
): Regression {
  const slope = given ?? multiply(yz, inverse(zz));
  const explained = multiply(slope, transpose(yz)),
    square = multiply(slope, multiply(zz, transpose(slope)));
  const rest = yy.map((row, i) =>
    Array.from(
      row,
      (each, j) =>
        (each - explained[i]![j]! - explained[j]![i]! + (square[i]![j]! + square[j]![i]!) / 2) /
        count,
    )
  );
  return { slope, rest };
}

const plus = (a: Matrix, b: Matrix): number[][] =>
  a.map((row, i) => Array.from(row, (each, j) => each + b[i]![j]!));
const total = (all: readonly Matrix[]): Matrix => all.reduce((sum, each) => plus(sum, each));
