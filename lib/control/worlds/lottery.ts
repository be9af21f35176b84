/** The lottery: one decision under chance, on which the two inferences disagree. */
import { refusal, requireNumber, requireOptions } from "../../math/mod.ts";
import { mdp } from "../mdp/mdp.ts";
import type { Mdp } from "../mdp/model.ts";

/** What a ticket may bring. */
export interface LotteryOptions {
  /** Chance to win, in [0, 1]. */
  readonly chance: number;
  /** Reward of winning, ≥ 0. */
  readonly prize: number;
  /** What a lost ticket costs, ≥ 0: its reward is −loss. */
  readonly loss: number;
  /** Steps of an episode; all after the first pay 0. Default 1. */
  readonly steps?: number;
}

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
  const doing = "build a lottery";
  requireOptions(doing, options, ["chance", "prize", "loss", "steps"]);
  const { chance, prize, loss, steps = 1 } = options;
  requireNumber(doing, "chance", chance);
  if (chance < 0 || chance > 1) {
    throw new RangeError(refusal(doing, "chance", chance, "a probability in [0, 1]"));
  }
  for (const [name, value] of [["prize", prize], ["loss", loss]] as const) {
    requireNumber(doing, name, value);
    if (value < 0) throw new RangeError(refusal(doing, name, value, "a number of at least 0"));
  }
  const [won, lost, home] = [[0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]];
  return mdp({
    states: ["start", "won", "lost", "home"],
    actions: ["skip", "buy"],
    transition: [[home, [0, chance, 1 - chance, 0]], [won, won], [lost, lost], [home, home]],
    reward: [[0, [0, prize, -loss, 0]], [0, 0], [0, 0], [0, 0]],
    steps,
  });
}
