/** The same world with other rewards: shifted, or with the action prior written into them. */
import { requireNumber } from "../math/mod.ts";
import type { Mdp } from "./mdp.ts";
import { requireTemperature } from "./soft_options.ts";

/**
 * r + c everywhere, an absorbing goal included. Over a fixed number T of steps this moves every
 * return by Tc, the log-evidence by Tc/α, log β_t by (T − t + 1)c/α, and changes no probability
 * (p(τ | O), policies, marginals); a large negative c makes exp(r/α) a probability. When episodes
 * may end early, say in a goal that pays 0, adding c to the other rewards alone does change them.
 *
 * @param c in units of reward, finite
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
  requireNumber("shift rewards", "c", c);
  return withRewards(mdp, (_row, reward) => reward + c);
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
 * @param temperature α > 0, in units of reward, the one that inference will use
 * @throws {RangeError} for a temperature that is not above 0
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
 * const { prior, reward } = foldPrior(coin, 2);
 * assertEquals([...prior], [0.5, 0.5]);
 * assertEquals([...reward], [2 * Math.log(0.9), 2 * Math.log(0.1)]);
 * ```
 */
export function foldPrior(mdp: Mdp, temperature: number): Mdp {
  requireTemperature("fold the prior", temperature);
  const folded = withRewards(
    mdp,
    (row, reward) => reward + temperature * Math.log(mdp.prior[row]!),
  );
  return { ...folded, prior: new Float64Array(mdp.prior.length).fill(1 / mdp.actions.length) };
}

/** The MDP with the reward of each outcome replaced, and their averages with them. */
function withRewards(mdp: Mdp, change: (row: number, reward: number) => number): Mdp {
  const { offsets, probability } = mdp.outcomes;
  const reward = mdp.outcomes.reward.slice();
  const mean = new Float64Array(mdp.reward.length);
  for (let row = 0; row < mean.length; row++) {
    for (let n = offsets[row]!; n < offsets[row + 1]!; n++) {
      reward[n] = change(row, reward[n]!);
      mean[row]! += probability[n]! * reward[n]!;
    }
  }
  return { ...mdp, reward: mean, outcomes: { ...mdp.outcomes, reward } };
}
