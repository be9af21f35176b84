/** The lottery: one decision under chance, on which the two inferences disagree. */
import { atLeast, between, type Given, required, setting, settings } from "../../math/mod.ts";
import { STEPS } from "../mdp/horizon.ts";
import { mdp } from "../mdp/mdp.ts";
import type { Mdp } from "../mdp/model.ts";

const LOTTERY = settings({
  /** Chance to win. */
  chance: required(between(0, 1)),
  /** Reward of winning. */
  prize: required(atLeast(0)),
  /** What a lost ticket costs: its reward is −loss. */
  loss: required(atLeast(0)),
  /** Steps of an episode; all after the first pay 0. */
  steps: setting(STEPS, 1),
});

/** What a ticket may bring. */
export type LotteryOptions = Given<typeof LOTTERY>;

/**
 * At "start" one may "skip" and go "home" for 0, or "buy": "won" with the given chance, r = prize,
 * otherwise "lost", r = −loss. The reward depends on the successor, and is above 0 for a prize, so
 * exp(r/α) is no probability there; averaging it into r(s, a) would take the chance out of it.
 *
 * @throws {RangeError} for a chance outside [0, 1] and a prize or loss below 0
 * @example
 * ```ts
 * import { lottery } from "lib/control";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const ticket = lottery({ chance: 0.01, prize: 10_000, loss: 1000 });
 * assertAlmostEquals(ticket.reward[1]!, -890, 1e-12); // on average, buying is a bad idea
 * ```
 */
export function lottery(options: LotteryOptions): Mdp {
  const { chance, prize, loss, steps } = LOTTERY.read("build a lottery", options);
  const [won, lost, home] = [[0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]];
  return mdp({
    states: ["start", "won", "lost", "home"],
    actions: ["skip", "buy"],
    transition: [[home, [0, chance, 1 - chance, 0]], [won, won], [lost, lost], [home, home]],
    reward: [[0, [0, prize, -loss, 0]], [0, 0], [0, 0], [0, 0]],
    steps,
  });
}
