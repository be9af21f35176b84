/** Control without softness over T steps: dynamic programming with a maximum. */
import { hardPolicyOf, maximumInto } from "./backup.ts";
import type { Mdp } from "./mdp.ts";
import { requireSteps } from "./require_horizon.ts";
import { requireReturns } from "./require_scale.ts";
import { backward, type BackwardValues } from "./variational.ts";

/**
 * The policy of largest expected return: Q_t(s,a) = r̄(s,a) + Σ p(s'|s,a) V_{t+1}(s'),
 * V_t(s) = max_a Q_t(s,a) over the actions of prior above 0, V_{T+1} = 0. Exact to rounding. Bellman
 * 1957. The limit of `variationalBackward` with the bonus "prior" for α → 0; with the bonus "entropy",
 * which takes actions of prior 0, too, only where no prior is 0.
 *
 * @param mdp with a number of steps
 * @returns reward units; the policy is deterministic, among equals it takes the lowest index
 * @throws {RangeError} when the horizon is discounted, or a return overflows
 * @example
 * ```ts
 * import { hardBackward, mdp } from "lib/control";
 * import { assertEquals } from "@std/assert";
 *
 * const choice = mdp({
 *   states: ["here"],
 *   actions: ["work", "rest"],
 *   transition: [[[1], [1]]],
 *   reward: [[-1, 0]],
 *   steps: 3,
 * });
 * assertEquals(Array.from(hardBackward(choice).policy[0]!), [0, 1]);
 * ```
 */
export function hardBackward(mdp: Mdp): BackwardValues {
  const action = "run hardBackward";
  const steps = requireSteps(action, mdp, "use valueIteration");
  requireReturns(action, mdp);
  return backward(mdp, steps, {
    choose: (values, actionValues) => maximumInto(values, actionValues, mdp.prior),
    policyOf: (actionValues) => hardPolicyOf(actionValues, mdp.prior, mdp.states.length),
  });
}
