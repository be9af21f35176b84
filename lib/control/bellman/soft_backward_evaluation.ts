/** What a policy that may change from step to step is worth over T steps. */
import { door } from "../../math/mod.ts";
import { lookAheadInto } from "./backup.ts";
import type { Floats, Mdp } from "../mdp/model.ts";
import { finiteMdp, stepsOf } from "../mdp/horizon.ts";
import { requireReturns } from "../mdp/require_scale.ts";
import { POLICIES, requireWithinPrior } from "../mdp/require_tables.ts";
import { SOFT, type SoftOptions } from "../mdp/soft_options.ts";
import { bonusOf, expectationInto } from "./soft_policy_evaluation.ts";
import type { BackwardValues } from "./backward.ts";

const DOING = "run softBackwardEvaluation";
const checkEvaluation = door(DOING, {
  mdp: finiteMdp("use softPolicyEvaluation"),
  policy: POLICIES,
});

/**
 * The soft values of a policy over T steps, from the last to the first:
 * Q_t(s,a) = r̄(s,a) + Σ p(s'|s,a) V_{t+1}(s'), V_t(s) = Σ_a π_t(a|s) (Q_t − α log(π_t(a|s)/p(a|s))),
 * V_{T+1} = 0; with `bonus: "entropy"`, without the prior. E[V_1(s_1)] is what the policy makes of
 * E_π[Σ r − α KL(π_t ‖ p(·|s_t))], α times the bound of `controlBound`. Choosing
 * π_t(a|s) ∝ p(a|s) exp(Q_t(s,a)/α) instead is at least as good in every state and step, and doing
 * both again and again gives the policy of `variationalBackward` after at most T rounds, for each
 * settles one more step, from the last on. Exact to rounding. `softPolicyEvaluation` is the same
 * with a discount; Haarnoja et al. 2018, "Soft Actor-Critic", lemma 1.
 *
 * @param mdp with a number of steps
 * @param policy π_t(a | s), `[T][S·A]`; a row of zeros, as solvers give it to states that every way
 *   is forbidden from, is worth −∞
 * @returns actionValues `[T][S·A]` and values `[T + 1][S]`, reward units; the last values are 0
 * @throws {RangeError} where the prior is 0 and the policy not (bonus "prior"), when a row is no
 *   distribution, the horizon is discounted, a return overflows, or an option is out of range;
 *   {ShapeError} when there is not a table for each step
 * @example
 * ```ts
 * import { mdp, softBackwardEvaluation } from "lib/control";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const choice = mdp({
 *   states: ["here"],
 *   actions: ["work", "rest"],
 *   transition: [[[1], [1]]],
 *   reward: [[-1, 0]],
 *   steps: 2,
 * });
 * const [rest, toss] = [Float64Array.of(0, 1), Float64Array.of(0.5, 0.5)];
 * const { values } = softBackwardEvaluation(choice, [rest, toss]);
 * assertAlmostEquals(values[1]![0]!, -0.5, 1e-15);
 * assertAlmostEquals(values[0]![0]!, -Math.LN2 - 0.5, 1e-15); // being sure costs log 2
 * ```
 */
export function softBackwardEvaluation(
  mdp: Mdp,
  policy: readonly Floats[],
  options?: SoftOptions,
): Omit<BackwardValues, "policy"> {
  const { temperature, bonus } = SOFT.read(DOING, options);
  checkEvaluation({ mdp, policy });
  requireReturns(DOING, mdp, { temperature, bonus });
  if (bonus === "prior") {
    policy.forEach((table, t) => requireWithinPrior(DOING, `policy[${t}]`, table, mdp));
  }
  const steps = stepsOf(mdp);
  const values = Array.from({ length: steps + 1 }, () => new Float64Array(mdp.states.length));
  const actionValues = Array.from({ length: steps }, () => new Float64Array(mdp.prior.length));
  for (let t = steps - 1; t >= 0; t--) {
    const [table, ahead] = [policy[t]!, actionValues[t]!];
    lookAheadInto(ahead, mdp, values[t + 1]!, 1);
    expectationInto(values[t]!, ahead, table, bonusOf(mdp, table, temperature, bonus));
  }
  return { actionValues, values };
}
