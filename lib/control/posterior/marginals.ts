/** Where the posterior is, and what it does there, at each step. */
import { door } from "../../math/mod.ts";
import { type Floats, MDP, type Mdp } from "../mdp/model.ts";
import { normalizeLogs } from "./log_rows.ts";
import { MESSAGES, type PosteriorMessages } from "./messages.ts";
import { policyOf } from "./policy.ts";

const checkStates = door("evaluate stateMarginals", { messages: MESSAGES });
const checkBoth = door("evaluate stateActionMarginals", { mdp: MDP, messages: MESSAGES });

/**
 * p(s_t | O₁:T) = α_t(s) β_t(s) / Σ α_t β_t, the smoothed marginals; exact. The product of a cone
 * that opens from the start and one that closes on what pays.
 *
 * @returns `[T + 1][S]` probabilities, each summing to 1
 * @example
 * ```ts
 * import { lottery, posteriorMessages, stateMarginals } from "lib/control";
 * import { assertEquals } from "@std/assert";
 *
 * const ticket = lottery({ chance: 0.01, prize: 10_000, loss: 1000 });
 * const [before, after] = stateMarginals(posteriorMessages(ticket));
 * assertEquals(Array.from(before!), [1, 0, 0, 0]);
 * assertEquals(Array.from(after!), [0, 1, 0, 0]); // won
 * ```
 */
export function stateMarginals(messages: PosteriorMessages): readonly Floats[] {
  checkStates({ messages });
  return marginalsOf(messages);
}

function marginalsOf(messages: PosteriorMessages): readonly Floats[] {
  return messages.forward.map((alpha, t) => {
    const beta = messages.stateBackward[t]!;
    const marginal = alpha.map((value, s) => value + beta[s]!);
    normalizeLogs(marginal, 0, marginal.length);
    return marginal;
  });
}

/**
 * p(s_t, a_t | O₁:T) = p(s_t | O₁:T) π_t(a_t | s_t): how often each action is taken in each state;
 * exact.
 *
 * @returns `[T][S·A]` probabilities, each step summing to 1
 * @example
 * ```ts
 * import { mdp, posteriorMessages, stateActionMarginals } from "lib/control";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const coin = mdp({
 *   states: ["table"],
 *   actions: ["heads", "tails"],
 *   transition: [[[1], [1]]],
 *   reward: [[0, -1]],
 *   steps: 1,
 * });
 * const [first] = stateActionMarginals(coin, posteriorMessages(coin));
 * assertAlmostEquals(first![0]!, 1 / (1 + Math.exp(-1)), 1e-15);
 * ```
 */
export function stateActionMarginals(mdp: Mdp, messages: PosteriorMessages): readonly Floats[] {
  checkBoth({ mdp, messages });
  const states = marginalsOf(messages);
  const actions = mdp.actions.length;
  return policyOf(mdp, messages).map((policy, t) =>
    policy.map((probability, row) => states[t]![Math.floor(row / actions)]! * probability)
  );
}
