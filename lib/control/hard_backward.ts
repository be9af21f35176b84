/** Control without softness over T steps: dynamic programming with a maximum. */
import { hardPolicyOf, maximumInto } from "./backup.ts";
import type { Mdp } from "./mdp.ts";
import { requireSteps } from "./require_horizon.ts";
import { backward, type BackwardValues } from "./variational.ts";

/**
 * The policy of largest expected return: Q_t(s,a) = r̄(s,a) + Σ p(s'|s,a) V_{t+1}(s'),
 * V_t(s) = max_a Q_t(s,a), V_{T+1} = 0. The limit of `variationalBackward` for α → 0; as there, an
 * action of prior 0 is none. Exact to rounding. Bellman 1957.
 *
 * @param mdp with a number of steps
 * @returns reward units; the policy is deterministic, among equals it takes the lowest index
 * @throws {RangeError} when the horizon is discounted
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
  return backward(mdp, requireSteps("run hardBackward", mdp, "use valueIteration"), {
    choose: (values, actionValues) => maximumInto(values, actionValues, mdp.prior),
    policyOf: (actionValues) => hardPolicyOf(actionValues, mdp.prior, mdp.states.length),
  });
}
