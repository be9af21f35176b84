/** The same MDP but for one part, checked as when it was built. */
import { callable, door, list, probabilities } from "../../math/mod.ts";
import { priorOf } from "./frame.ts";
import { STEPS } from "./horizon.ts";
import { type Floats, MDP, type Mdp } from "./model.ts";
import { REWARD } from "./outcomes.ts";
import { requireReturns } from "./require_scale.ts";

const checkPrior = door("change the prior", { mdp: MDP, prior: list(probabilities("A"), "S") });
const checkSteps = door("change the steps", { mdp: MDP, steps: STEPS });
const checkInitial = door("change the initial state", { mdp: MDP, initial: probabilities("S") });
const checkRewards = door("change rewards", {
  mdp: MDP,
  change: callable("a function of state, action, next state and reward"),
});

/**
 * The MDP with another action prior; exact.
 *
 * @param prior p(a | s), `[S][A]`
 * @throws {RangeError|ShapeError|TypeError} for a row that is no distribution, or another size
 * @example
 * ```ts
 * import { lottery, withPrior } from "lib/control";
 * import { assertEquals } from "@std/assert";
 *
 * const ticket = lottery({ chance: 0.01, prize: 10, loss: 1 });
 * const gambler = withPrior(ticket, ticket.states.map(() => [0.2, 0.8]));
 * assertEquals([...gambler.prior.slice(0, 2)], [0.2, 0.8]);
 * ```
 */
export function withPrior(mdp: Mdp, prior: readonly ArrayLike<number>[]): Mdp {
  checkPrior({ mdp, prior });
  return { ...mdp, prior: priorOf(prior, mdp.states.length, mdp.actions.length) };
}

/**
 * The MDP over so many steps, whatever its horizon was; a discount is dropped, where
 * `absorbDiscount` keeps it as a chance to end.
 *
 * @param steps T, from 1 to 1,000,000
 * @throws {RangeError|TypeError} for steps that are none
 * @example
 * ```ts
 * import { lottery, withSteps } from "lib/control";
 * import { assertEquals } from "@std/assert";
 *
 * const twice = withSteps(lottery({ chance: 0.01, prize: 10, loss: 1 }), 2);
 * assertEquals(twice.horizon, { kind: "finite", steps: 2 });
 * ```
 */
export function withSteps(mdp: Mdp, steps: number): Mdp {
  checkSteps({ mdp, steps });
  return { ...mdp, horizon: { kind: "finite", steps } };
}

/**
 * The MDP with another distribution of the first state; exact.
 *
 * @param initial p(s₁), `[S]`
 * @throws {RangeError|ShapeError|TypeError} when it is no distribution over the states
 * @example
 * ```ts
 * import { lottery, withInitial } from "lib/control";
 * import { assertEquals } from "@std/assert";
 *
 * const ticket = lottery({ chance: 0.01, prize: 10, loss: 1 });
 * assertEquals([...withInitial(ticket, [0, 1, 0, 0]).initial], [0, 1, 0, 0]); // has won already
 * ```
 */
export function withInitial(mdp: Mdp, initial: ArrayLike<number>): Mdp {
  checkInitial({ mdp, initial });
  return { ...mdp, initial: Float64Array.from(initial) };
}

/** r(s, a, s') of an outcome, from what it was. */
export type RewardChange = (state: number, action: number, next: number, reward: number) => number;

/**
 * The MDP with the reward of each outcome replaced, and their averages r̄(s, a) with them; exact to
 * rounding.
 *
 * @param change gets s, a, s' and r(s, a, s'), and returns the new reward; −∞ forbids
 * @throws {RangeError} naming the outcome when a new reward is NaN or +∞, and when returns overflow;
 *   {TypeError} when it is no number, or `change` no function
 * @example
 * ```ts
 * import { gridworld, withRewards } from "lib/control";
 * import { assertEquals } from "@std/assert";
 *
 * const { mdp, stateAt } = gridworld({ map: "S.G", steps: 4 });
 * const goal = stateAt(0, 2);
 * const paid = withRewards(mdp, (s, _a, next, r) => next === goal && s !== goal ? r + 10 : r);
 * assertEquals(paid.reward[stateAt(0, 1) * 4 + 1], 9); // east, into the goal
 * ```
 */
export function withRewards(mdp: Mdp, change: RewardChange): Mdp {
  checkRewards({ mdp, change });
  return editRewards("change rewards", mdp, change);
}

/** As {@link withRewards}, under the name of who calls it. */
export function editRewards(doing: string, mdp: Mdp, change: RewardChange): Mdp {
  const { actions, outcomes: { offsets, successor, probability } } = mdp;
  const reward = mdp.outcomes.reward.slice();
  const mean = new Float64Array(mdp.reward.length);
  for (let row = 0; row < mean.length; row++) {
    const [s, a] = [Math.floor(row / actions.length), row % actions.length];
    for (let n = offsets[row]!; n < offsets[row + 1]!; n++) {
      const [next, changed] = [successor[n]!, change(s, a, successor[n]!, reward[n]!)];
      REWARD.check(doing, `the reward of (state ${s}, action ${a}) to ${next}`, changed);
      reward[n] = changed;
      mean[row]! += probability[n]! * changed;
    }
  }
  const edited = { ...mdp, reward: mean as Floats, outcomes: { ...mdp.outcomes, reward } };
  requireReturns(doing, edited);
  return edited;
}
