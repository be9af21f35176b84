/** Soft policy iteration: evaluate, be soft-greedy, evaluate again. */
import { door } from "../../math/mod.ts";
import { discountOf, endlessMdp } from "../mdp/horizon.ts";
import type { Floats, Mdp } from "../mdp/model.ts";
import { requireReturns } from "../mdp/require_scale.ts";
import { type SoftOptions, type Weights, weightsOf } from "../mdp/soft_options.ts";
import { SOFT_SWEEP, type SweepOptions, sweepUntilStill } from "./sweeps.ts";
import { lookAheadInto, softMaximumInto, softPolicyOf } from "./backup.ts";
import { bonusOf, type PolicyValues, settle } from "./soft_policy_evaluation.ts";

const DOING = "run softPolicyIteration";
const checkIteration = door(DOING, { mdp: endlessMdp("use variationalBackward") });

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
  options?: SoftOptions & SweepOptions,
): PolicyIteration {
  const { temperature, bonus, ...stop } = SOFT_SWEEP.read(DOING, options);
  checkIteration({ mdp });
  requireReturns(DOING, mdp, { temperature, bonus });
  const weights = weightsOf(mdp, bonus);
  const rounds: PolicyValues[] = [];
  const nothing = new Float64Array(mdp.states.length);
  let best: Omit<PolicyIteration, "rounds"> = {
    values: nothing,
    actionValues: nothing,
    policy: safeStart(mdp, weights.table),
  };
  sweepUntilStill(DOING, stop, () => {
    const pay = bonusOf(mdp, best.policy, temperature, bonus);
    const evaluated = settle(DOING, mdp, best.policy, pay, best.values, stop);
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
  lookAheadInto(actionValues, mdp, values, discountOf(mdp));
  const change = softMaximumInto(values, actionValues, weights, temperature);
  const policy = softPolicyOf(actionValues, weights, values.length, temperature);
  return { change, values, actionValues, policy };
}

/**
 * The weights as a policy, restricted to actions after which forbidden rewards can be avoided for
 * ever; rows of states without such an action are all 0. Policy iteration from a policy worth −∞
 * would stand still: all that leads there looks equally bad.
 */
export function safeStart(mdp: Mdp, weights: Floats): Floats {
  const [states, actions] = [mdp.states.length, mdp.actions.length];
  const policy = Float64Array.from(weights);
  const alive = new Uint8Array(states).fill(1);
  for (let lost = true; lost;) {
    lost = false;
    for (let row = 0; row < policy.length; row++) {
      if (policy[row]! > 0 && !isSafe(mdp, row, alive)) policy[row] = 0;
    }
    for (let s = 0; s < states; s++) {
      if (alive[s] === 1 && policy.subarray(s * actions, (s + 1) * actions).every((w) => w === 0)) {
        alive[s] = 0;
        lost = true;
      }
    }
  }
  return normalizeRows(policy, actions);
}

function isSafe({ reward, outcomes: { offsets, successor } }: Mdp, row: number, alive: Uint8Array) {
  if (reward[row] === -Infinity) return false;
  for (let k = offsets[row]!; k < offsets[row + 1]!; k++) {
    if (alive[successor[k]!] === 0) return false;
  }
  return true;
}

function normalizeRows(policy: Float64Array, actions: number): Floats {
  for (let from = 0; from < policy.length; from += actions) {
    const row = policy.subarray(from, from + actions);
    const sum = row.reduce((total, weight) => total + weight, 0);
    if (sum > 0) row.forEach((weight, a) => row[a] = weight / sum);
  }
  return policy;
}
