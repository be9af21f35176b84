/** The pole on a cart by plain and by clipped policy gradients, at several temperatures. */
import type { Study, StudyNumbers } from "data";
import { evaluate, type PolicyGradientConfig } from "lib/agents";
import { cartPole } from "lib/envs";
import { fold, key, mean } from "lib/math";
import { startBackend } from "lib/nn";
import { trained } from "../training.ts";

const rates = { learningRate: 2e-2, valueLearningRate: 1e-2, discount: 0.95 };
const plain = { ...rates, maxNorm: 1e9 }; // of any length
const clipped = { ...rates, clip: 0.2, epochs: 4, minibatch: 32 };
const settings = {
  plan: { worlds: 8, steps: 16, updates: 600, every: 20 },
  learners: {
    plain0: { ...plain, temperature: 0 },
    plain01: { ...plain, temperature: 0.1 },
    plain03: { ...plain, temperature: 0.3 },
    plain1: { ...plain, temperature: 1 },
    clipped0: { ...clipped, temperature: 0 },
    clipped01: { ...clipped, temperature: 0.1 },
  },
  starts: 20,
};

const world = cartPole();
const starts = Array.from({ length: settings.starts }, (_, i) => world.reset(fold(key(1800), i)));

/** Curves, and what the likeliest actions earn from 20 starts. */
function learn(seed: number, config: PolicyGradientConfig, updates: number) {
  const { agent, curve } = trained(key(seed), world, config, { ...settings.plan, updates });
  using owned = agent;
  const score = mean(evaluate(key(0), world, owned, { starts, maxSteps: 500 }));
  return { ...curve, score };
}

export const study: Study = {
  seeds: Array.from({ length: 20 }, (_, i) => i),
  settings,
  beginning: async (seed) => {
    await startBackend();
    const { returns, entropy } = learn(seed, settings.learners.clipped01, 40);
    return [...returns, ...entropy];
  },
  run: async (seed) => {
    await startBackend();
    const found: Record<string, StudyNumbers> = {};
    for (const [name, config] of Object.entries(settings.learners)) {
      const { returns, entropy, score } = learn(seed, config, settings.plan.updates);
      found[`${name}Returns`] = returns;
      found[`${name}Entropy`] = entropy;
      found[`${name}Score`] = score;
    }
    return found;
  },
};
