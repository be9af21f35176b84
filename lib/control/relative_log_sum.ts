/** The logarithm in a soft maximum, to the last digits, whatever the temperature. */
import type { Floats } from "./mdp.ts";

/** What each action weighs in a soft maximum, `[S·A]`, and what a row of weights sums to. */
export interface Weights {
  readonly table: Floats;
  /** Σ w − 1 of a row: kept apart from the 1, which would round it. */
  readonly excess: number;
}

/** Outside these the logarithm of a sum is so far from 0 that it keeps its digits. */
const LEAST_NEAR = 0.5, MOST_NEAR = 2;

/**
 * log Σ w exp((Q − top)/α) over entries `from … to − 1` of positive weight, where top = Q[best] is
 * their largest value. The soft maximum is top + α log(…), so that a high temperature multiplies
 * what a sum near 1 has lost by rounding; there the sum less 1 is found by itself.
 */
export function relativeLogSum(
  actionValues: Floats,
  { table, excess }: Weights,
  from: number,
  to: number,
  best: number,
  temperature: number,
): number {
  const top = actionValues[best]!;
  let others = 0, less = 0;
  for (let i = from; i < to; i++) {
    const weight = table[i]!;
    if (i === best || weight === 0) continue;
    const exponent = (actionValues[i]! - top) / temperature;
    others += weight * Math.exp(exponent);
    less += weight * Math.expm1(exponent);
  }
  const own = table[best]!;
  const sum = own + others;
  if (sum < LEAST_NEAR || sum > MOST_NEAR) return Math.log(sum);
  // sum − 1 in two ways: the first is exact where the best weighs 1, the second where all do
  const viaBest = Math.abs(own - 1) + others < Math.abs(excess) - less;
  return Math.log1p(viaBest ? own - 1 + others : excess + less);
}
