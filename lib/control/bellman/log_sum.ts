/** The logarithm in a soft maximum, to the last digits, whatever the temperature. */
import type { Floats } from "../mdp/model.ts";
import type { Weights } from "../mdp/soft_options.ts";

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

/** Parts that a power of two is cut into. */
const PARTS = 256;
/** ln 2 / PARTS in two pieces; the first has zeros at its end, so that n · HIGH is exact. */
const HIGH = 0.6931471803691238 / PARTS;
const LOW = 1.9082149292705877e-10 / PARTS;
/** Beyond this the result, or a factor of it, might leave the normal numbers. */
const FAR = 700;
const LEAST_POWER = -1100;

/** 2^(i/256). */
const FINE = Float64Array.from({ length: PARTS }, (_, i) => 2 ** (i / PARTS));
/** 2^(i − 1100). */
const COARSE = Float64Array.from({ length: 2200 }, (_, i) => 2 ** (i + LEAST_POWER));

/**
 * eˣ to within 4 units in the last place: x = n ln 2/256 + r with |r| ≤ 0.0014, then 2^(n/256), from
 * tables, times Taylor's polynomial of eʳ (its rest is below 4e-17). After Tang 1989, "Table-driven
 * implementation of the exponential function". Math.exp branches on the size of x, which nobody
 * can foresee in a table of values; where such a loop is all the work, this is 3 times as fast.
 */
export function exponential(x: number): number {
  if (!(Math.abs(x) < FAR)) return Math.exp(x);
  const n = Math.floor(x * (PARTS / Math.LN2) + 0.5);
  const r = x - n * HIGH - n * LOW;
  const taylor = 1 + r * (1 + r * (1 / 2 + r * (1 / 6 + r * (1 / 24))));
  return FINE[n & (PARTS - 1)]! * COARSE[(n >> 8) - LEAST_POWER]! * taylor;
}
