/** Deep and soft Q-learning hold up the pole: two chances of random actions, three temperatures. */
import type { Study } from "data";
import { train } from "lib/agents";
import { startBackend } from "lib/inference/tensor";
import { CART, cartAgent, type CartLearner, cartTraining, curveOf } from "../cart.ts";

const settings = { ...CART, steps: 15000, randomness: [0.1, 0.5], temperatures: [0.1, 1, 10] };

async function learnt(seed: number, learner: CartLearner, steps: number) {
  using agent = cartAgent(seed, learner);
  const training = cartTraining(seed, agent);
  await train(training, steps);
  const lengths = training.record.episodes.map(({ length }) => length);
  return { curve: curveOf(training), lengths };
}

export const study: Study = {
  seeds: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  settings,
  beginning: async (seed) => {
    await startBackend();
    const deep = await learnt(seed, { randomness: 0.1 }, 1000);
    const soft = await learnt(seed, { temperature: 1 }, 1000);
    return [...deep.curve, ...deep.lengths, ...soft.curve, ...soft.lengths];
  },
  run: async (seed) => {
    await startBackend();
    const values: Record<string, readonly number[]> = {};
    for (const randomness of settings.randomness) {
      values[`deep-${randomness}`] = (await learnt(seed, { randomness }, settings.steps)).curve;
    }
    for (const temperature of settings.temperatures) {
      values[`soft-${temperature}`] = (await learnt(seed, { temperature }, settings.steps)).curve;
    }
    return values;
  },
};
