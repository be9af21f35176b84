/** The one shape of every world that an agent acts in: pure functions of state, action and key. */
import {
  callable,
  type Key,
  record,
  type Shape,
  text,
  unknownKind,
  variants,
  vector,
  whole,
} from "../math/mod.ts";

/**
 * How an episode stands. `terminated`: the world has ended, nothing is earned after. `truncated`:
 * only the watching has ended, by a time limit; what would have followed still has a value.
 */
export type Ending =
  | { readonly kind: "running" }
  | { readonly kind: "terminated" }
  | { readonly kind: "truncated" };

/** Which actions there are: so many numbered ones, or vectors between two corners. */
export type ActionSpace =
  | { readonly kind: "discrete"; readonly count: number }
  | { readonly kind: "box"; readonly low: readonly number[]; readonly high: readonly number[] };

/** What is observed: one of so many numbers, or a vector of that size. */
export type ObservationSpace =
  | { readonly kind: "discrete"; readonly count: number }
  | { readonly kind: "vector"; readonly size: number };

/** A first state and what is seen of it. */
export interface Start<State, Observation> {
  readonly state: State;
  readonly observation: Observation;
}

/** What follows an action. */
export interface Step<State, Observation> extends Start<State, Observation> {
  /** Paid for the action that led here. */
  readonly reward: number;
  readonly ending: Ending;
}

/**
 * A world to act in. It remembers nothing: the same state, action and key give the same step, and
 * a state, a plain readonly value, can be kept and gone on from twice.
 */
export interface Environment<State, Action, Observation> {
  readonly name: string;
  readonly actions: ActionSpace;
  readonly observations: ObservationSpace;
  readonly reset: (key: Key) => Start<State, Observation>;
  /** @throws {RangeError} for an action out of range, or after the end */
  readonly step: (state: State, action: Action, key: Key) => Step<State, Observation>;
}

/** How an episode stands. */
export const ENDING = variants({ running: {}, terminated: {}, truncated: {} });

/** An action space. */
export const SPACE = variants({
  discrete: { count: whole(1) },
  box: { low: vector("A"), high: vector("A") },
}) as Shape<ActionSpace>;

/** An observation space. */
const OBSERVATIONS = variants({
  discrete: { count: whole(1) },
  vector: { size: whole(1) },
}) as Shape<ObservationSpace>;

/** What every world says of itself. */
const WORDS = { name: text, actions: SPACE, observations: OBSERVATIONS };

/** The words of a world that is to be made. */
export const WORLD_WORDS = record(WORDS, "an object { name, actions, observations }");

/** A world, as far as can be seen without acting in it. */
export const ENVIRONMENT = record({
  ...WORDS,
  reset: callable("a function of a key"),
  step: callable("a function of state, action and key"),
}, "an Environment { name, actions, observations, reset, step }");

/** What can be observed in a space. */
export function observationShape(space: ObservationSpace): Shape<unknown> {
  switch (space.kind) {
    case "discrete":
      return whole(0, space.count - 1);
    case "vector":
      return vector(space.size);
    default:
      throw unknownKind("observe", "the space", space);
  }
}

/** What a reset of this world gives. */
export function startShape(
  { observations }: { readonly observations: ObservationSpace },
): Shape<unknown> {
  return record({ observation: observationShape(observations) }, "a Start { state, observation }");
}

/** What a step of this world gives; its words are made only for one that does not. */
export function stepShape(
  { observations }: { readonly observations: ObservationSpace },
): Shape<unknown> {
  const parts = { observation: observationShape(observations), ending: ENDING };
  return record(parts, "a Step { state, observation, reward, ending }");
}

/**
 * 1 where a target counts what may follow, r + γ · mask · V(s'), and 0 where the world has ended.
 * A time limit is not an end.
 *
 * @example
 * ```ts
 * import { bootstrapMask } from "lib/envs";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(bootstrapMask({ kind: "truncated" }), 1);
 * assertEquals(bootstrapMask({ kind: "terminated" }), 0);
 * ```
 */
export function bootstrapMask(ending: Ending): 0 | 1 {
  switch (ENDING.check("read an ending", "ending", ending).kind) {
    case "running":
    case "truncated":
      return 1;
    case "terminated":
      return 0;
  }
}
