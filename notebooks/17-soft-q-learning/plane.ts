/** The plane with four goals: three learners in it, and where their episodes end. */
import {
  type AgentEnvironment,
  ddpgAgent,
  type ReplayLearner,
  sacAgent,
  spacesOf,
  steinQAgent,
  type Training,
  trainingInit,
} from "lib/agents";
import { multigoal, multigoalGoals, type MultigoalState } from "lib/envs";
import { fold, type Key, key } from "lib/math";

/** The paper's rewards times 0.1, its `reward_scale`: with α = 1, Q is in nats. */
export const REWARDS = { goalReward: 1, actionCost: 3, distanceCost: 0.1 } as const;

/** What all three learners are given. */
export const PLANE = {
  agent: { learningRate: 1e-3, averaging: 0.01 },
  training: { batch: 64, randomSteps: 500, evaluateEvery: 250 },
} as const;

/** The learners that are compared: soft Q-learning, SAC at the same temperature, DDPG. */
export type Learner = "soft" | "sac" | "ddpg";

/** A learner of the plane; owns its tensors. */
export type PlaneAgent = ReplayLearner & Disposable;

type World = AgentEnvironment<MultigoalState>;

/** The plane with all goals, or some of them. */
export function plane(goals?: readonly (readonly number[])[]): World {
  return multigoal(goals === undefined ? REWARDS : { ...REWARDS, goals });
}

/** A learner at its start. */
export function learnerOf(kind: Learner, seed: number): PlaneAgent {
  const own = fold(fold(key(seed), "plane"), kind), spaces = spacesOf(plane());
  switch (kind) {
    case "soft":
      return steinQAgent(own, spaces, PLANE.agent);
    case "sac":
      return sacAgent(own, spaces, { ...PLANE.agent, temperature: { kind: "fixed", value: 1 } });
    case "ddpg":
      return ddpgAgent(own, spaces, PLANE.agent);
    default:
      throw new TypeError(`Cannot make a learner: kind is ${kind satisfies never}`);
  }
}

/** A training of a learner in a world; ten starts are evaluated, always the same. */
export function trainingIn(
  name: string,
  seed: number,
  world: World,
  learner: PlaneAgent,
  settings: {
    readonly batch: number;
    readonly randomSteps: number;
    readonly evaluateEvery: number;
  },
): Training<MultigoalState, number[]> {
  const starts = Array.from(
    { length: 10 },
    (_, i) => world.reset(fold(fold(key(17), "starts"), i)),
  );
  const own = fold(fold(key(seed), "training"), name);
  return trainingInit(own, world, learner, { starts, maxSteps: 30 }, settings);
}

/** Places that an episode passes, by actions drawn to explore. */
export function pathOf(
  own: Key,
  world: World,
  learner: PlaneAgent,
): readonly (readonly number[])[] {
  let { state, observation } = world.reset(fold(own, "reset"));
  const path = [observation];
  for (let t = 0; t < 30; t++) {
    const step = world.step(state, learner.explore(fold(own, t), observation), own);
    ({ state, observation } = step);
    path.push(observation);
    if (step.ending.kind !== "running") break;
  }
  return path;
}

/** The number of the goal in which a point lies; −1 of none. */
export function goalAt([x, y]: readonly number[]): number {
  return multigoalGoals.findIndex(([right, up]) => Math.hypot(x! - right, y! - up) < 1);
}

/** Ends of so many episodes: how many at each of the four goals, and last at none. */
export function endsOf(own: Key, learner: PlaneAgent, episodes: number): number[] {
  const world = plane(), counts = [0, 0, 0, 0, 0];
  for (let i = 0; i < episodes; i++) {
    const goal = goalAt(pathOf(fold(own, i), world, learner).at(-1)!);
    counts[goal < 0 ? 4 : goal]!++;
  }
  return counts;
}
