/** What an off-policy agent remembers: single steps of the world. */
import { bootstrapMask, type Ending } from "../../envs/mod.ts";
import type { Key } from "../../math/mod.ts";
import { putRow, type Replay, replayInit, type RowBatch, sampleRows } from "./replay.ts";
import { type AgentAction, requireAgentAction, type Spaces } from "./spaces.ts";

/** One step of the world. */
export interface Transition<Action extends AgentAction = AgentAction> {
  /** `[O]`. */
  readonly observation: readonly number[];
  /** In the agent's units: `[A]`, in [−1, 1], or a number. */
  readonly action: Action;
  readonly reward: number;
  /** `[O]`. */
  readonly observationNext: readonly number[];
  readonly ending: Ending;
}

/** The columns of transitions. */
export type TransitionColumns = ReturnType<typeof transitionColumns>;

/** A ring of transitions, and what for. */
export type TransitionReplay = Replay<TransitionColumns> & { readonly spaces: Spaces };

/**
 * B transitions, row after row: observations and observationsNext `[B, O]`, actions `[B, A]` in
 * [−1, 1] or `[B]` numbers, rewards `[B]`, and masks `[B]`: 0 where the world ended, else 1; a time
 * limit is not an end.
 */
export type Batch = RowBatch<TransitionColumns>;

/** What a ring of transitions holds in each row. */
export function transitionColumns(spaces: Spaces) {
  const { observations, kind } = spaces, type = "float32" as const;
  const width = kind === "box" ? spaces.low.length : 1;
  return {
    observations: { width: observations, type },
    actions: { width, type }, // numbers, too: exact up to 2²⁴ of them
    rewards: { width: 1, type },
    observationsNext: { width: observations, type },
    masks: { width: 1, type },
  };
}

/**
 * An empty ring of transitions.
 *
 * @throws {RangeError} when capacity is no whole number of at least 1
 * @example
 * ```ts
 * import { addTransition, sampleBatch, spacesOf, transitionReplay } from "lib/agents";
 * import { cartPole } from "lib/envs";
 * import { key } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * const replay = transitionReplay(spacesOf(cartPole()), { capacity: 100 });
 * const step = { observation: [0, 0, 0, 0], action: 1, reward: 2, observationNext: [0, 1, 0, 0] };
 * addTransition(replay, { ...step, ending: { kind: "running" } });
 * assertEquals(sampleBatch(key(0), replay, 1).rewards, Float32Array.of(2));
 * ```
 */
export function transitionReplay(
  spaces: Spaces,
  options: { readonly capacity: number },
): TransitionReplay {
  return { ...replayInit(transitionColumns(spaces), options), spaces };
}

/**
 * Adds a transition, over the oldest one when the ring is full. Changes the replay.
 *
 * @throws {ShapeError} for vectors of another size, {NonFiniteError|RangeError} for a number that is not
 *   finite, also in float32, or an action that is none; nothing is added then
 */
export function addTransition(replay: TransitionReplay, transition: Transition): void {
  const { observation, action, reward, observationNext, ending } = transition;
  const doing = `remember transition ${replay.added}`;
  requireAgentAction(doing, replay.spaces, action);
  const masks = bootstrapMask(ending), observations = observation;
  const row = {
    observations,
    actions: action,
    rewards: reward,
    observationsNext: observationNext,
    masks,
  };
  putRow(replay, row, doing, NAMES);
}

/** A transition's own names, for messages. */
const NAMES = {
  observations: "observation",
  actions: "action",
  rewards: "reward",
  observationsNext: "observationNext",
} as const;

/**
 * A batch drawn uniformly, with replacement.
 *
 * @param key used up by this draw
 * @throws {RangeError} when there are fewer transitions than the batch has
 */
export function sampleBatch(key: Key, replay: TransitionReplay, size: number): Batch {
  return sampleRows(key, replay, size);
}
