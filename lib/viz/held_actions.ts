import { requireSome } from "./axis.ts";
import { type Figure, figure } from "./figure.ts";
import { bars } from "./layers.ts";

/**
 * How often random actions reach the goal, by how long each is held.
 *
 * @param holds steps for which an action is held
 * @param shares share of episodes that reach the goal, 0 … 1
 */
export function goalsByHold(holds: readonly number[], shares: readonly number[]): Figure {
  requireSome("holds", holds);
  return figure({
    description:
      "Share of random episodes that reach the goal over how long each action is held: " +
      "almost none at one step, nine in ten at 20 to 40, hardly any at 80, half again at 120.",
    x: { title: "steps for which an action is held", categories: holds.map(String) },
    y: { title: "episodes that reach the goal", domain: [0, 1], format: "%" },
    layers: [bars({ name: "random actions", x: holds.map(String), y: shares })],
    height: 220,
  });
}
