/**
 * Control as inference, exactly: finite MDPs, messages, soft Bellman equations. Float64, no tensors.
 *
 * @module
 */
export type { Horizon, Length } from "./horizon.ts";
export {
  type Floats,
  type Integers,
  type Mdp,
  mdp,
  type MdpFrame,
  type MdpOutcomes,
  type MdpTables,
  type Outcome,
  type OutcomeTable,
  sparseMdp,
} from "./mdp.ts";
export { type RewardChange, withInitial, withPrior, withRewards, withSteps } from "./edit.ts";
export { outcomesOf } from "./outcomes_of.ts";
export { type GridCell } from "./grid_map.ts";
export { type Gridworld, gridworld, type GridworldOptions } from "./gridworld.ts";
export { lottery, type LotteryOptions } from "./lottery.ts";
export { randomMdp, type RandomMdpOptions } from "./random_mdp.ts";
export {
  trajectories,
  type Trajectory,
  type TrajectoryPosterior,
  trajectoryPosterior,
} from "./trajectories.ts";
export { type PosteriorMessages, posteriorMessages } from "./posterior.ts";
export { posteriorDynamics, posteriorInitial, posteriorPolicy } from "./posterior_policy.ts";
export { stateActionMarginals, stateMarginals } from "./posterior_marginals.ts";
export { softMaximum, type SoftMaximumOptions, softPolicy } from "./soft_maximum.ts";
export type { Bonus, SoftOptions, SweepOptions } from "./soft_options.ts";
export { type BackwardValues, variationalBackward } from "./variational.ts";
export { softBackwardEvaluation } from "./soft_backward_evaluation.ts";
export { hardBackward } from "./hard_backward.ts";
export { type IteratedValues, softBackup, softValueIteration } from "./soft_value_iteration.ts";
export { valueIteration } from "./hard_value_iteration.ts";
export {
  policyEvaluation,
  type PolicyValues,
  softPolicyEvaluation,
} from "./soft_policy_evaluation.ts";
export { type PolicyIteration, softPolicyIteration } from "./soft_policy_iteration.ts";
export { expectedReturn, occupancy, policyEntropy } from "./evaluate.ts";
export { type ControlBound, controlBound } from "./bound.ts";
export { foldPrior, shiftRewards } from "./rewards.ts";
export { absorbDiscount } from "./absorb_discount.ts";
export { hiddenMarkovOf, type MdpChain, type MdpEdge } from "./hidden_markov_of.ts";
export { environmentOf, type TabularState } from "./environment_of.ts";
