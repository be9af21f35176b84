/** Which codes shrink, by seeds: a learned spread, a fixed one, the code's own. */
import type { Study, StudyNumbers } from "data";
import { startBackend } from "lib/inference/tensor";
import { key } from "lib/math";
import { type Measure, shrink } from "../shrinking.ts";

const settings = { measures: ["learned", "fixed", "own"], steps: 8000, every: 250 };

export const study: Study = {
  seeds: [0, 1, 2, 3, 4],
  settings,
  beginning: async (seed) => {
    await startBackend();
    return shrink(key(seed), "learned", 40, 20).dynamics;
  },
  run: async (seed) => {
    await startBackend();
    const found: Record<string, StudyNumbers> = {};
    for (const measure of settings.measures as Measure[]) {
      const { spreads, dynamics, pictures, missed } = shrink(
        key(seed),
        measure,
        settings.steps,
        settings.every,
      );
      Object.assign(found, {
        [`${measure}Spread`]: spreads,
        [`${measure}Dynamics`]: dynamics,
        [`${measure}Pictures`]: pictures,
        [`${measure}Missed`]: missed,
      });
    }
    return found;
  },
};
