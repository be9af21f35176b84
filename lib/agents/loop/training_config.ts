/** The settings of a training. */
import {
  type Given,
  oneOf,
  optional,
  requireInteger,
  type Resolved,
  setting,
  settings,
  whole,
} from "../../math/mod.ts";

/**
 * The settings of `trainingInit`; by default one update a step after 1,000 random ones.
 *
 * - `capacity`: transitions remembered
 * - `batch`: transitions of a batch
 * - `randomSteps`: steps of random actions before the agent acts and learns; at least a batch
 * - `holdSteps`: steps for which each random action is held; 1: a new one every step
 * - `randomEnds`: whether the transitions of the random steps that end the world are remembered, or
 *   forgotten: to see what they are worth; remembered when left out
 * - `updates`: updates after each step of the world
 * - `evaluateEvery`: steps between evaluations; the first is before anything was learned
 */
export const TRAINING_SETTINGS = settings({
  capacity: setting(whole(1), 100_000),
  batch: setting(whole(1), 256),
  randomSteps: setting(whole(1), 1000),
  holdSteps: setting(whole(1), 1),
  randomEnds: optional(oneOf("remembered", "forgotten")),
  updates: setting(whole(0), 1),
  evaluateEvery: setting(whole(1), 1000),
});

/** What differs from the defaults, see {@link TRAINING_SETTINGS}. */
export type TrainingConfig = Given<typeof TRAINING_SETTINGS>;

/** {@link TrainingConfig} without gaps. */
export type ResolvedTraining = Resolved<typeof TRAINING_SETTINGS>;

/** The defaults of {@link TRAINING_SETTINGS}. */
export const trainingDefaults = TRAINING_SETTINGS.defaults;

/** @throws {RangeError|TypeError} naming a setting that is bad or unknown */
export function resolveTraining(config: TrainingConfig = {}): ResolvedTraining {
  const resolved = TRAINING_SETTINGS.read("train", config);
  requireInteger("train", "capacity", resolved.capacity, resolved.batch);
  requireInteger("train", "randomSteps", resolved.randomSteps, resolved.batch);
  return resolved;
}
