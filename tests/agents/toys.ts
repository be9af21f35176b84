/** A small world and a learner without networks, both to look into. */
import type {
  Agent,
  AgentEnvironment,
  BoxSpaces,
  CriticProbe,
  Metrics,
  ReplayLearner,
} from "lib/agents";
import { type Key, normal, uniform } from "lib/math";
import { treeEntries } from "lib/nn";
import * as tf from "lib/nn/tf";

export interface LineState {
  readonly x: number;
  readonly step: number;
}

export interface LineOptions {
  /** Standard deviation of the world's own noise; default 0.05. */
  readonly noise?: number;
  readonly stepLimit?: number;
  /** Leaving ± this ends the world; default 1.5. */
  readonly wall?: number;
  /** Called in each step, for faults and for counting. */
  readonly onStep?: (state: LineState, action: readonly number[]) => void;
  /** In place of −x². */
  readonly reward?: (state: LineState, action: readonly number[]) => number;
  readonly observe?: (state: LineState) => readonly number[];
}

/** A point on a line: x ← x + a/4 + noise with a in [−2, 2], for −x² a step. It sees [x, 1]. */
export function line(options: LineOptions = {}): AgentEnvironment<LineState> {
  const { noise = 0.05, stepLimit = 20, wall = 1.5, onStep = () => {} } = options;
  const { reward = ({ x }) => -x * x, observe = ({ x }) => [x, 1] } = options;
  const seen = (state: LineState) => ({ state, observation: observe(state) });
  return {
    name: "line",
    actions: { kind: "box", low: [-2], high: [2] },
    observations: { kind: "vector", size: 2 },
    reset: (key) => seen({ x: uniform(key, 1, -1, 1)[0]!, step: 0 }),
    step: (state, action, key) => {
      onStep(state, action);
      const x = state.x + action[0]! / 4 + noise * normal(key, 1)[0]!, step = state.step + 1;
      const running = step < stepLimit ? "running" : "truncated";
      const ending = { kind: Math.abs(x) > wall ? "terminated" : running } as const;
      return { ...seen({ x, step }), reward: reward(state, action), ending };
    },
  };
}

export const lineSpaces: BoxSpaces = { kind: "box", observations: 2, low: [-2], high: [2] };

export const lineGrid = {
  starts: [-0.5, 0.5].map((x) => ({ state: { x, step: 0 }, observation: [x, 1] })),
  maxSteps: 10,
};

/** Acts by its key when it explores, stands still when it exploits, and notes what it is taught. */
export function notingLearner(
  metrics: (step: number) => Metrics = () => ({}),
): ReplayLearner & {
  readonly probe: CriticProbe;
  readonly noted: { step: number; key: Key; rewards: readonly number[] }[];
} {
  const noted: { step: number; key: Key; rewards: readonly number[] }[] = [];
  const weight = tf.keep(tf.scalar(0));
  return {
    noted,
    kind: "noting",
    spaces: lineSpaces,
    config: {},
    explore: (key) => Array.from(uniform(key, 1, -1, 1)),
    exploit: (observations) => observations.map(() => [0]),
    probe: {
      act: (_, observations) => ({
        actions: observations.map(() => [0.5]),
        bonuses: observations.map(() => 0.5 * 1.25),
      }),
      values: (observations) => [observations.map(([x]) => 3 + x!), observations.map(() => 3)],
    },
    update: (key, { rewards }, step) => {
      noted.push({ step, key, rewards: [...rewards] });
      return metrics(step);
    },
    tensors: { weight },
    [Symbol.dispose]: () => weight.dispose(),
  };
}

/** All numbers of an agent by name. */
export function numbersOf({ tensors }: Pick<Agent, "tensors">): Record<string, number[]> {
  return Object.fromEntries(
    treeEntries(tensors).map(([path, tensor]) => [path, [...tensor.dataSync()]]),
  );
}
