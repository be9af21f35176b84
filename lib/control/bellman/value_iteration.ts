/** Value iteration with a maximum: nothing is paid for chance, nor for leaving the prior. */
import { door } from "../../math/mod.ts";
import { hardPolicyOf, lookAheadInto, maximumInto } from "./backup.ts";
import type { Mdp } from "../mdp/model.ts";
import { discountOf, endlessMdp } from "../mdp/horizon.ts";
import { requireReturns } from "../mdp/require_scale.ts";
import { SWEEP, type SweepOptions, sweepUntilStill } from "./sweeps.ts";
import type { IteratedValues } from "./soft_value_iteration.ts";

const DOING = "run valueIteration";
const checkIteration = door(DOING, { mdp: endlessMdp("use hardBackward") });

/**
 * The largest discounted return: the fixed point of Q(s,a) = r̄(s,a) + γ Σ p(s'|s,a) V(s'),
 * V(s) = max_a Q(s,a) over the actions of prior above 0, from V = 0. Values at the stop are within
 * γ/(1−γ) · (last change) of the fixed point. Bellman 1957.
 *
 * The limit of `softValueIteration` with the bonus "prior" for α → 0: its values lie below these by at
 * most α log(1/min p(a|s))/(1−γ), the least prior above 0. With the bonus "entropy" they lie above
 * these, and by at most α log A/(1−γ) if no prior is 0; but that bonus takes actions of prior 0, too,
 * so where there are some its limit is the maximum over all actions, which may be larger.
 *
 * @param mdp with a discount
 * @returns reward units; the policy is deterministic, among equals it takes the lowest index
 * @throws as `softValueIteration`
 * @example
 * ```ts
 * import { mdp, valueIteration } from "lib/control";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const forever = mdp({
 *   states: 1,
 *   actions: ["cost", "less"],
 *   transition: [[[1], [1]]],
 *   reward: [[-2, -1]],
 *   discount: 0.9,
 * });
 * assertAlmostEquals(valueIteration(forever).values[0]!, -10, 1e-9);
 * ```
 */
export function valueIteration(mdp: Mdp, options?: SweepOptions): IteratedValues {
  const stop = SWEEP.read(DOING, options);
  checkIteration({ mdp });
  requireReturns(DOING, mdp);
  const discount = discountOf(mdp);
  const values = new Float64Array(mdp.states.length);
  const actionValues = new Float64Array(mdp.prior.length);
  const changes = sweepUntilStill(DOING, stop, () => {
    lookAheadInto(actionValues, mdp, values, discount);
    return maximumInto(values, actionValues, mdp.prior);
  });
  return {
    values,
    actionValues,
    policy: hardPolicyOf(actionValues, mdp.prior, values.length),
    changes,
  };
}
