/** What an agent is made for: how much it sees, and which actions there are. */
import type { ActionSpace, ObservationSpace } from "../../envs/mod.ts";
import {
  door,
  type Fault,
  numberWith,
  record,
  refusal,
  type Shape,
  shapeOf,
  text,
  unknownKind,
  variants,
  vector,
  whole,
  within,
  wrongValue,
} from "../../math/mod.ts";

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

/** Spaces, their corners in order and a way between them that is a number. */
export const SPACES: Shape<Spaces> = ordered(
  variants({
    discrete: { observations: whole(1), actions: whole(1) },
    box: { observations: whole(1), low: vector("A"), high: vector("A") },
  }) as Shape<Spaces>,
);

/** A shape of boxes whose low corners lie below their high ones. */
function ordered<T extends Spaces | ActionSpace>(shape: Shape<T>): Shape<T> {
  return shapeOf(
    shape.wish,
    (value, sizes) => shape.fault(value, sizes) ?? disorder(value as Spaces | ActionSpace),
  );
}

function disorder(space: Spaces | ActionSpace): Fault | undefined {
  if (space.kind !== "box") return undefined;
  for (let i = 0; i < space.low.length; i++) {
    const low = space.low[i]!, high = space.high[i]!;
    if (!(low < high)) return within(`.low[${i}]`, wrongValue(low, `a number below ${high}`));
    if (Number.isFinite(2 * (high - low))) continue; // `toBox` counts up to twice the way
    return within(`.high[${i}]`, wrongValue(high, `a number that is not so far from ${low}`));
  }
  return undefined;
}

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
export function spacesOf(world: HasSpaces): Spaces {
  const { name, observations, actions } = NAMED.check("make an agent", "world", world) as HasSpaces;
  door(`make an agent for ${name}`, { observations: SEEN, actions: DONE })({
    observations,
    actions,
  });
  const { size } = observations as { readonly size: number };
  switch (actions.kind) {
    case "discrete":
      return { kind: "discrete", observations: size, actions: actions.count };
    case "box":
      return { kind: "box", observations: size, low: actions.low, high: actions.high };
    default:
      throw unknownKind("make an agent", "actions", actions);
  }
}

const NAMED = record({ name: text }, "an object { name, actions, observations }");
const SEEN = variants({ vector: { size: whole(1) } });

/** An endless box has no middle to start from, and its corners would make NaN of every action. */
const BOUND = numberWith("a finite number; bound the actions of the world", Number.isFinite);
const DONE = ordered(
  variants({
    discrete: { count: whole(1) },
    box: { low: vector("A", BOUND), high: vector("A", BOUND) },
  }) as Shape<ActionSpace>,
);

/**
 * Refuses all but a box, for agents whose actions are vectors.
 *
 * @throws {TypeError} naming the kind there is, {ShapeError|RangeError} for corners that are none
 */
export function requireBox(doing: string, spaces: Spaces): BoxSpaces {
  const known = SPACES.check(doing, "spaces", spaces);
  if (known.kind === "box") return known;
  throw new TypeError(refusal(doing, "spaces.kind", known.kind, "a box of actions"));
}

/**
 * Refuses all but numbered actions, for agents that compare the values of each.
 *
 * @throws {TypeError} naming the kind there is
 */
export function requireDiscrete(doing: string, spaces: Spaces): DiscreteSpaces {
  const known = SPACES.check(doing, "spaces", spaces);
  if (known.kind === "discrete") return known;
  throw new TypeError(refusal(doing, "spaces.kind", known.kind, "discrete, numbered actions"));
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
    ...Array.from(spaces.low, (each, i) => [`low[${i}]`, each] as const),
    ...Array.from(spaces.high, (each, i) => [`high[${i}]`, each] as const),
  ];
  return [["kind", kind], ["observations", observations], ...sizes];
}
