/** Actions in the agent's own units, and in the world's. */
import { type Key, refusal, requireInteger, requireVector, uniform } from "../../math/mod.ts";
import { type AgentAction, type BoxSpaces, requireBox, SPACES, type Spaces } from "./spaces.ts";

/**
 * An action of the environment from one in the agent's own units, [−1, 1] for each: −1 is the lower
 * corner, 1 the upper one. All log-densities and entropies of the agents are of actions in [−1, 1];
 * in the environment's units a log-density is Σ log ½(high − low) less, a constant.
 *
 * @param unit `[A]`, each in [−1, 1]
 * @returns `[A]`, within the box
 * @throws {ShapeError|RangeError} for anything else
 * @example
 * ```ts
 * import { toBox } from "lib/agents";
 * import { assertEquals } from "@std/assert";
 *
 * const spaces = { kind: "box", observations: 1, low: [-2, 0], high: [2, 1] } as const;
 * assertEquals(toBox(spaces, [0.5, -1]), [1, 0]);
 * ```
 */
export function toBox(spaces: Spaces, unit: readonly number[]): number[] {
  return inBox(requireBox("act", spaces), unit);
}

/** {@link toBox} in spaces that were looked at before. */
export function inBox(spaces: BoxSpaces, unit: readonly number[]): number[] {
  const { low, high } = spaces;
  requireAgentAction("act", spaces, unit);
  return unit.map((x, i) => {
    const scaled = low[i]! + (high[i]! - low[i]!) * (x + 1) / 2;
    return Math.min(high[i]!, Math.max(low[i]!, scaled)); // rounding must not leave the box
  });
}

/**
 * An action of the environment, from one in the agent's units; numbered ones are the same in both.
 *
 * @throws {TypeError|ShapeError|RangeError} for spaces that are none, and what is no action
 */
export function toWorld<Action extends AgentAction>(spaces: Spaces, action: Action): Action {
  return inWorld(SPACES.check("act", "spaces", spaces), action);
}

/** {@link toWorld} in spaces that were looked at before. */
export function inWorld<Action extends AgentAction>(spaces: Spaces, action: Action): Action {
  if (spaces.kind === "box") return inBox(spaces, action as readonly number[]) as unknown as Action;
  requireAgentAction("act", spaces, action);
  return action;
}

/**
 * Refuses what is no action in the agent's units. Nothing is clamped: an agent that leaves its box has
 * a mistake.
 *
 * @throws {TypeError|ShapeError|RangeError} naming the entry
 */
export function requireAgentAction(doing: string, spaces: Spaces, action: unknown): void {
  if (spaces.kind === "discrete") {
    return requireInteger(doing, "action", action, 0, spaces.actions - 1);
  }
  requireVector(doing, "action", action, spaces.low.length);
  (action as readonly number[]).forEach((x, i) => {
    if (Math.abs(x) <= 1) return;
    throw new RangeError(refusal(doing, `action[${i}]`, x, "a number in [-1, 1]"));
  });
}

/** An action drawn uniformly, in the agent's units. */
export function randomAction<Action extends AgentAction>(key: Key, spaces: Spaces): Action {
  const action = spaces.kind === "box"
    ? Array.from(uniform(key, spaces.low.length, -1, 1))
    : Math.floor(uniform(key, 1, 0, spaces.actions)[0]!);
  return action as AgentAction as Action;
}
