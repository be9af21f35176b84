/** What a policy is worth when it pays for going away from the prior, or for nothing. */
import { door, type Resolved } from "../../math/mod.ts";
import { lookAheadInto } from "./backup.ts";
import type { Floats, Mdp } from "../mdp/model.ts";
import { discountOf, endlessMdp } from "../mdp/horizon.ts";
import { requireReturns } from "../mdp/require_scale.ts";
import { POLICY, requireWithinPrior } from "../mdp/require_tables.ts";
import { type Bonus, type SoftOptions, weightsOf } from "../mdp/soft_options.ts";
import { SOFT_SWEEP, SWEEP, type SweepOptions, sweepUntilStill } from "./sweeps.ts";

const [SOFTLY, HARD] = ["run softPolicyEvaluation", "run policyEvaluation"] as const;
const checkSoft = door(SOFTLY, { mdp: endlessMdp("use softBackwardEvaluation"), policy: POLICY });
const checkHard = door(HARD, { mdp: endlessMdp("use expectedReturn"), policy: POLICY });

/** What a given policy is worth. */
export interface PolicyValues {
  /** V(s), `[S]`, reward units. */
  readonly values: Floats;
  /** Q(s, a) = r̄ + γ E[V], `[S·A]`, reward units. */
  readonly actionValues: Floats;
}

/**
 * The soft values of a policy: the fixed point of Q(s,a) = r̄(s,a) + γ Σ p(s'|s,a) V(s'),
 * V(s) = Σ_a π(a|s) (Q(s,a) − α log(π(a|s)/p(a|s))); with `bonus: "entropy"`, without the prior.
 * Values at the stop are within γ/(1−γ) · tolerance of the fixed point. Haarnoja et al. 2018,
 * "Soft Actor-Critic", lemma 1 (bonus "entropy", α = 1).
 *
 * @param mdp with a discount
 * @param policy π(a | s), `[S·A]`; it may hold zeros. A row of zeros, as solvers give it to states
 *   that every way is forbidden from, is worth −∞
 * @throws {RangeError} naming the entry when a row is no distribution, or where the prior is 0 and
 *   the policy not (worth −∞ by the KL alone, so surely a mistake); as `softValueIteration`
 * @example
 * ```ts
 * import { mdp, softPolicyEvaluation } from "lib/control";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const forever = mdp({
 *   states: 1,
 *   actions: 2,
 *   transition: [[[1], [1]]],
 *   reward: [[0, 0]],
 *   discount: 0.5,
 * });
 * const { values } = softPolicyEvaluation(forever, Float64Array.of(1, 0));
 * assertAlmostEquals(values[0]!, -Math.log(2) / (1 - 0.5), 1e-9); // sure where the prior is not
 * ```
 */
export function softPolicyEvaluation(
  mdp: Mdp,
  policy: Floats,
  options?: SoftOptions & SweepOptions,
): PolicyValues {
  const { temperature, bonus, ...stop } = SOFT_SWEEP.read(SOFTLY, options);
  checkSoft({ mdp, policy });
  requireReturns(SOFTLY, mdp, { temperature, bonus });
  if (bonus === "prior") requireWithinPrior(SOFTLY, "policy", policy, mdp);
  const start = new Float64Array(mdp.states.length);
  return settle(SOFTLY, mdp, policy, bonusOf(mdp, policy, temperature, bonus), start, stop);
}

/**
 * The expected discounted return of a policy, with nothing paid for chance: the fixed point of
 * V(s) = Σ_a π(a|s) (r̄(s,a) + γ Σ p(s'|s,a) V(s')). Error as for {@link softPolicyEvaluation}.
 *
 * @throws as {@link softPolicyEvaluation}
 * @example
 * ```ts
 * import { mdp, policyEvaluation } from "lib/control";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const one = mdp({ states: 1, actions: 1, transition: [[[1]]], reward: [[-1]], discount: 0.5 });
 * assertAlmostEquals(policyEvaluation(one, Float64Array.of(1)).values[0]!, -2, 1e-9);
 * ```
 */
export function policyEvaluation(
  mdp: Mdp,
  policy: Floats,
  options?: SweepOptions,
): PolicyValues {
  const stop = SWEEP.read(HARD, options);
  checkHard({ mdp, policy });
  requireReturns(HARD, mdp);
  const [none, start] = [new Float64Array(mdp.states.length), new Float64Array(mdp.states.length)];
  return settle(HARD, mdp, policy, none, start, stop);
}

/** Sweeps V ← Σ π Q + bonus from a start until it stands still. */
export function settle(
  doing: string,
  mdp: Mdp,
  policy: Floats,
  bonus: Floats,
  start: Floats,
  stop: Resolved<typeof SWEEP>,
): PolicyValues {
  const values = Float64Array.from(start);
  const discount = discountOf(mdp);
  const actionValues = new Float64Array(mdp.prior.length);
  sweepUntilStill(doing, stop, () => {
    lookAheadInto(actionValues, mdp, values, discount);
    return expectationInto(values, actionValues, policy, bonus);
  });
  return { values, actionValues };
}

/** V(s) = Σ_a π(a|s) Q(s, a) + bonus(s), in place; −∞ for a row of zeros. Returns the change. */
export function expectationInto(
  out: Float64Array,
  actionValues: Floats,
  policy: Floats,
  bonus: Floats,
): number {
  const actions = actionValues.length / out.length;
  let largest = 0;
  for (let s = 0, from = 0; s < out.length; s++, from += actions) {
    let value = bonus[s]!, chosen = 0;
    for (let i = from; i < from + actions; i++) {
      if (policy[i]! > 0) {
        value += policy[i]! * actionValues[i]!; // 0 · −∞ is not a number
        chosen++;
      }
    }
    if (chosen === 0) value = -Infinity;
    const change = Math.abs(value - out[s]!);
    if (change > largest) largest = change; // −∞ after −∞ is NaN, and no change
    out[s] = value;
  }
  return largest;
}

/** −α KL(π(·|s) ‖ p(·|s)), or α H(π(·|s)): −α Σ π log(π/w), `[S]`. */
export function bonusOf(mdp: Mdp, policy: Floats, temperature: number, bonus: Bonus): Floats {
  const { table: weights } = weightsOf(mdp, bonus);
  const [states, actions] = [mdp.states.length, mdp.actions.length];
  return Float64Array.from({ length: states }, (_, s) => {
    let divergence = 0;
    for (let i = s * actions; i < (s + 1) * actions; i++) {
      if (policy[i]! > 0) divergence += policy[i]! * Math.log(policy[i]! / weights[i]!);
    }
    return 0 - temperature * divergence;
  });
}
