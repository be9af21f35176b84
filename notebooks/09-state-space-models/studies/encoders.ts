/** Six encoders of sequences, from what each may see: their exact gap over training. */
import type { Study } from "data";
import { fold, key, mean } from "lib/math";
import { startBackend } from "lib/nn";
import { bestIndependentChain, type GaussianChain, independentChain } from "lib/sequence";
import { type EncoderName, ENCODERS } from "../encoders.ts";
import { sequences, teach, WORLD } from "../learning.ts";
import { gapOf, limitedSight, localLevel, seenOne } from "../level.ts";

const settings = {
  encoders: Object.keys(ENCODERS),
  world: { ...WORLD },
  judged: 50,
  steps: 1500,
  every: 100,
};

/** Gaps of one encoder on the sequences that a seed judges by. */
async function learn(seed: number, name: EncoderName, steps: number, every: number) {
  await startBackend();
  const judged = sequences(fold(key(seed), "judged"), settings.judged);
  return teach(fold(key(seed), name), ENCODERS[name], { steps, every, judged });
}

/** The least that each family can have on the same sequences, where it has a closed form. */
function floors(seed: number) {
  const judged = sequences(fold(key(seed), "judged"), settings.judged).map(seenOne);
  const model = localLevel(WORLD);
  const average = (chain: (x: (typeof judged)[number]) => GaussianChain) =>
    mean(judged.map((x) => gapOf(model, x, chain(x))));
  const sighted = (x: (typeof judged)[number]) => limitedSight(model, x, 0).chain;
  return {
    independent: average((x) => bestIndependentChain(model, x)),
    past: average(sighted),
    both: average((x) => {
      const { covariances } = bestIndependentChain(model, x);
      return independentChain({ means: meansOf(sighted(x)), covariances });
    }),
  };
}

/** The means that a chain carries along. */
function meansOf({ gains, offsets }: GaussianChain): number[][] {
  const means: number[][] = [];
  offsets.forEach((g, t) => {
    means.push([g[0]! + (t === 0 ? 0 : gains[t]![0]![0]! * means[t - 1]![0]!)]);
  });
  return means;
}

export const study: Study = {
  seeds: [0, 1, 2, 3, 4],
  settings,
  beginning: (seed) => learn(seed, "past, chained", 60, 20),
  run: async (seed) => {
    const gaps: number[][] = [];
    for (const name of Object.keys(ENCODERS) as EncoderName[]) {
      gaps.push([...await learn(seed, name, settings.steps, settings.every)]);
    }
    return { gaps, ...floors(seed) };
  },
};
