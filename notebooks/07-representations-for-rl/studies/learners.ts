/** The loop on every kind of sight: how good its policy is after so many steps of the world. */
import type { Study } from "data";
import { startBackend } from "lib/inference/tensor";
import { CODE } from "../code_learner.ts";
import { LOOP, makeRun, type Sight } from "../learn.ts";
import { memoryOf } from "../memory.ts";
import { exactValues } from "../world.ts";

const settings = {
  ...LOOP,
  ...CODE,
  steps: 6000,
  every: 250,
  small: ["state", "pixels", "along", "prior", "weighted", "reward"],
  large: ["pixels", "along"],
};

async function learnt(seed: number, sight: Sight, keyPixels: number, steps: number) {
  await startBackend();
  using run = makeRun(seed, sight, keyPixels, exactValues());
  const curve: number[] = [];
  while (run.steps() < steps) {
    run.step();
    if (run.steps() % settings.every === 0) curve.push(run.worth());
  }
  const memory = run.code === undefined ? undefined : memoryOf(run.code.parameters, keyPixels);
  return { curve, memory: memory === undefined ? [] : [memory.line, memory.decoder] };
}

export const study: Study = {
  seeds: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  settings,
  beginning: async (seed) => {
    const along = await learnt(seed, "along", 1, 500), state = await learnt(seed, "state", 1, 500);
    return [...along.curve, ...along.memory, ...state.curve];
  },
  run: async (seed) => {
    const values: Record<string, readonly number[]> = {};
    for (
      const [name, keyPixels, sights] of [["small", 1, settings.small], [
        "large",
        4,
        settings.large,
      ]] as const
    ) {
      for (const sight of sights) {
        const { curve, memory } = await learnt(seed, sight as Sight, keyPixels, settings.steps);
        values[`${name}-${sight}`] = curve;
        if (memory.length > 0) values[`${name}-${sight}-memory`] = memory;
      }
    }
    return values;
  },
};
