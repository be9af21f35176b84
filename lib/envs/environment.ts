/** The one shape of every world that an agent acts in: pure functions of state, action and key. */
import type { Key } from "../math/mod.ts";

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
  switch (ending.kind) {
    case "running":
    case "truncated":
      return 1;
    case "terminated":
      return 0;
    default:
      return ending satisfies never;
  }
}
