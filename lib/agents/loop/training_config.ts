/** The settings of a training. */
import { requireInteger, requireOptions } from "../../math/mod.ts";

/** Settings of `trainingInit`. */
export interface TrainingConfig {
  /** Transitions remembered. */
  readonly capacity: number;
  /** Transitions of a batch. */
  readonly batch: number;
  /** Steps of random actions, uniform in the box, before the agent acts and learns; at least a batch. */
  readonly randomSteps: number;
  /** Steps for which each random action is held; 1: a new one every step. */
  readonly holdSteps: number;
  /** Updates after each step of the world. */
  readonly updates: number;
  /** Steps between evaluations; the first is before anything was learned. */
  readonly evaluateEvery: number;
}

/** One update a step after 1,000 random ones. */
export const trainingDefaults: TrainingConfig = {
  capacity: 100_000,
  batch: 256,
  randomSteps: 1000,
  holdSteps: 1,
  updates: 1,
  evaluateEvery: 1000,
};

/** @throws {RangeError|TypeError} naming a setting that is bad or unknown */
export function resolveTraining(config: Partial<TrainingConfig>): TrainingConfig {
  const action = "train", resolved = { ...trainingDefaults, ...config };
  requireOptions(action, config, Object.keys(trainingDefaults));
  for (const name of ["batch", "holdSteps", "evaluateEvery"] as const) {
    requireInteger(action, name, resolved[name], 1);
  }
  requireInteger(action, "updates", resolved.updates, 0);
  requireInteger(action, "capacity", resolved.capacity, resolved.batch);
  requireInteger(action, "randomSteps", resolved.randomSteps, resolved.batch);
  return resolved;
}
