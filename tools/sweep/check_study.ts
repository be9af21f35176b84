import type { Study } from "data";
import { key, mean, normal } from "lib/math";

const DRAWS = 4000;

/** The smallest study there is: how far the mean of some standard normal draws lies from 0. */
export const study: Study = {
  seeds: [0, 1],
  settings: { draws: DRAWS },
  beginning: (seed) => [...normal(key(seed), 4)],
  run: (seed) => {
    const draws = normal(key(seed), DRAWS);
    return { mean: mean(draws), first: [...draws.slice(0, 3)] };
  },
};
