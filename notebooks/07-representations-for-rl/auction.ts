/** What a code can earn by telling, and what it pays, in nats. */
import { integrate, xlogy } from "lib/math";

/** One value of something shown: its chance, and the pixels that are lit for it. */
export interface Shown {
  readonly chance: number;
  readonly pixels: readonly number[];
}

/** −Σ p log p, nats. */
export const entropy = (chances: readonly number[]): number =>
  -chances.reduce((sum, p) => sum + xlogy(p, p), 0);

/** Entropy of a coin, nats. */
export const coin = (p: number): number => entropy([p, 1 - p]);

/**
 * What telling can earn at most: Σ_j H(x_j) − H(x), of something shown alone. What pixels cost one by
 * one, less what it costs to say the value once.
 */
export function worthOfTelling(values: readonly Shown[]): number {
  const lit = new Map<number, number>();
  for (const { chance, pixels } of values) {
    for (const pixel of pixels) lit.set(pixel, (lit.get(pixel) ?? 0) + chance);
  }
  const apart = [...lit.values()].reduce((sum, p) => sum + coin(Math.min(p, 1)), 0);
  return apart - entropy(values.map(({ chance }) => chance));
}

/** Information and price of an even bit told as ±m with spread s, nats. */
export interface TellingBit {
  readonly information: number;
  readonly price: number;
}

/** I(b; z) and KL(q ‖ N(0, 1)) of z = ±m + s ε, by quadrature. */
export function tellingBit(m: number, s: number): TellingBit {
  const doubt = integrate(
    (e) => {
      const logOdds = 2 * m * (m + s * e) / s ** 2;
      const said = logOdds > 0
        ? Math.log1p(Math.exp(-logOdds))
        : Math.log1p(Math.exp(logOdds)) - logOdds;
      return said * Math.exp(-0.5 * e * e) / Math.sqrt(2 * Math.PI);
    },
    -9,
    9,
  ).value;
  return { information: Math.LN2 - doubt, price: 0.5 * (m * m + s * s - 1) - Math.log(s) };
}

/**
 * The most that one number of a Gaussian code earns with an even bit that n pixels show (or one that
 * counts n times): max over m and s of n I − KL, nats; 0 is to forget. By a search on a grid of s,
 * with m of the least price for what it tells, and around the best again.
 */
export function bestTelling(
  n: number,
): { readonly gain: number; readonly m: number; readonly s: number } {
  let best = { gain: 0, m: 0, s: 1 };
  let [fromS, toS, fromM, toM] = [0.05, 1, 0, 1.6];
  for (let round = 0; round < 4; round++) {
    const [stepS, stepM] = [(toS - fromS) / 12, (toM - fromM) / 12];
    for (let i = 0; i <= 12; i++) {
      for (let j = 0; j <= 12; j++) {
        const [s, m] = [fromS + i * stepS, fromM + j * stepM];
        const { information, price } = tellingBit(m, s), gain = n * information - price;
        if (gain > best.gain) best = { gain, m, s };
      }
    }
    [fromS, toS] = [Math.max(0.02, best.s - stepS), Math.min(1, best.s + stepS)];
    [fromM, toM] = [Math.max(0, best.m - stepM), best.m + stepM];
  }
  return best;
}
