/** The same world with other rewards: shifted, or with the action prior written into them. */
import { door, finite, type Given, refusal } from "../../math/mod.ts";
import { editRewards } from "./edit.ts";
import { MDP, type Mdp } from "./model.ts";
import { requireReturns } from "./require_scale.ts";
import { TEMPERED } from "./soft_options.ts";

const [SHIFT, FOLD] = ["shift rewards", "fold the prior"] as const;
const checkShift = door(SHIFT, { mdp: MDP, c: finite }), checkFold = door(FOLD, { mdp: MDP });

/**
 * r + c everywhere, an absorbing goal included. Over a fixed number T of steps this moves every
 * return by Tc, the log-evidence by Tc/α, log β_t by (T − t + 1)c/α, and changes no probability
 * (p(τ | O), policies, marginals); a large negative c makes exp(r/α) a probability. When episodes
 * may end early, say in a goal that pays 0, adding c to the other rewards alone does change them.
 *
 * @param c in units of reward, finite
 * @throws {RangeError} when a reward, or a return, overflows
 * @example
 * ```ts
 * import { lottery, posteriorMessages, shiftRewards } from "lib/control";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const ticket = lottery({ chance: 0.5, prize: 1, loss: 1 });
 * const shifted = posteriorMessages(shiftRewards(ticket, -1));
 * assertAlmostEquals(shifted.logEvidence, posteriorMessages(ticket).logEvidence - 1, 1e-15);
 * ```
 */
export function shiftRewards(mdp: Mdp, c: number): Mdp {
  checkShift({ mdp, c });
  return editRewards(SHIFT, mdp, (_s, _a, _next, reward) => {
    const sum = reward + c;
    if (Number.isFinite(sum) || reward === -Infinity) return sum;
    throw new RangeError(refusal(SHIFT, `${reward} + c`, sum, "a finite number"));
  });
}

/**
 * The action prior written into the reward: r(s, a, s') + α log p(a | s), and the flat prior 1/A
 * instead; an action of prior 0 becomes forbidden (−∞).
 *
 * The posterior is the same: p(τ | O), policies and marginals do not change. The flat prior that
 * remains costs log A a step, so with T steps
 * - log β′_t(s) = log β_t(s) − (T − t + 1) log A, and the log-evidence moves by −T log A,
 * - log β′_t(s, a) = log β_t(s, a) + log p(a | s) − (T − t) log A.
 *
 * With sums over actions of weight 1 (the bonus "entropy", which maximizes E[Σ r′ + α H(π)]) the
 * flat prior is left out and nothing moves: V′ = V for the bonus "prior" of the original MDP.
 * Levine 2018 (arXiv:1805.00909), section 2.3, where the prior is called uniform without loss of
 * generality for this reason.
 *
 * @param options temperature α > 0, in units of reward, the one that inference will use; default 1
 * @throws {RangeError} for a temperature that is not above 0, and when a reward, or a return,
 *   overflows
 * @example
 * ```ts
 * import { foldPrior, mdp } from "lib/control";
 * import { assertEquals } from "@std/assert";
 *
 * const coin = mdp({
 *   states: ["table"],
 *   actions: ["heads", "tails"],
 *   prior: [[0.9, 0.1]],
 *   transition: [[[1], [1]]],
 *   reward: [[0, 0]],
 *   steps: 1,
 * });
 * const { prior, reward } = foldPrior(coin, { temperature: 2 });
 * assertEquals([...prior], [0.5, 0.5]);
 * assertEquals([...reward], [2 * Math.log(0.9), 2 * Math.log(0.1)]);
 * ```
 */
export function foldPrior(mdp: Mdp, options?: Given<typeof TEMPERED>): Mdp {
  const { temperature } = TEMPERED.read(FOLD, options);
  checkFold({ mdp });
  const actions = mdp.actions.length;
  requireReturns(FOLD, mdp, { temperature, bonus: "prior" });
  const folded = editRewards(
    FOLD,
    mdp,
    (s, a, _next, reward) => reward + temperature * Math.log(mdp.prior[s * actions + a]!),
  );
  return { ...folded, prior: new Float64Array(mdp.prior.length).fill(1 / mdp.actions.length) };
}
