/** Maximum-entropy control over T steps: the dynamics stay as they are, only actions are chosen. */
import { door } from "../../math/mod.ts";
import { finiteMdp, stepsOf } from "../mdp/horizon.ts";
import type { Floats, Mdp } from "../mdp/model.ts";
import { requireReturns } from "../mdp/require_scale.ts";
import { SOFT, type SoftOptions, weightsOf } from "../mdp/soft_options.ts";
import {
  hardPolicyOf,
  lookAheadInto,
  maximumInto,
  softMaximumInto,
  softPolicyOf,
} from "./backup.ts";

const [SOFTLY, HARD] = ["run variationalBackward", "run hardBackward"] as const;
const checkSoft = door(SOFTLY, { mdp: finiteMdp("use softValueIteration") });
const checkHard = door(HARD, { mdp: finiteMdp("use valueIteration") });

/** Values and a policy for each step. Tables over (s, a) are flat, entry `s * A + a`. */
export interface BackwardValues {
  /** Q_t(s, a), `[T][S·A]`, reward units. */
  readonly actionValues: readonly Floats[];
  /** V_t(s), `[T + 1][S]`, reward units; the last is 0. */
  readonly values: readonly Floats[];
  /** π_t(a | s), `[T][S·A]`; rows of states from which every way is forbidden are all 0. */
  readonly policy: readonly Floats[];
}

/**
 * The best policy when deviating from the prior costs α a nat and the dynamics may not bend:
 * Q_t(s,a) = r̄(s,a) + Σ p(s'|s,a) V_{t+1}(s'), V_t(s) = α log Σ_a p(a|s) exp(Q_t(s,a)/α),
 * π_t(a|s) = p(a|s) exp((Q_t − V_t)/α), V_{T+1} = 0. It maximizes E_π[Σ r − α KL(π_t ‖ p(·|s_t))],
 * and V_1 is the maximum. With `bonus: "entropy"` the prior's place is taken by 1, and it maximizes
 * E_π[Σ r + α H(π_t)], taking actions of prior 0 as well. Rewards of any sign; r + c adds c at each step and leaves π as it is.
 * Exact to rounding. Levine 2018, section 3.1 (bonus "entropy", α = 1).
 *
 * @param mdp with a number of steps
 * @returns reward units; values are −∞ where every way is forbidden
 * @throws {RangeError} when the horizon is discounted, the temperature is not above 0, or a return
 *   overflows
 * @example
 * ```ts
 * import { mdp, variationalBackward } from "lib/control";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const choice = mdp({
 *   states: ["here"],
 *   actions: ["work", "rest"],
 *   transition: [[[1], [1]]],
 *   reward: [[-1, 0]],
 *   steps: 1,
 * });
 * const { values, policy } = variationalBackward(choice);
 * assertAlmostEquals(values[0]![0]!, Math.log((Math.exp(-1) + 1) / 2), 1e-15);
 * assertAlmostEquals(policy[0]![1]!, 1 / (1 + Math.exp(-1)), 1e-15);
 * ```
 */
export function variationalBackward(mdp: Mdp, options?: SoftOptions): BackwardValues {
  const { temperature, bonus } = SOFT.read(SOFTLY, options);
  checkSoft({ mdp });
  requireReturns(SOFTLY, mdp, { temperature, bonus });
  const [weights, states] = [weightsOf(mdp, bonus), mdp.states.length];
  return backward(mdp, stepsOf(mdp), {
    choose: (values, actionValues) => softMaximumInto(values, actionValues, weights, temperature),
    policyOf: (actionValues) => softPolicyOf(actionValues, weights, states, temperature),
  });
}

/** What distinguishes one backward pass from another. */
export interface Choice {
  /** Writes V of one step, given its Q. */
  readonly choose: (values: Float64Array, actionValues: Floats) => void;
  readonly policyOf: (actionValues: Floats) => Floats;
}

/** From the last step to the first, looking ahead and choosing. */
export function backward(mdp: Mdp, steps: number, { choose, policyOf }: Choice): BackwardValues {
  const states = mdp.states.length;
  const values = Array.from({ length: steps + 1 }, () => new Float64Array(states));
  const actionValues = Array.from({ length: steps }, () => new Float64Array(mdp.prior.length));
  for (let t = steps - 1; t >= 0; t--) {
    lookAheadInto(actionValues[t]!, mdp, values[t + 1]!, 1);
    choose(values[t]!, actionValues[t]!);
  }
  return { actionValues, values, policy: actionValues.map(policyOf) };
}

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
  checkHard({ mdp });
  requireReturns(HARD, mdp);
  return backward(mdp, stepsOf(mdp), {
    choose: (values, actionValues) => maximumInto(values, actionValues, mdp.prior),
    policyOf: (actionValues) => hardPolicyOf(actionValues, mdp.prior, mdp.states.length),
  });
}
