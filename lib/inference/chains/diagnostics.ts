/** Whether chains can be believed: split R̂ and the effective number of draws. */
import { door, matrix, mean, refusal, variance, type Vector } from "../../math/mod.ts";

const [RHAT, SIZE] = ["evaluate splitRhat", "evaluate effectiveSampleSize"] as const;
const checkRhat = door(RHAT, { chains: matrix("C", "T") });
const checkSize = door(SIZE, { chains: matrix("C", "T") });

/** Fewer draws than this in a half chain say nothing of its variance. */
const FEWEST_DRAWS = 8;

/**
 * Split R̂ of one quantity: every chain is cut in two, and the spread of all halves together is
 * compared with the spread inside of them, √(((n − 1)/n W + B/n) / W), W the mean variance of a
 * half, B/n the variance of their means. 1 when all halves tell the same story; above 1.01 the
 * chains have not forgotten where they began. Gelman et al. 2013, section 11.4.
 *
 * @param chains `[C][T]`, draws of one quantity; with an odd T the middle draw is left out
 * @returns NaN when no half varies
 * @throws {RangeError} for fewer than 8 draws a chain, {ShapeError|TypeError} for bad input
 * @example
 * ```ts
 * import { splitRhat } from "lib/inference";
 * import { assert } from "@std/assert";
 *
 * const settled = [[1, 2, 3, 2, 1, 3, 2, 2], [2, 1, 3, 2, 3, 1, 2, 2]];
 * const apart = [settled[0]!, settled[1]!.map((each) => each + 9)];
 * assert(splitRhat(settled) < 1.05 && splitRhat(apart) > 5);
 * ```
 */
export function splitRhat(chains: readonly Vector[]): number {
  checkRhat({ chains });
  const halves = halvesOf(RHAT, chains);
  const count = halves[0]!.length;
  const within = mean(halves.map((half) => variance(half)));
  const between = variance(halves.map((half) => mean(half)));
  return Math.sqrt(((count - 1) / count * within + between) / within);
}

function halvesOf(doing: string, chains: readonly Vector[]): readonly Vector[] {
  const count = chains[0]!.length, half = Math.floor(count / 2);
  if (count < FEWEST_DRAWS) {
    throw new RangeError(refusal(doing, "draws a chain", count, `at least ${FEWEST_DRAWS}`));
  }
  const rows = chains.map((chain) => Array.from(chain));
  return rows.flatMap((row) => [row.slice(0, half), row.slice(count - half)]);
}

/**
 * How many independent draws would give the mean of a quantity as exactly as these: C T / τ with
 * τ = 1 + 2 Σ ρ_t, ρ_t the autocorrelation of the halved chains at lag t, their disagreement
 * included. The sum ends where ρ of two lags together turns negative, and pairs may not rise again
 * (Geyer 1992). Can exceed C T when draws swing to the other side. Vehtari et al. 2021, section 3.2.
 *
 * @param chains `[C][T]`, draws of one quantity
 * @returns at most C T log₁₀(C T); NaN when no draw differs
 * @throws as {@link splitRhat}
 * @example
 * ```ts
 * import { key, normal } from "lib/math";
 * import { effectiveSampleSize } from "lib/inference";
 * import { assert } from "@std/assert";
 *
 * const independent = [0, 1].map((seed) => normal(key(seed), 1000));
 * const size = effectiveSampleSize(independent.map((chain) => Array.from(chain)));
 * assert(size > 1500 && size < 2600); // of 2000
 * ```
 */
export function effectiveSampleSize(chains: readonly Vector[]): number {
  checkSize({ chains });
  const halves = halvesOf(SIZE, chains);
  const total = halves.length * halves[0]!.length;
  const pairs = fallingPairs(correlationAt(halves), halves[0]!.length);
  return total / Math.max(pairs, 1 / Math.log10(total));
}

/** The autocorrelation at each lag, of all chains together. */
function correlationAt(chains: readonly Vector[]): (lag: number) => number {
  const count = chains[0]!.length;
  const centred = chains.map((chain) => {
    const middle = mean(chain);
    return Float64Array.from(chain, (each) => each - middle);
  });
  const covariance = (lag: number) => {
    let sum = 0;
    for (const chain of centred) {
      for (let t = lag; t < count; t++) sum += chain[t]! * chain[t - lag]!;
    }
    return sum / count / centred.length;
  };
  const within = covariance(0) * count / (count - 1);
  const all = covariance(0) + variance(chains.map((chain) => mean(chain)));
  return (lag) => lag === 0 ? 1 : 1 - (within - covariance(lag)) / all;
}

/** τ = −1 + 2 Σ (ρ₂ₖ + ρ₂ₖ₊₁) over the first positive pairs, each at most the one before. */
function fallingPairs(correlation: (lag: number) => number, count: number): number {
  let [last, sum, lag] = [Infinity, 0, 0];
  for (; lag < count - 4; lag += 2) {
    const pair = correlation(lag) + correlation(lag + 1);
    if (Number.isNaN(pair)) return NaN;
    if (pair <= 0) break;
    last = Math.min(last, pair);
    sum += last;
  }
  // the even lag after the last pair still counts once, where it is positive
  return -1 + 2 * sum + Math.max(0, correlation(lag));
}
