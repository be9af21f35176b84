/** What an agent is made for: how much it sees, and the box its actions lie in. */
import type { ActionSpace, ObservationSpace } from "../../envs/mod.ts";
import { refusal, requireVector } from "../../math/mod.ts";

/** Sizes of an environment with vectors for observations and a box of actions. */
export interface Spaces {
  /** Numbers of an observation, O. */
  readonly observations: number;
  /** The box's lower corner; its length is the number of actions, A. */
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/**
 * The sizes of an environment.
 *
 * @throws {TypeError} when it has numbered actions or observations: these agents are continuous
 * @example
 * ```ts
 * import { spacesOf } from "lib/agents";
 * import { pendulum } from "lib/envs";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(spacesOf(pendulum()), { observations: 3, low: [-2], high: [2] });
 * ```
 */
export function spacesOf(
  { name, actions, observations }: {
    readonly name: string;
    readonly actions: ActionSpace;
    readonly observations: ObservationSpace;
  },
): Spaces {
  const action = `make an agent for ${name}`;
  if (actions.kind !== "box") {
    throw new TypeError(refusal(action, "actions", actions.kind, "a box"));
  }
  if (observations.kind !== "vector") {
    throw new TypeError(refusal(action, "observations", observations.kind, "vectors"));
  }
  return { observations: observations.size, low: actions.low, high: actions.high };
}

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
 * const spaces = { observations: 1, low: [-2, 0], high: [2, 1] };
 * assertEquals(toBox(spaces, [0.5, -1]), [1, 0]);
 * ```
 */
export function toBox({ low, high }: Spaces, unit: readonly number[]): number[] {
  requireVector("act", "action", unit, low.length);
  return unit.map((x, i) => {
    if (Math.abs(x) > 1) {
      throw new RangeError(refusal("act", `action[${i}]`, x, "a number in [-1, 1]"));
    }
    const scaled = low[i]! + (high[i]! - low[i]!) * (x + 1) / 2;
    return Math.min(high[i]!, Math.max(low[i]!, scaled)); // rounding must not leave the box
  });
}

/** Refuses an agent that was made for other sizes or another box than its world has. */
export function requireSameSpaces(doing: string, made: Spaces, world: Spaces): void {
  const list = ({ observations, low, high }: Spaces) => ({
    observations,
    "low.length": low.length,
    ...Object.fromEntries(low.map((each, i) => [`low[${i}]`, each])),
    ...Object.fromEntries(high.map((each, i) => [`high[${i}]`, each])),
  });
  const own = new Map(Object.entries(list(made)));
  for (const [name, wish] of Object.entries(list(world))) {
    if (own.get(name) === wish) continue;
    const what = `the agent's ${name}`;
    throw new RangeError(refusal(doing, what, own.get(name), `${wish}, as in its world`));
  }
}
