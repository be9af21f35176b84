/** The plane with four goals by clipped policy gradients: which goals are still visited? */
import type { Study } from "data";
import { crowdInit, gather } from "lib/agents";
import { multigoal, multigoalGoals } from "lib/envs";
import { fold, key, mean } from "lib/math";
import { startBackend } from "lib/nn";
import { trained } from "../training.ts";

const settings = {
  plan: { worlds: 16, steps: 32, updates: 200, every: 10 },
  learner: { learningRate: 3e-3, clip: 0.2, epochs: 4, minibatch: 128 },
  temperatures: [0, 1, 10],
  walkers: 200,
  drawn: 12,
};

const world = multigoal();

/** Visits of each goal, and of none, by 200 walkers; and the entropy at the end of training. */
function learn(seed: number, temperature: number, updates: number) {
  const { plan, learner, walkers, drawn } = settings, own = key(seed);
  const { agent, curve } = trained(own, world, { ...learner, temperature }, { ...plan, updates });
  using owned = agent;
  const crowd = crowdInit(fold(own, "walkers"), world, walkers);
  const { rollout } = gather(fold(own, "walk"), world, owned, crowd, 30);
  const { observationsNext, masks } = rollout;
  const place = (t: number, i: number) =>
    Array.from(observationsNext.subarray(2 * (t * walkers + i), 2 * (t * walkers + i) + 2));
  const visits = [0, 0, 0, 0, 0];
  const paths = Array.from({ length: walkers }, (_, i) => {
    const path = [[0, 0]];
    for (let t = 0; t < 30; t++) {
      path.push(place(t, i));
      if (masks[t * walkers + i] === 0) break;
    }
    visits[goalOf(path.at(-1)!)]!++;
    return path;
  });
  const last = curve.entropy.slice(-5);
  return {
    visits,
    entropy: mean(last),
    earned: mean(curve.returns.slice(-5)),
    paths: paths.slice(0, drawn),
  };
}

/** The goal within reach of a place, or 4. */
function goalOf([x, y]: readonly number[]): number {
  const found = multigoalGoals.findIndex(([right, up]) => Math.hypot(x! - right, y! - up) < 1.001);
  return found < 0 ? 4 : found;
}

export const study: Study = {
  seeds: Array.from({ length: 10 }, (_, i) => i),
  settings,
  beginning: async (seed) => {
    await startBackend();
    const { visits, entropy } = learn(seed, 1, 20);
    return [...visits, Number.isFinite(entropy) ? entropy : 0];
  },
  run: async (seed) => {
    await startBackend();
    const all = settings.temperatures.map((each) => learn(seed, each, settings.plan.updates));
    return {
      visits: all.map(({ visits }) => visits),
      entropy: all.map(({ entropy }) => entropy),
      earned: all.map(({ earned }) => earned),
      ...(seed === 0 ? { paths: all.map(({ paths }) => paths) } : {}),
    };
  },
};
