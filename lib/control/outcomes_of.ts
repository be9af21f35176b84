/** One row of the outcome table as a list, to be read by people. */
import { requireInteger } from "../math/mod.ts";
import type { Mdp, Outcome } from "./mdp.ts";

/**
 * What may follow a state and an action: the successors with their probabilities and rewards.
 *
 * @throws {RangeError} when there is no such state or action
 * @example
 * ```ts
 * import { gridworld, outcomesOf } from "lib/control";
 * import { assertEquals } from "@std/assert";
 *
 * const { mdp } = gridworld({ map: "SG", steps: 1 });
 * assertEquals(outcomesOf(mdp, 0, 1), [{ state: 1, probability: 1, reward: -1 }]); // east
 * ```
 */
export function outcomesOf(mdp: Mdp, state: number, action: number): readonly Outcome[] {
  const { states, actions, outcomes } = mdp;
  for (
    const [name, value, count] of [["state", state, states], ["action", action, actions]] as const
  ) {
    requireInteger("list outcomes", name, value, 0, count.length - 1);
  }
  const row = state * actions.length + action;
  const length = outcomes.offsets[row + 1]! - outcomes.offsets[row]!;
  return Array.from({ length }, (_, i) => {
    const entry = outcomes.offsets[row]! + i;
    return {
      state: outcomes.successor[entry]!,
      probability: outcomes.probability[entry]!,
      reward: outcomes.reward[entry]!,
    };
  });
}
