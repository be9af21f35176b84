/** The conditionals of the posterior: what acts, what the world is imagined to do, where it began. */
import { door, whole } from "../../math/mod.ts";
import { type Floats, MDP, type Mdp } from "../mdp/model.ts";
import { normalizeLogs } from "./log_rows.ts";
import { MESSAGES, type PosteriorMessages } from "./messages.ts";

const AT = { mdp: MDP, messages: MESSAGES };
const checkPolicy = door("evaluate the policy", AT);
const checkInitial = door("evaluate the first state", AT);
const DYNAMICS = "evaluate the dynamics";
const checkDynamics = door(DYNAMICS, AT);

/**
 * π_t(a | s) = p(a_t | s_t, O_t:T) = p(a | s) β_t(s, a)/β_t(s), the policy of the posterior; exact.
 * Levine 2018, section 2.3 (with the prior that is left out there).
 *
 * @returns `[T][S·A]` probabilities; all 0 in a state from which nothing can be optimal
 * @throws {RangeError} when the messages are those of an MDP of another size
 * @example
 * ```ts
 * import { lottery, posteriorMessages, posteriorPolicy } from "lib/control";
 * import { assertEquals } from "@std/assert";
 *
 * const ticket = lottery({ chance: 0.01, prize: 10_000, loss: 1000 });
 * const [policy] = posteriorPolicy(ticket, posteriorMessages(ticket));
 * assertEquals(Array.from(policy!.slice(0, 2)), [0, 1]); // it buys: the posterior hopes
 * ```
 */
export function posteriorPolicy(mdp: Mdp, messages: PosteriorMessages): readonly Floats[] {
  checkPolicy({ mdp, messages });
  return policyOf(mdp, messages);
}

/** As {@link posteriorPolicy}, for arguments already checked. */
export function policyOf(mdp: Mdp, messages: PosteriorMessages): readonly Floats[] {
  const actions = mdp.actions.length;
  const logPrior = mdp.prior.map(Math.log);
  return messages.actionBackward.map((beta) => {
    const policy = beta.map((value, row) => value + logPrior[row]!);
    for (let s = 0; s < mdp.states.length; s++) {
      normalizeLogs(policy, s * actions, (s + 1) * actions);
    }
    return policy;
  });
}

/**
 * p(s_t+1 | s_t, a_t, O_t:T) = p(s' | s, a) exp(r/α) β_t+1(s')/β_t(s, a): the dynamics as they look
 * to one who knows that all will be optimal; exact. They differ from p(s' | s, a) unless that is
 * deterministic: this is the optimism of the posterior. Levine 2018, section 2.4.
 *
 * @param step from 0 (the first) to T − 1
 * @returns `[N]`, in the order of `mdp.outcomes`; all 0 for an (s, a) that cannot be optimal
 * @throws {RangeError} when there is no such step, as {@link posteriorPolicy}
 * @example
 * ```ts
 * import { lottery, posteriorDynamics, posteriorMessages } from "lib/control";
 * import { assertEquals } from "@std/assert";
 *
 * const ticket = lottery({ chance: 0.01, prize: 10_000, loss: 1000 });
 * const imagined = posteriorDynamics(ticket, posteriorMessages(ticket), 0);
 * const from = ticket.outcomes.offsets[1]!; // row 1: buying at the start
 * assertEquals(Array.from(imagined.slice(from, from + 2)), [1, 0]); // a sure win
 * ```
 */
export function posteriorDynamics(mdp: Mdp, messages: PosteriorMessages, step: number): Floats {
  checkDynamics({ mdp, messages });
  whole(0, messages.logStep.length - 1).check(DYNAMICS, "step", step);
  const { offsets, successor, probability, reward } = mdp.outcomes;
  const beta = messages.stateBackward[step + 1]!;
  const dynamics = probability.map((p, n) =>
    Math.log(p) + reward[n]! / messages.temperature + beta[successor[n]!]!
  );
  for (let row = 0; row + 1 < offsets.length; row++) {
    normalizeLogs(dynamics, offsets[row]!, offsets[row + 1]!);
  }
  return dynamics;
}

/**
 * p(s₁ | O₁:T) = p(s₁) β₁(s₁)/p(O₁:T): where one wishes to have begun; exact.
 *
 * @returns `[S]` probabilities
 * @throws as {@link posteriorPolicy}
 * @example
 * ```ts
 * import { mdp, posteriorInitial, posteriorMessages } from "lib/control";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const two = mdp({
 *   states: ["rich", "poor"],
 *   actions: ["wait"],
 *   transition: [[[1, 0]], [[0, 1]]],
 *   reward: [[0], [-1]],
 *   initial: [0.5, 0.5],
 *   steps: 1,
 * });
 * const [rich] = posteriorInitial(two, posteriorMessages(two));
 * assertAlmostEquals(rich!, 1 / (1 + Math.exp(-1)), 1e-15);
 * ```
 */
export function posteriorInitial(mdp: Mdp, messages: PosteriorMessages): Floats {
  checkInitial({ mdp, messages });
  const initial = messages.stateBackward[0]!.map((beta, s) => Math.log(mdp.initial[s]!) + beta);
  normalizeLogs(initial, 0, initial.length);
  return initial;
}
