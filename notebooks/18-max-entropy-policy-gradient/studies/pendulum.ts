/** The pendulum by clipped policy gradients, at several temperatures. */
import type { Study, StudyNumbers } from "data";
import { evaluate } from "lib/agents";
import { pendulum } from "lib/envs";
import { fold, key, mean } from "lib/math";
import { startBackend } from "lib/nn";
import { trained } from "../training.ts";

const settings = {
  plan: { worlds: 16, steps: 64, updates: 100, every: 5 },
  learner: { learningRate: 1e-3, discount: 0.9, clip: 0.2, epochs: 10, minibatch: 256 },
  temperatures: [0, 0.1, 0.3, 1],
  starts: 40,
};

const world = pendulum();
const starts = Array.from({ length: settings.starts }, (_, i) => world.reset(fold(key(1801), i)));

/** Curves, and what the middle of the policy earns from 40 starts. */
function learn(seed: number, temperature: number, updates: number) {
  const { plan, learner } = settings;
  const { agent, curve } = trained(key(seed), world, { ...learner, temperature }, {
    ...plan,
    updates,
  });
  using owned = agent;
  return { ...curve, score: mean(evaluate(key(0), world, owned, { starts, maxSteps: 200 })) };
}

export const study: Study = {
  seeds: Array.from({ length: 20 }, (_, i) => i),
  settings,
  beginning: async (seed) => {
    await startBackend();
    const { entropy, score } = learn(seed, 0.1, 5);
    return [...entropy, score];
  },
  run: async (seed) => {
    await startBackend();
    const all = settings.temperatures.map((each) => learn(seed, each, settings.plan.updates));
    const of = (name: "returns" | "entropy" | "score"): StudyNumbers =>
      all.map((each) => each[name]);
    return { returns: of("returns"), entropy: of("entropy"), score: of("score") };
  },
};
