/** Where a policy leads in T steps, what it earns, and how much chance is in it. */
import { door, refusal } from "../../math/mod.ts";
import { type Floats, MDP, type Mdp } from "../mdp/model.ts";
import { finiteMdp } from "../mdp/horizon.ts";
import { requireReturns } from "../mdp/require_scale.ts";
import { POLICIES, POLICY } from "../mdp/require_tables.ts";

const [VISIT, EARN] = ["evaluate occupancy", "evaluate expectedReturn"] as const;
const checkVisits = door(VISIT, { mdp: finiteMdp("use absorbDiscount"), policy: POLICIES });
const checkReturn = door(EARN, { mdp: finiteMdp("use policyEvaluation"), policy: POLICIES });
const checkEntropy = door("evaluate policyEntropy", { mdp: MDP, policy: POLICY });

/**
 * How likely each state is at each step under a policy and the true dynamics:
 * d_1 = p(s_1), d_{t+1}(s') = Σ_{s,a} d_t(s) π_t(a|s) p(s'|s,a). Exact to rounding.
 *
 * @param mdp with a number of steps
 * @param policy π_t(a | s), `[T][S·A]`
 * @returns `[T + 1][S]` probabilities; the last is of s_{T+1}
 * @throws {RangeError} when the horizon is discounted, a row is no distribution, or a state is
 *   reached whose row is all 0; {ShapeError} when there is not a table for each step
 * @example
 * ```ts
 * import { mdp, occupancy } from "lib/control";
 * import { assertEquals } from "@std/assert";
 *
 * const drift = mdp({
 *   states: 2,
 *   actions: 1,
 *   transition: [[[0.5, 0.5]], [[0, 1]]],
 *   reward: [[0], [0]],
 *   steps: 2,
 * });
 * const always = Float64Array.of(1, 1);
 * const visits = occupancy(drift, [always, always]);
 * assertEquals(visits.map((row) => row[0]), [1, 0.5, 0.25]);
 * ```
 */
export function occupancy(mdp: Mdp, policy: readonly Floats[]): readonly Floats[] {
  checkVisits({ mdp, policy });
  const { steps, stuck } = visits(mdp, policy);
  if (stuck === undefined) return steps;
  const { step, state, probability } = stuck;
  const at = `the sum of policy[${step}] in state ${state} (reached with chance ${probability})`;
  throw new RangeError(refusal(VISIT, at, 0, "1"));
}

/** Where a policy leads; and the first state reached, if there is one, where it has no action. */
export interface Visits {
  readonly steps: readonly Floats[];
  readonly stuck?: { readonly step: number; readonly state: number; readonly probability: number };
}

/** As {@link occupancy}, for policies already checked; what reaches a row of zeros goes no further. */
export function visits(mdp: Mdp, policy: readonly Floats[]): Visits {
  const { actions, outcomes: { offsets, successor, probability } } = mdp;
  const steps = [Float64Array.from(mdp.initial)];
  let stuck: Visits["stuck"];
  policy.forEach((table, t) => {
    const [here, next] = [steps[t]!, new Float64Array(mdp.states.length)];
    for (let s = 0; s < here.length; s++) {
      if (here[s] === 0) continue;
      let chosen = 0;
      for (let row = s * actions.length; row < (s + 1) * actions.length; row++) {
        if (table[row] === 0) continue;
        chosen++;
        const mass = here[s]! * table[row]!;
        for (let k = offsets[row]!; k < offsets[row + 1]!; k++) {
          next[successor[k]!]! += mass * probability[k]!;
        }
      }
      if (chosen === 0) stuck ??= { step: t, state: s, probability: here[s]! };
    }
    steps.push(next);
  });
  return stuck === undefined ? { steps } : { steps, stuck };
}

/**
 * What a policy earns in T steps: E[Σ_t r(s_t, a_t, s_{t+1})] = Σ_t Σ_{s,a} d_t(s) π_t(a|s) r̄(s,a).
 * Exact to rounding.
 *
 * @param mdp with a number of steps
 * @param policy π_t(a | s), `[T][S·A]`
 * @returns reward units; −∞ when a forbidden reward, or a state whose row is all 0, is reached
 * @throws as {@link occupancy}, except that a state without an action counts −∞; {RangeError} when a
 *   return overflows
 * @example
 * ```ts
 * import { expectedReturn, mdp } from "lib/control";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const coin = mdp({
 *   states: 1,
 *   actions: 2,
 *   transition: [[[1], [1]]],
 *   reward: [[0, -1]],
 *   steps: 3,
 * });
 * assertAlmostEquals(expectedReturn(coin, Array(3).fill(Float64Array.of(0.5, 0.5))), -1.5, 1e-15);
 * ```
 */
export function expectedReturn(mdp: Mdp, policy: readonly Floats[]): number {
  checkReturn({ mdp, policy });
  requireReturns(EARN, mdp);
  const { steps, stuck } = visits(mdp, policy);
  return stuck === undefined ? averageOver(mdp, steps, policy, () => mdp.reward) : -Infinity;
}

/** Σ_t Σ_{s,a} d_t(s) π_t(a|s) f_t(s, a), of what can happen. */
export function averageOver(
  mdp: Mdp,
  steps: readonly Floats[],
  policy: readonly Floats[],
  tableOf: (step: number) => Floats,
): number {
  const actions = mdp.actions.length;
  let sum = 0;
  policy.forEach((chances, t) => {
    const table = tableOf(t);
    for (let row = 0; row < chances.length; row++) {
      const mass = steps[t]![Math.floor(row / actions)]! * chances[row]!;
      if (mass > 0) sum += mass * table[row]!; // 0 · −∞ is not a number
    }
  });
  return sum;
}

/**
 * H(π(·|s)) = −Σ_a π(a|s) log π(a|s) of each state: 0 where the policy is sure, log A where it is
 * chance. Exact to rounding.
 *
 * @param policy π(a | s), `[S·A]`
 * @returns `[S]`, nats; 0 for a row of zeros
 * @throws {RangeError} when a row is no distribution, {ShapeError} for another size
 * @example
 * ```ts
 * import { mdp, policyEntropy } from "lib/control";
 * import { assertEquals } from "@std/assert";
 *
 * const one = mdp({ states: 1, actions: 2, transition: [[[1], [1]]], reward: [[0, 0]], steps: 1 });
 * assertEquals(Array.from(policyEntropy(one, one.prior)), [Math.LN2]);
 * ```
 */
export function policyEntropy(mdp: Mdp, policy: ArrayLike<number>): Floats {
  checkEntropy({ mdp, policy });
  const actions = mdp.actions.length;
  return Float64Array.from({ length: mdp.states.length }, (_, s) => {
    let entropy = 0;
    for (let row = s * actions; row < (s + 1) * actions; row++) {
      const chance = policy[row]!;
      if (chance > 0) entropy -= chance * Math.log(chance);
    }
    return entropy;
  });
}
