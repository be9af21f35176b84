/**
 * Agents that learn from experience, and the loop in which they do.
 *
 * @module
 */
export type {
  Actor,
  Agent,
  CriticProbe,
  Judged,
  Metrics,
  Observations,
  ReplayLearner,
} from "./shared/agent.ts";
export {
  type AgentAction,
  type BoxSpaces,
  type DiscreteSpaces,
  type HasSpaces,
  type Spaces,
  spacesOf,
} from "./shared/spaces.ts";
export { toBox, toWorld } from "./shared/actions.ts";
export {
  addRow,
  type Column,
  type Columns,
  type Replay,
  replayInit,
  replaySize,
  type Row,
  type RowBatch,
  type Rows,
  sampleRows,
} from "./shared/replay.ts";
export { sampleSequences, type SequenceOptions } from "./shared/replay_sequences.ts";
export {
  addTransition,
  type Batch,
  sampleBatch,
  type Transition,
  type TransitionColumns,
  type TransitionReplay,
  transitionReplay,
} from "./shared/transitions.ts";
export { type Network, type NetworkSizes, perceptron } from "./shared/networks.ts";
export {
  type AgentEnvironment,
  evaluate,
  type EvaluationGrid,
  predict,
} from "./shared/evaluate.ts";
export {
  decodePolicy,
  encodePolicy,
  type Head,
  type KeptAgent,
  type Policy,
  type PolicyParts,
} from "./shared/policy.ts";
export { criticLoss, type NextValues, softTargets } from "./learning/critics.ts";
export { type CriticBias, criticBias, type ProbedAgent } from "./shared/critic_bias.ts";
export { actorLoss, temperatureLoss } from "./sac/losses.ts";
export { type SacAgent, sacAgent, type Sampled } from "./sac/sac_agent.ts";
export {
  type ResolvedSac,
  SAC_SETTINGS,
  type SacConfig,
  sacDefaults,
  type TemperatureConfig,
} from "./sac/sac_config.ts";
export type { SacNetworks } from "./sac/sac_state.ts";
export { type SacNoise, sacNoise } from "./sac/sac_update.ts";
export { type DdpgAgent, ddpgAgent } from "./ddpg/ddpg_agent.ts";
export { type DeepQAgent, deepQAgent } from "./deep_q/deep_q_agent.ts";
export {
  DEEP_Q_SETTINGS,
  type DeepQConfig,
  deepQDefaults,
  type ResolvedDeepQ,
} from "./deep_q/deep_q_config.ts";
export { actionValueLoss, maximumTargets } from "./deep_q/losses.ts";
export type { Reading } from "./deep_q/reading.ts";
export { type SoftQAgent, softQAgent } from "./soft_q/soft_q_agent.ts";
export {
  type ResolvedSoftQ,
  SOFT_Q_SETTINGS,
  type SoftQConfig,
  softQDefaults,
} from "./soft_q/soft_q_config.ts";
export { softMaximumTargets } from "./soft_q/soft_maximum_targets.ts";
export { type SteinQAgent, steinQAgent } from "./stein_q/stein_q_agent.ts";
export {
  type ResolvedSteinQ,
  STEIN_Q_SETTINGS,
  type SteinQConfig,
  steinQDefaults,
} from "./stein_q/stein_q_config.ts";
export {
  sampledSoftTargets,
  type SamplerParticles,
  samplerPushes,
  type SamplerSizes,
} from "./stein_q/losses.ts";
export type { SteinQNoise } from "./stein_q/stein_q_update.ts";
export { deterministicActorLoss } from "./ddpg/losses.ts";
export {
  DDPG_SETTINGS,
  type DdpgConfig,
  ddpgDefaults,
  type ResolvedDdpg,
} from "./ddpg/ddpg_config.ts";
export {
  type AdvantageOptions,
  type Advantages,
  type Paths,
  softAdvantages,
} from "./policy_gradient/advantages.ts";
export {
  type Crowd,
  type CrowdActor,
  crowdInit,
  gather,
  type Rollout,
} from "./policy_gradient/crowd.ts";
export { policyLoss, stateValueLoss, type TakenActions } from "./policy_gradient/losses.ts";
export {
  type PolicyGradientAgent,
  policyGradientAgent,
} from "./policy_gradient/policy_gradient_agent.ts";
export {
  POLICY_GRADIENT_SETTINGS,
  type PolicyGradientConfig,
  policyGradientDefaults,
  type ResolvedPolicyGradient,
} from "./policy_gradient/policy_gradient_config.ts";
export type { Judgement } from "./policy_gradient/policy_gradient_update.ts";
export { train, type Training, trainingInit, trainingStep } from "./loop/training.ts";
export {
  type ResolvedTraining,
  resolveTraining,
  TRAINING_SETTINGS,
  type TrainingConfig,
  trainingDefaults,
} from "./loop/training_config.ts";
export { encodeTraining, restoreTraining } from "./loop/training_file.ts";
export type { Standing, TrainingRecord } from "./loop/training_record.ts";
