import type { StoredOptions } from "data";
import type { RunPlan } from "./plan.ts";

/** Runs of one plan, from several seeds; stored as data/results/NAME/SEED.json. */
export interface Experiment extends Omit<RunPlan, "seed"> {
  readonly seeds: readonly number[];
}

const SEEDS = [0, 1, 2, 3, 4];
const TWENTY = Array.from({ length: 20 }, (_, seed) => seed);
const NO_ENTROPY = { kind: "fixed", value: 0 };

/** The experiments that `deno task sweep` runs, by name: lower-case words with hyphens. */
export const EXPERIMENTS: Readonly<Record<string, Experiment>> = {
  /** A few seconds of everything a run does; a test runs it again. */
  check: {
    agent: "sac",
    environment: "pendulum",
    steps: 400,
    seeds: [0],
    config: {
      agent: { learningRate: 1e-3 },
      training: { randomSteps: 256, evaluateEvery: 200 },
      probes: {
        bias: [400],
        robustness: [
          { name: "mass 0.6", environment: { mass: 0.6 } },
          { name: "pushed", environment: { push: { probability: 0.05, size: 2 } } },
        ],
      },
    },
  },
  /** Chapter 19: Soft Actor-Critic swings the pendulum up, and what each of its parts is worth. */
  "pendulum-sac": onPendulum("sac", {}, TWENTY),
  "pendulum-one-critic": onPendulum("sac", { critics: 1 }, TWENTY),
  "pendulum-no-entropy": onPendulum("sac", { temperature: NO_ENTROPY }, TWENTY),
  "pendulum-bare": onPendulum("sac", { critics: 1, temperature: NO_ENTROPY }, TWENTY),
  "pendulum-hot": onPendulum("sac", { temperature: { kind: "fixed", value: 5 } }, SEEDS),
  "pendulum-no-copies": onPendulum("sac", { averaging: 1 }, SEEDS),
  "pendulum-ddpg": onPendulum("ddpg", {}, TWENTY),
  /** Chapter 19: the car that would not move, and what makes it. */
  "car-plain": onCar({}, {}),
  "car-held": onCar({}, { holdSteps: 20 }),
  "car-forgotten": onCar({}, { holdSteps: 20, randomEnds: "forgotten" }),
  "car-cool": onCar({ temperature: { kind: "fixed", value: 0.1 } }, {}),
  "car-hot": onCar({ temperature: { kind: "fixed", value: 10 } }, {}),
  /** Exercise 19.5: what six slips in the code come to, as settings. */
  "pendulum-slip-a": withSlip({}, { capacity: 256 }),
  "pendulum-slip-b": withSlip({ targetEntropy: 1 }, {}),
  "pendulum-slip-c": withSlip({ averaging: 1e-9 }, {}),
  "pendulum-slip-d": withSlip({ actorLearningRate: 1e-9 }, {}),
  "pendulum-slip-e": withSlip({ discount: 1 }, {}),
  "pendulum-slip-f": withSlip({ logStdRange: [-20, -5] }, {}),
};

function onPendulum(
  agent: string,
  settings: StoredOptions,
  seeds: readonly number[],
): Experiment {
  const masses = [0.5, 1, 1.5, 2].map((mass) => {
    return { name: `mass ${mass}`, environment: { mass } };
  });
  const pushes = [1, 2, 4].map((size) => {
    return { name: `pushes of ${size}`, environment: { push: { probability: 0.05, size } } };
  });
  const bias = [2000, 4000, 6000, 8000, 10_000, 12_000, 14_000, 16_000, 18_000, 20_000];
  return {
    agent,
    environment: "pendulum",
    steps: 20_000,
    seeds,
    config: {
      agent: { learningRate: 1e-3, ...settings },
      probes: { bias, robustness: [...masses, ...pushes] },
    },
  };
}

function onCar(agent: StoredOptions, training: StoredOptions): Experiment {
  return {
    agent: "sac",
    environment: "mountainCarContinuous",
    steps: 30_000,
    seeds: SEEDS,
    config: { agent, training: { randomSteps: 2000, evaluateEvery: 2000, ...training } },
  };
}

function withSlip(settings: StoredOptions, training: StoredOptions): Experiment {
  const agent = { learningRate: 1e-3, ...settings };
  return {
    agent: "sac",
    environment: "pendulum",
    steps: 10_000,
    seeds: [0],
    config: { agent, training },
  };
}
