/** The walk past the tree: single strides and chunks, with codes and without, and how codes are used. */
import type { Study, StudyNumbers } from "data";
import { startBackend } from "lib/inference/tensor";
import { fold, key } from "lib/math";
import { type Chunks, type Use, walkAll } from "../episodes.ts";
import { chunkPolicy, leastSquares, mixturePolicy } from "../policies.ts";
import { expertWalks, pairs } from "../walks.ts";

const settings = {
  walks: 100,
  walkers: 200,
  chunk: 12,
  latent: 4,
  variance: 0.02,
  learningRate: 2e-3,
  steps: 2000,
  betas: [1, 10],
  decay: 0.1,
  components: 4,
};

/** The numbers of an outcome, in this order. */
const NUMBERS = ["passed", "crashed", "standing", "right", "entropy", "strides"] as const;

function learner(seed: number, steps: number) {
  const own = key(seed), walks = expertWalks(fold(own, "walks"), settings.walks);
  const data = (chunk: number) => pairs(walks, chunk);
  const judged = (chunks: Chunks, use: Use) => {
    const outcome = walkAll(fold(own, "judge"), settings.walkers, chunks, use);
    return NUMBERS.map((name) => outcome[name]);
  };
  const coded = (chunk: number, beta: number) =>
    chunkPolicy(fold(fold(own, "coded"), chunk), data(chunk), { ...settings, chunk, beta, steps });
  return { own, data, judged, coded };
}

async function all(seed: number, steps: number): Promise<Record<string, StudyNumbers>> {
  await startBackend();
  const { own, data, judged, coded } = learner(seed, steps),
    { chunk, decay, components } = settings;
  const found: Record<string, StudyNumbers> = {
    squaresOne: judged(leastSquares(fold(own, "one"), data(1), steps), { hold: 1 }),
    squaresChunk: judged(leastSquares(fold(own, "chunk"), data(chunk), steps), { hold: chunk }),
    mixtureOne: judged(mixturePolicy(fold(own, "mixture"), data(1), steps, components), {
      hold: 1,
    }),
  };
  const one = coded(1, 1);
  found.oneStill = judged(one.still, { hold: 1 });
  found.oneDrawn = judged(one.drawn, { hold: 1 });
  for (const beta of settings.betas) {
    const { still, drawn, kept, terms } = coded(chunk, beta), name = `beta${beta}`;
    found[`${name}Terms`] = [terms.logLikelihood, terms.kl];
    found[`${name}Still`] = judged(still, { hold: chunk });
    found[`${name}Drawn`] = judged(drawn, { hold: chunk });
    found[`${name}Kept`] = judged(kept, { hold: chunk });
    found[`${name}StillMean`] = judged(still, { decay });
    found[`${name}DrawnMean`] = judged(drawn, { decay });
    found[`${name}KeptMean`] = judged(kept, { decay });
  }
  return found;
}

export const study: Study = {
  seeds: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  settings,
  beginning: async (seed) => {
    await startBackend();
    const { judged, coded } = learner(seed, 30);
    const { still, terms } = coded(settings.chunk, 1);
    return [terms.logLikelihood, terms.kl, ...judged(still, { hold: settings.chunk })];
  },
  run: (seed) => all(seed, settings.steps),
};
