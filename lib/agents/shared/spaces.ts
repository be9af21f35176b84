/** What an agent is made for: how much it sees, and which actions there are. */
import type { ActionSpace, ObservationSpace } from "../../envs/mod.ts";
import { type Key, refusal, requireInteger, requireVector, uniform } from "../../math/mod.ts";

/** Vectors are seen, and an action is a vector in a box. */
export interface BoxSpaces {
  readonly kind: "box";
  /** Numbers of an observation, O. */
  readonly observations: number;
  /** The box's lower corner; its length is the number of actions, A. */
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** Vectors are seen, and an action is one of so many numbers. */
export interface DiscreteSpaces {
  readonly kind: "discrete";
  /** Numbers of an observation, O. */
  readonly observations: number;
  /** How many actions there are, numbered from 0. */
  readonly actions: number;
}

/** Sizes of an environment that agents learn in. */
export type Spaces = BoxSpaces | DiscreteSpaces;

/** An action in the agent's own units: `[A]`, each in [−1, 1], of a box; else its number. */
export type AgentAction = number | readonly number[];

/** What {@link spacesOf} looks at. */
export interface HasSpaces {
  readonly name: string;
  readonly actions: ActionSpace;
  readonly observations: ObservationSpace;
}

/**
 * The sizes of an environment.
 *
 * @throws {TypeError} when observations are numbers in place of vectors
 * @throws {RangeError} for a box without bounds, or with corners out of order
 * @example
 * ```ts
 * import { spacesOf } from "lib/agents";
 * import { cartPole, pendulum } from "lib/envs";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(spacesOf(pendulum()), { kind: "box", observations: 3, low: [-2], high: [2] });
 * assertEquals(spacesOf(cartPole()), { kind: "discrete", observations: 4, actions: 2 });
 * ```
 */
export function spacesOf({ name, actions, observations }: HasSpaces): Spaces {
  const doing = `make an agent for ${name}`;
  if (observations.kind !== "vector") {
    throw new TypeError(refusal(doing, "observations", observations.kind, "vectors"));
  }
  const size = observations.size;
  requireInteger(doing, "observations.size", size, 1);
  switch (actions.kind) {
    case "discrete":
      requireInteger(doing, "actions.count", actions.count, 1);
      return { kind: "discrete", observations: size, actions: actions.count };
    case "box":
      requireBounds(doing, actions.low, actions.high);
      return { kind: "box", observations: size, low: actions.low, high: actions.high };
    default:
      throw new TypeError(refusal(doing, "actions", actions satisfies never, "a box or a count"));
  }
}

/** An endless box has no middle to start from, and its corners would make NaN of every action. */
function requireBounds(doing: string, low: readonly number[], high: readonly number[]): void {
  for (const [name, corner] of [["low", low], ["high", high]] as const) {
    corner.forEach((end, i) => {
      if (Number.isFinite(end)) return;
      const wish = "a finite number; bound the actions of the world";
      throw new RangeError(refusal(doing, `actions.${name}[${i}]`, end, wish));
    });
  }
  requireVector(doing, "actions.low", low);
  requireVector(doing, "actions.high", high, low.length);
  low.forEach((end, i) => {
    if (end < high[i]!) return;
    throw new RangeError(refusal(doing, `actions.low[${i}]`, end, `a number below ${high[i]}`));
  });
}

/**
 * Refuses all but a box, for agents whose actions are vectors.
 *
 * @throws {TypeError} naming the kind there is
 */
export function requireBox(doing: string, spaces: Spaces): BoxSpaces {
  if (spaces?.kind === "box") return spaces;
  throw new TypeError(refusal(doing, "spaces.kind", spaces?.kind, "a box of actions"));
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
 * const spaces = { kind: "box", observations: 1, low: [-2, 0], high: [2, 1] } as const;
 * assertEquals(toBox(spaces, [0.5, -1]), [1, 0]);
 * ```
 */
export function toBox(spaces: Spaces, unit: readonly number[]): number[] {
  const { low, high } = requireBox("act", spaces);
  requireAgentAction("act", spaces, unit);
  return unit.map((x, i) => {
    const scaled = low[i]! + (high[i]! - low[i]!) * (x + 1) / 2;
    return Math.min(high[i]!, Math.max(low[i]!, scaled)); // rounding must not leave the box
  });
}

/** An action of the environment, from one in the agent's units; numbered ones are the same in both. */
export function toWorld<Action extends AgentAction>(spaces: Spaces, action: Action): Action {
  if (spaces.kind === "box") return toBox(spaces, action as readonly number[]) as unknown as Action;
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

/** Refuses an agent that was made for other sizes or another box than its world has. */
export function requireSameSpaces(doing: string, made: Spaces, world: Spaces): void {
  const own = new Map(entriesOf(made));
  for (const [name, wish] of entriesOf(world)) {
    if (own.get(name) === wish) continue;
    const what = `the agent's ${name}`;
    throw new RangeError(refusal(doing, what, own.get(name), `${wish}, as in its world`));
  }
}

function entriesOf(spaces: Spaces): readonly (readonly [string, string | number])[] {
  const { kind, observations } = spaces;
  const sizes = spaces.kind === "discrete" ? [["actions", spaces.actions] as const] : [
    ["low.length", spaces.low.length] as const,
    ...spaces.low.map((each, i) => [`low[${i}]`, each] as const),
    ...spaces.high.map((each, i) => [`high[${i}]`, each] as const),
  ];
  return [["kind", kind], ["observations", observations], ...sizes];
}
