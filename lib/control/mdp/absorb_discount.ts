/** A discount is a chance that the episode ends: the same world with that end as a state. */
import { door, refusal } from "../../math/mod.ts";
import { discountOf, endlessMdp, STEPS } from "./horizon.ts";
import { sparseMdp } from "./mdp.ts";
import type { Mdp, Outcome } from "./model.ts";

const checkAbsorb = door("absorb the discount", {
  mdp: endlessMdp("there is nothing to absorb"),
  steps: STEPS,
});

/**
 * The discounted MDP as one of T steps: whatever happens, it happens and pays with probability γ as
 * before, and with 1 − γ it pays and the episode is over, in a new last state "ended" that is
 * absorbing and pays 0. Levine 2018 (arXiv:1805.00909) treats a discount so, too.
 *
 * In "ended" there is nothing to choose: action 0 alone is allowed there, the others have prior 0 and
 * a reward of −∞. Otherwise the bonus "entropy" would go on earning α log A for ever after the end.
 *
 * For a fixed policy the expected return is E[Σ_t≤T γ^(t−1) r_t], short of the discounted one by at
 * most γᵀ max|r|/(1 − γ). Where r depends on the successor, "ended" is listed once for each
 * different reward, so that nothing is averaged: β(s, a) = Σ p exp(r/α) (γ β(s') + 1 − γ).
 *
 * @param mdp with a discount
 * @param steps T, from 1 to 1,000,000
 * @throws {RangeError} when the MDP has no discount, or a state named "ended" already, and for steps
 *   that are none
 * @example
 * ```ts
 * import { absorbDiscount, mdp } from "lib/control";
 * import { assertEquals } from "@std/assert";
 *
 * const endless = mdp({
 *   states: ["here"],
 *   actions: ["wait"],
 *   transition: [[[1]]],
 *   reward: [[-1]],
 *   discount: 0.75,
 * });
 * const { states, outcomes } = absorbDiscount(endless, 10);
 * assertEquals(states, ["here", "ended"]);
 * assertEquals([...outcomes.probability], [0.75, 0.25, 1]);
 * ```
 */
export function absorbDiscount(mdp: Mdp, steps: number): Mdp {
  checkAbsorb({ mdp, steps });
  requireNoEnd(mdp);
  const discount = discountOf(mdp);
  const [ended, actions] = [mdp.states.length, mdp.actions.length];
  const priorOf = (s: number) => mdp.prior.subarray(s * actions, (s + 1) * actions);
  return sparseMdp({
    states: [...mdp.states, "ended"],
    actions: mdp.actions,
    initial: [...mdp.initial, 0],
    prior: [
      ...mdp.states.map((_, s) => priorOf(s)),
      Float64Array.from({ length: actions }, (_, a) => a === 0 ? 1 : 0),
    ],
    outcomes: (s, a) =>
      s === ended
        ? [{ state: ended, probability: 1, reward: a === 0 ? 0 : -Infinity }]
        : fadedOutcomes(mdp, s * actions + a, discount),
    steps,
  });
}

function requireNoEnd({ states }: Mdp): void {
  const at = states.indexOf("ended");
  if (at < 0) return;
  const wish = "another name; the end will be called so";
  throw new RangeError(refusal("absorb the discount", `the name of state ${at}`, "ended", wish));
}

function fadedOutcomes(
  { outcomes, states }: Mdp,
  row: number,
  discount: number,
): readonly Outcome[] {
  const going: Outcome[] = [];
  const ending = new Map<number, number>(); // probability of each reward
  for (let n = outcomes.offsets[row]!; n < outcomes.offsets[row + 1]!; n++) {
    const [probability, reward] = [outcomes.probability[n]!, outcomes.reward[n]!];
    going.push({ state: outcomes.successor[n]!, probability: discount * probability, reward });
    ending.set(reward, (ending.get(reward) ?? 0) + (1 - discount) * probability);
  }
  const ended = states.length;
  return [
    ...going,
    ...Array.from(ending, ([reward, probability]) => ({ state: ended, probability, reward })),
  ];
}
