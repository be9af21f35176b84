/** The folded world: one hidden number, bent twice before it is seen; everything exact in closed form or by quadrature. */
import { grid, logSumExp } from "lib/math";

/** z ~ N(0, 1), x | z ~ N(z + bend · sin(rate z), noise²). */
export const FOLD = { bend: 1, rate: 2.5, noise: 0.3 } as const;

/** Where a hidden number would be seen without noise. */
export const folded = (z: number): number => z + FOLD.bend * Math.sin(FOLD.rate * z);

const LOG_2PI = Math.log(2 * Math.PI);
const places = grid(-6, 6, 2401);

/** log p(x, z). */
export function logJoint(x: number, z: number): number {
  return -0.5 * (z * z + ((x - folded(z)) / FOLD.noise) ** 2) - LOG_2PI - Math.log(FOLD.noise);
}

/** log p(x), by the trapezoidal rule over 2,401 places; exact to rounding for an integrand this smooth. */
export function logEvidence(x: number): number {
  return logSumExp(places.map((z) => logJoint(x, z))) + Math.log(places[1]! - places[0]!);
}

/** ELBO of q = N(μ, σ²) at x in nats, in closed form: the sines of a normal number average to exponentials. */
export function boundAt(x: number, mu: number, std: number): number {
  const { bend, rate, noise } = FOLD, v = std * std;
  const fade = Math.exp(-0.5 * rate * rate * v), twice = Math.exp(-2 * rate * rate * v);
  const sine = fade * Math.sin(rate * mu); // E sin
  const product = fade * (mu * Math.sin(rate * mu) + rate * v * Math.cos(rate * mu)); // E z sin
  const square = 0.5 * (1 - twice * Math.cos(2 * rate * mu)); // E sin²
  const first = mu + bend * sine; // E g
  const second = mu * mu + v + 2 * bend * product + bend * bend * square; // E g²
  const fit = -0.5 * (x * x - 2 * x * first + second) / (noise * noise) - Math.log(noise) - LOG_2PI;
  return fit - 0.5 * (mu * mu + v) + Math.log(std) + 0.5 * (LOG_2PI + 1);
}

/** A Gaussian guess. */
interface Guess {
  readonly mean: number;
  readonly logStd: number;
}

/**
 * The best Gaussian guess at x. There may be several tops, nearly equal where the best one changes:
 * each stretch of means sends its best place of a grid uphill, and the highest end wins.
 */
export function bestGuess(x: number): Guess {
  const height = ({ mean, logStd }: Guess) => boundAt(x, mean, Math.exp(logStd));
  const highest = (guesses: readonly Guess[]) =>
    guesses.reduce((best, each) => height(each) > height(best) ? each : best);
  const starts = grid(-4, 3.5, 16).map((from) =>
    highest(
      grid(from, from + 0.5, 11).flatMap((mean) =>
        grid(-3.5, 0.5, 33).map((logStd) => ({ mean, logStd }))
      ),
    )
  );
  return highest(starts.map((start) => climb(height, start)));
}

/** Steps of a shrinking pattern, as long as they gain. */
function climb(height: (guess: Guess) => number, start: Guess): Guess {
  let [at, best] = [start, height(start)];
  for (let reach = 0.1; reach > 1e-7; reach /= 2) {
    let before = -Infinity;
    while (best > before) {
      before = best;
      const { mean, logStd } = at;
      for (const a of [-reach, 0, reach]) {
        for (const b of [-reach, 0, reach]) {
          const next = { mean: mean + a, logStd: logStd + b }, bound = height(next);
          if (bound > best) [at, best] = [next, bound];
        }
      }
    }
  }
  return at;
}
