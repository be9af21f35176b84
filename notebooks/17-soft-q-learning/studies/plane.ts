/** Three learners in the plane of four goals, and then in the plane where one goal is left. */
import type { Study, StudyValues } from "data";
import { train } from "lib/agents";
import { multigoalGoals } from "lib/envs";
import { startBackend } from "lib/inference/tensor";
import { fold, key, mean } from "lib/math";
import {
  endsOf,
  type Learner,
  learnerOf,
  PLANE,
  plane,
  type PlaneAgent,
  REWARDS,
  trainingIn,
} from "../plane.ts";

const settings = {
  rewards: REWARDS,
  ...PLANE,
  steps: 5000,
  every: 1000,
  episodes: 40,
  changed: { batch: 64, randomSteps: 64, evaluateEvery: 250 },
  changedSteps: 2000,
};
const KINDS: readonly Learner[] = ["soft", "sac", "ddpg"];

/** Where episodes end as the learner learns, and what it earns. */
async function learnt(seed: number, learner: PlaneAgent, steps: number, every: number) {
  const training = trainingIn("four", seed, plane(), learner, settings.training);
  const ends: number[][] = [];
  for (let t = every; t <= steps; t += every) {
    await train(training, t);
    ends.push(endsOf(fold(fold(key(seed), "ends"), t), learner, settings.episodes));
  }
  return { ends, returns: training.record.evaluations.map(({ returns }) => mean(returns)) };
}

/** The mean return of ten starts in the changed plane, every 250 steps from the first on. */
async function retrained(seed: number, learner: PlaneAgent, steps: number): Promise<number[]> {
  const left = plane([multigoalGoals[seed % 4]!]);
  const training = trainingIn("one", seed, left, learner, settings.changed);
  await train(training, steps);
  return training.record.evaluations.map(({ returns }) => mean(returns));
}

export const study: Study = {
  seeds: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  settings,
  beginning: async (seed) => {
    await startBackend();
    const found: number[] = [];
    for (const kind of KINDS) {
      using learner = learnerOf(kind, seed);
      const { ends, returns } = await learnt(seed, learner, 600, 600);
      found.push(...ends.flat(), ...returns, ...await retrained(seed, learner, 100));
    }
    return found;
  },
  run: async (seed) => {
    await startBackend();
    const values: { [name: string]: StudyValues[string] } = {};
    for (const kind of KINDS) {
      using learner = learnerOf(kind, seed), fresh = learnerOf(kind, seed);
      const { ends, returns } = await learnt(seed, learner, settings.steps, settings.every);
      values[`${kind}-ends`] = ends;
      values[`${kind}-returns`] = returns;
      values[`${kind}-after`] = await retrained(seed, learner, settings.changedSteps);
      values[`${kind}-fresh`] = await retrained(seed, fresh, settings.changedSteps);
    }
    return values;
  },
};
