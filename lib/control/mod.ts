/**
 * Control as inference, exactly: finite MDPs, messages, soft Bellman equations. Float64, no tensors.
 *
 * @module
 */
export type { Length } from "./mdp/horizon.ts";
export type { Floats, Horizon, Integers, Mdp, Outcome, OutcomeTable } from "./mdp/model.ts";
export { mdp, type MdpFrame, type MdpOutcomes, type MdpTables, sparseMdp } from "./mdp/mdp.ts";
export { type RewardChange, withInitial, withPrior, withRewards, withSteps } from "./mdp/edit.ts";
export { outcomesOf } from "./mdp/outcomes.ts";
export { entryOf, type Place, rowOf } from "./mdp/rows.ts";
export type { GridCell } from "./worlds/map_text.ts";
export { type Gridworld, gridworld, type GridworldOptions } from "./worlds/gridworld.ts";
export { lottery, type LotteryOptions } from "./worlds/lottery.ts";
export { randomMdp, type RandomMdpOptions } from "./worlds/random_mdp.ts";
export {
  trajectories,
  type Trajectory,
  type TrajectoryPosterior,
  trajectoryPosterior,
} from "./posterior/trajectories.ts";
export { type PosteriorMessages, posteriorMessages } from "./posterior/messages.ts";
export { posteriorDynamics, posteriorInitial, posteriorPolicy } from "./posterior/policy.ts";
export { stateActionMarginals, stateMarginals } from "./posterior/marginals.ts";
export { softMaximum, type SoftMaximumOptions, softPolicy } from "./bellman/soft_maximum.ts";
export type { Bonus, SoftOptions } from "./mdp/soft_options.ts";
export type { SweepOptions } from "./bellman/sweeps.ts";
export { type BackwardValues, hardBackward, variationalBackward } from "./bellman/backward.ts";
export { softBackwardEvaluation } from "./bellman/soft_backward_evaluation.ts";
export { type IteratedValues, softValueIteration } from "./bellman/soft_value_iteration.ts";
export { softBackup } from "./bellman/backup.ts";
export { valueIteration } from "./bellman/value_iteration.ts";
export {
  policyEvaluation,
  type PolicyValues,
  softPolicyEvaluation,
} from "./bellman/soft_policy_evaluation.ts";
export { type PolicyIteration, softPolicyIteration } from "./bellman/soft_policy_iteration.ts";
export { expectedReturn, occupancy, policyEntropy } from "./bellman/occupancy.ts";
export { type ControlBound, controlBound } from "./posterior/bound.ts";
export { foldPrior, shiftRewards } from "./mdp/rewards.ts";
export { absorbDiscount } from "./mdp/absorb_discount.ts";
export { hiddenMarkovOf, type MdpChain, type MdpEdge } from "./posterior/hidden_markov_of.ts";
export { environmentOf, type TabularState } from "./worlds/environment_of.ts";
export {
  CROSS_ENTROPY,
  type CrossEntropyConfig,
  crossEntropyPlan,
  type Imagine,
  type Plan,
} from "./planning/cross_entropy.ts";
export {
  type LinearQuadratic,
  linearQuadratic,
  type LinearQuadraticSolution,
  type QuadraticStep,
} from "./planning/linear_quadratic.ts";
export { ILQR, ilqr, type IlqrConfig, type IlqrPlan } from "./planning/ilqr.ts";
export type { GoalCost, LocalModel } from "./planning/follow.ts";
export { type Linearization, linearizeByDifferences } from "./planning/differences.ts";
