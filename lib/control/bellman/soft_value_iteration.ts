/** Soft value iteration: the soft Bellman operator, applied until nothing moves. */
import { lookAheadInto, softMaximumInto, softPolicyOf } from "./backup.ts";
import type { Floats, Mdp } from "../mdp/model.ts";
import { requireDiscount } from "../mdp/horizon.ts";
import { requireBackedUp, requireReturns } from "../mdp/require_scale.ts";
import { requireValues } from "../mdp/require_tables.ts";
import {
  readSoftOptions,
  readSweepOptions,
  type SoftOptions,
  type SweepOptions,
  weightsOf,
} from "../mdp/soft_options.ts";
import { sweepUntilStill } from "./sweep.ts";

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
  options: SoftOptions & SweepOptions = {},
): IteratedValues {
  const action = "run softValueIteration";
  const { temperature, bonus } = readSoftOptions(action, options, ["tolerance", "maxSweeps"]);
  const stop = readSweepOptions(action, options);
  const discount = requireDiscount(action, mdp, "use variationalBackward");
  requireReturns(action, mdp, { temperature, bonus });
  const weights = weightsOf(mdp, bonus);
  const values = new Float64Array(mdp.states.length);
  const actionValues = new Float64Array(mdp.prior.length);
  const changes = sweepUntilStill(action, stop, () => {
    lookAheadInto(actionValues, mdp, values, discount);
    return softMaximumInto(values, actionValues, weights, temperature);
  });
  const policy = softPolicyOf(actionValues, weights, values.length, temperature);
  return { values, actionValues, policy, changes };
}

/**
 * One application of the soft Bellman operator to any values, the map whose fixed point
 * {@link softValueIteration} finds: ‖backup(V) − backup(W)‖ ≤ γ ‖V − W‖ in the largest difference.
 *
 * @param values V(s'), `[S]`, reward units; −∞ allowed
 * @returns Q = r̄ + γ E[V], `[S·A]`, and its soft maxima, `[S]`
 * @throws as {@link softValueIteration}; {ShapeError|RangeError} for values that are none
 * @example
 * ```ts
 * import { mdp, softBackup } from "lib/control";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const one = mdp({ states: 1, actions: 1, transition: [[[1]]], reward: [[-1]], discount: 0.5 });
 * assertAlmostEquals(softBackup(one, [4]).values[0]!, -1 + 0.5 * 4, 1e-15);
 * ```
 */
export function softBackup(
  mdp: Mdp,
  values: ArrayLike<number>,
  options: SoftOptions = {},
): { readonly values: Floats; readonly actionValues: Floats } {
  const action = "run softBackup";
  const { temperature, bonus } = readSoftOptions(action, options);
  const discount = requireDiscount(action, mdp, "use variationalBackward");
  requireValues(action, "values", values, mdp);
  requireReturns(action, mdp, { temperature, bonus });
  requireBackedUp(action, values);
  const actionValues = new Float64Array(mdp.prior.length);
  lookAheadInto(actionValues, mdp, Float64Array.from(values), discount);
  const next = new Float64Array(values.length);
  softMaximumInto(next, actionValues, weightsOf(mdp, bonus), temperature);
  return { values: next, actionValues };
}
