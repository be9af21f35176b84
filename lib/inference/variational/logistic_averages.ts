/** Averages of log(1 + eᵃ) and its slopes over a normal a. */

import { refusal } from "../../math/mod.ts";

/** E[log(1 + eᵃ)], E[σ(a)] and E[σ(a)(1 − σ(a))], σ the logistic function. */
export interface LogisticAverages {
  readonly softplus: number;
  readonly sigmoid: number;
  readonly bend: number;
}

/** Wider than this the rule would need more than 340,000 places for each datum. */
const WIDEST = 1e4;

/** Beyond so many standard deviations the normal density is below 1e-18 of its peak. */
const REACH = 9.25;

/**
 * Over a ~ N(mean, variance), by the trapezoidal rule. The nearest poles of all three lie ±iπ/s off
 * the line of ε = (a − mean)/s, so a step of 2π²/(36 s) has an error near e⁻³⁶; at most ¼ is taken.
 * Trefethen & Weideman 2014, theorem 5.1.
 */
export function logisticAverages(mean: number, variance: number): LogisticAverages {
  const spread = Math.sqrt(variance);
  if (!(spread <= WIDEST)) {
    const wish = `at most ${WIDEST}: q is too wide to average under`;
    throw new RangeError(refusal("average a logistic target", "the spread of xᵀw", spread, wish));
  }
  const step = Math.min(0.25, (2 * Math.PI ** 2) / (36 * spread));
  const most = Math.ceil(REACH / step), scale = step / Math.sqrt(2 * Math.PI);
  let [softplus, sigmoid, bend] = [0, 0, 0];
  for (let i = -most; i <= most; i++) {
    const place = i * step, a = mean + spread * place;
    const weight = scale * Math.exp(-0.5 * place * place);
    const tail = Math.exp(-Math.abs(a)); // σ and 1 − σ without cancellation
    const [less, more] = [tail / (1 + tail), 1 / (1 + tail)];
    softplus += weight * (Math.max(a, 0) + Math.log1p(tail));
    sigmoid += weight * (a > 0 ? more : less);
    bend += weight * less * more;
  }
  return { softplus, sigmoid, bend };
}
