/** Soft value iteration: the soft Bellman operator, applied until nothing moves. */
import { door } from "../../math/mod.ts";
import { lookAheadInto, softMaximumInto, softPolicyOf } from "./backup.ts";
import type { Floats, Mdp } from "../mdp/model.ts";
import { discountOf, endlessMdp } from "../mdp/horizon.ts";
import { requireReturns } from "../mdp/require_scale.ts";
import { type SoftOptions, weightsOf } from "../mdp/soft_options.ts";
import { SOFT_SWEEP, type SweepOptions, sweepUntilStill } from "./sweeps.ts";

const DOING = "run softValueIteration";
const checkIteration = door(DOING, { mdp: endlessMdp("use variationalBackward") });

/** What sweeping ends at, and how it came there. */
export interface IteratedValues {
  /** V(s), `[S]`, reward units; −∞ where a forbidden reward cannot be avoided. */
  readonly values: Floats;
  /** Q(s, a) of which `values` are the (soft) maxima, `[S·A]`, reward units. */
  readonly actionValues: Floats;
  /** π(a | s), `[S·A]`; rows of states of value −∞ are all 0. */
  readonly policy: Floats;
  /** The largest |change| of a value, one a sweep; infinite in a sweep that finds a dead end. */
  readonly changes: readonly number[];
}

/**
 * The optimal soft values of an MDP that goes on: the fixed point of
 * Q(s,a) = r̄(s,a) + γ Σ p(s'|s,a) V(s'), V(s) = α log Σ_a p(a|s) exp(Q(s,a)/α), from V = 0, all
 * states at once. It maximizes E_π[Σ γᵗ (r − α KL(π ‖ p(·|s_t)))] in every state; with
 * `bonus: "entropy"` 1 takes the prior's place and it is E_π[Σ γᵗ (r + α H(π))]. The operator
 * shrinks distances by γ, so values at the stop are within γ/(1−γ) · (last change) of the fixed
 * point: tolerance 1e-10 and γ = 0.95 mean 1.9e-9. Haarnoja et al. 2017, "Reinforcement Learning
 * with Deep Energy-Based Policies", theorem 3 (bonus "entropy"); Fox, Pakman & Tishby 2016, "Taming
 * the Noise in Reinforcement Learning via Soft Updates" (with a prior).
 *
 * @param mdp with a discount
 * @returns reward units
 * @throws {RangeError} naming the last change when maxSweeps are not enough; when the horizon is a
 *   number of steps, an option is out of range, or a return overflows
 * @example
 * ```ts
 * import { mdp, softValueIteration } from "lib/control";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const forever = mdp({
 *   states: 1,
 *   actions: 2,
 *   transition: [[[1], [1]]],
 *   reward: [[0, 0]],
 *   discount: 0.9,
 * });
 * const { values } = softValueIteration(forever, { bonus: "entropy" });
 * assertAlmostEquals(values[0]!, Math.log(2) / (1 - 0.9), 1e-9); // the entropy, again and again
 * ```
 */
export function softValueIteration(
  mdp: Mdp,
  options?: SoftOptions & SweepOptions,
): IteratedValues {
  const { temperature, bonus, ...stop } = SOFT_SWEEP.read(DOING, options);
  checkIteration({ mdp });
  requireReturns(DOING, mdp, { temperature, bonus });
  const weights = weightsOf(mdp, bonus), discount = discountOf(mdp);
  const values = new Float64Array(mdp.states.length);
  const actionValues = new Float64Array(mdp.prior.length);
  const changes = sweepUntilStill(DOING, stop, () => {
    lookAheadInto(actionValues, mdp, values, discount);
    return softMaximumInto(values, actionValues, weights, temperature);
  });
  const policy = softPolicyOf(actionValues, weights, values.length, temperature);
  return { values, actionValues, policy, changes };
}
