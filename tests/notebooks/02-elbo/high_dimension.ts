/** Chapter 02's world of D independent coordinates, in float64; imports nothing of lib. */
import { otherNormals, sum } from "../../support/mod.ts";

const s = 0.5, x = Math.hypot(1, s);
const best = 1 / (1 + 1 / (s * s)); // the posterior's variance, for z ~ N(0, 1), x | z ~ N(z, s²)
const centre = best * x / (s * s);

/** KL(q ‖ posterior) of one coordinate after 200 steps of 64 draws, step size .05, from the prior. */
export function gapOfCoordinate(seed: number): number {
  const normal = otherNormals(15_485_863 * seed);
  let [mean, logStd] = [0, 0];
  for (let step = 0; step < 200; step++) {
    const noise = Array.from({ length: 64 }, normal);
    const slopes = noise.map((e) => {
      const z = mean + Math.exp(logStd) * e;
      return (x - z) / (s * s) - z;
    });
    const scaled = slopes.map((slope, m) => slope * Math.exp(logStd) * noise[m]!);
    mean += 0.05 * sum(slopes) / 64;
    logStd += 0.05 * (1 + sum(scaled) / 64);
  }
  const ratio = Math.exp(2 * logStd) / best;
  return (ratio - 1 - Math.log(ratio) + (mean - centre) ** 2 / best) / 2;
}

/** Variance of one draw's log p(x, z) at the posterior: ½ for each coordinate, −ε²/2 and a constant. */
export const varianceOfDraw = 0.5;
