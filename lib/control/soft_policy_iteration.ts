/** Soft policy iteration: evaluate, be soft-greedy, evaluate again. */
import { lookAheadInto, softMaximumInto, softPolicyOf } from "./backup.ts";
import type { Floats, Mdp } from "./mdp.ts";
import type { Weights } from "./relative_log_sum.ts";
import { requireDiscount } from "./require_horizon.ts";
import { requireReturns } from "./require_scale.ts";
import { safeStart } from "./safe_start.ts";
import {
  readSoftOptions,
  readSweepOptions,
  type SoftOptions,
  type SweepOptions,
  weightsOf,
} from "./soft_options.ts";
import { bonusOf, type PolicyValues, settle } from "./soft_policy_evaluation.ts";
import { sweepUntilStill } from "./sweep.ts";

/** The optimum, and the policies on the way. */
export interface PolicyIteration {
  /** V(s), `[S]`, reward units. */
  readonly values: Floats;
  /** Q(s, a) of which `values` are the soft maxima, `[S·A]`, reward units. */
  readonly actionValues: Floats;
  /** π(a | s), `[S·A]`; rows of states of value −∞ are all 0. */
  readonly policy: Floats;
  /** For each policy tried, from the first, its soft values, `[S]`: they never fall. */
  readonly rounds: readonly PolicyValues[];
}

/**
 * The optimum of `softValueIteration` by policies: V^π, Q^π by soft policy evaluation, then
 * π(a|s) ∝ w exp(Q^π(s,a)/α), which is at least as good in every state, until a soft backup changes
 * no value by more than the tolerance (then they are within γ/(1−γ) · tolerance of the optimum).
 * It starts with the prior (with `bonus: "entropy"`, with chance), kept from what leads to
 * forbidden rewards where that can be avoided. Haarnoja et al. 2018, theorem 1.
 *
 * @param mdp with a discount
 * @param options maxSweeps bounds both the rounds and the sweeps of each evaluation
 * @throws as `softValueIteration`
 * @example
 * ```ts
 * import { mdp, softPolicyIteration, softValueIteration } from "lib/control";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const two = mdp({
 *   states: 2,
 *   actions: 2,
 *   transition: [[[1, 0], [0, 1]], [[1, 0], [0, 1]]],
 *   reward: [[-1, -2], [0, 0]],
 *   discount: 0.9,
 * });
 * const { values } = softPolicyIteration(two);
 * assertAlmostEquals(values[0]!, softValueIteration(two).values[0]!, 1e-8);
 * ```
 */
export function softPolicyIteration(
  mdp: Mdp,
  options: SoftOptions & SweepOptions = {},
): PolicyIteration {
  const action = "run softPolicyIteration";
  const { temperature, bonus } = readSoftOptions(action, options, ["tolerance", "maxSweeps"]);
  const stop = readSweepOptions(action, options);
  requireDiscount(action, mdp, "use variationalBackward");
  requireReturns(action, mdp, { temperature, bonus });
  const weights = weightsOf(mdp, bonus);
  const rounds: PolicyValues[] = [];
  const nothing = new Float64Array(mdp.states.length);
  let best: Omit<PolicyIteration, "rounds"> = {
    values: nothing,
    actionValues: nothing,
    policy: safeStart(mdp, weights.table),
  };
  sweepUntilStill(action, stop, () => {
    const pay = bonusOf(mdp, best.policy, temperature, bonus);
    const evaluated = settle(action, mdp, best.policy, pay, best.values, stop);
    rounds.push(evaluated);
    const { change, ...better } = improve(mdp, evaluated.values, weights, temperature);
    best = better;
    return change;
  });
  return { ...best, rounds };
}

function improve(mdp: Mdp, from: Floats, weights: Weights, temperature: number) {
  const values = Float64Array.from(from);
  const actionValues = new Float64Array(mdp.prior.length);
  lookAheadInto(actionValues, mdp, values, requireDiscount("", mdp, ""));
  const change = softMaximumInto(values, actionValues, weights, temperature);
  const policy = softPolicyOf(actionValues, weights, values.length, temperature);
  return { change, values, actionValues, policy };
}
