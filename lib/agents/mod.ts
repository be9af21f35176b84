/**
 * Agents that learn from experience, and the loop in which they do.
 *
 * @module
 */
export { ddpgAgent, deterministicActorLoss } from "./ddpg/ddpg_agent.ts";
export { type DdpgConfig, ddpgDefaults } from "./ddpg/ddpg_config.ts";
export { type CriticBias, criticBias } from "./shared/critic_bias.ts";
export {
  type BoxEnvironment,
  evaluate,
  type EvaluationGrid,
  type ManyActions,
} from "./shared/evaluate.ts";
export type { Learner, Metrics, Sampled } from "./shared/learner.ts";
export {
  addTransition,
  type Batch,
  type Replay,
  replayInit,
  replaySize,
  sampleBatch,
  type Transition,
} from "./shared/replay.ts";
export { actorLoss, temperatureLoss } from "./sac/losses.ts";
export { criticLoss, type NextValues, softTargets } from "./shared/critics.ts";
export { sacAgent } from "./sac/sac_agent.ts";
export { type SacConfig, sacDefaults, type TemperatureConfig } from "./sac/sac_config.ts";
export { type Spaces, spacesOf, toBox } from "./shared/spaces.ts";
export { train, type Training, trainingInit, trainingStep } from "./loop/training.ts";
export {
  encodeTraining,
  restoreTraining,
  type Standing,
  type TrainingRecord,
} from "./loop/training_file.ts";
export { resolveTraining, type TrainingConfig, trainingDefaults } from "./loop/training_config.ts";
