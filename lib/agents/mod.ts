/**
 * Agents that learn from experience, and the loop in which they do.
 *
 * @module
 */
export { ddpgAgent, deterministicActorLoss } from "./ddpg.ts";
export { type DdpgConfig, ddpgDefaults } from "./ddpg_config.ts";
export { type CriticBias, criticBias } from "./critic_bias.ts";
export {
  type BoxEnvironment,
  evaluate,
  type EvaluationGrid,
  type ManyActions,
} from "./evaluate.ts";
export type { Learner, Metrics, Sampled } from "./learner.ts";
export {
  addTransition,
  type Batch,
  type Replay,
  replayInit,
  replaySize,
  sampleBatch,
  type Transition,
} from "./replay.ts";
export { actorLoss, criticLoss, type NextValues, softTargets, temperatureLoss } from "./sac.ts";
export { sacAgent } from "./sac_agent.ts";
export { type SacConfig, sacDefaults, type TemperatureConfig } from "./sac_config.ts";
export { type Spaces, spacesOf, toBox } from "./spaces.ts";
export { train, type Training, trainingInit, trainingStep } from "./training.ts";
export type { Standing, TrainingRecord } from "./training_record.ts";
export { resolveTraining, type TrainingConfig, trainingDefaults } from "./training_config.ts";
export { encodeTraining, restoreTraining } from "./training_file.ts";
