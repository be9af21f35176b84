/** A linear encoder for four switches, taught by seven estimators of the same gradient. */
import type { Study } from "data";
import { fold, key } from "lib/math";
import { drawSwitches } from "../switches.ts";
import { estimators, teachSwitches } from "../switch_lessons.ts";

const settings = { estimators: [...estimators], steps: 3000, every: 100 };

function curves(seed: number, names: typeof estimators, steps: number, every: number) {
  const world = drawSwitches(fold(key(seed), "world"));
  return names.map((by) => teachSwitches(fold(key(seed), "train"), world, { by, steps, every }));
}

export const study: Study = {
  seeds: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  settings,
  beginning: (seed) => Promise.resolve(curves(seed, ["leave-one-out"], 100, 20).flat()),
  run: (seed) =>
    Promise.resolve({ gaps: curves(seed, estimators, settings.steps, settings.every) }),
};
