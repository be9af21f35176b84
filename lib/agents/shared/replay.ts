/** What an off-policy agent remembers: the last transitions, in a ring. */
import { bootstrapMask, type Ending } from "../../envs/mod.ts";
import {
  type Key,
  refusal,
  requireInteger,
  requireNumber,
  requireVector,
  uniform,
} from "../../math/mod.ts";

/** One step of the world. */
export interface Transition {
  /** `[O]`. */
  readonly observation: readonly number[];
  /** `[A]`, in [−1, 1]. */
  readonly action: readonly number[];
  readonly reward: number;
  /** `[O]`. */
  readonly observationNext: readonly number[];
  readonly ending: Ending;
}

/** B transitions, row after row. */
export interface Batch {
  readonly size: number;
  /** `[B, O]`. */
  readonly observations: Float32Array;
  /** `[B, A]`, in [−1, 1]. */
  readonly actions: Float32Array;
  /** `[B]`. */
  readonly rewards: Float32Array;
  /** `[B, O]`. */
  readonly observationsNext: Float32Array;
  /** `[B]`: 0 where the world ended, else 1; a time limit is not an end. */
  readonly masks: Float32Array;
}

/** A ring of transitions; `added` counts all that ever came, the oldest are overwritten. */
export interface Replay {
  readonly capacity: number;
  readonly observations: number;
  readonly actions: number;
  added: number;
  /** The columns, `capacity` rows each. */
  readonly rows: Omit<Batch, "size">;
}

/**
 * An empty ring.
 *
 * @throws {RangeError} when a size is no whole number of at least 1
 * @example
 * ```ts
 * import { addTransition, replayInit, sampleBatch } from "lib/agents";
 * import { key } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * const replay = replayInit({ capacity: 100, observations: 1, actions: 1 });
 * const ending = { kind: "running" } as const;
 * addTransition(replay, { observation: [0], action: [1], reward: 2, observationNext: [3], ending });
 * assertEquals(sampleBatch(replay, key(0), 1).rewards, Float32Array.of(2));
 * ```
 */
export function replayInit(
  sizes: { readonly capacity: number; readonly observations: number; readonly actions: number },
): Replay {
  for (const name of ["capacity", "observations", "actions"] as const) {
    requireInteger("make a replay", name, sizes[name], 1);
  }
  const { capacity, observations, actions } = sizes;
  const rows = {
    observations: new Float32Array(capacity * observations),
    actions: new Float32Array(capacity * actions),
    rewards: new Float32Array(capacity),
    observationsNext: new Float32Array(capacity * observations),
    masks: new Float32Array(capacity),
  };
  return { capacity, observations, actions, added: 0, rows };
}

/** How many transitions are there now. */
export function replaySize({ added, capacity }: Replay): number {
  return Math.min(added, capacity);
}

/**
 * Adds a transition, over the oldest one when the ring is full. Changes the replay.
 *
 * @throws {ShapeError} for vectors of another size, {NonFiniteError|RangeError} for a number that is not
 *   finite, also in float32, or an action outside [−1, 1]; nothing is added then
 */
export function addTransition(replay: Replay, transition: Transition): void {
  const { observation, action, reward, observationNext, ending } = transition;
  const doing = `remember transition ${replay.added}`;
  requireVector(doing, "observation", observation, replay.observations);
  requireVector(doing, "observationNext", observationNext, replay.observations);
  requireVector(doing, "action", action, replay.actions);
  requireNumber(doing, "reward", reward);
  requireFloat32(doing, { observation, observationNext, reward: [reward] });
  const outside = action.find((each) => Math.abs(each) > 1);
  if (outside !== undefined) {
    throw new RangeError(refusal(doing, "action", outside, "numbers in [-1, 1]"));
  }
  const row = replay.added % replay.capacity, { rows } = replay;
  rows.observations.set(observation, row * replay.observations);
  rows.observationsNext.set(observationNext, row * replay.observations);
  rows.actions.set(action, row * replay.actions);
  rows.rewards[row] = reward;
  rows.masks[row] = bootstrapMask(ending);
  replay.added++;
}

/** Beyond float32 a number would be stored as infinite, and every batch with it refused. */
function requireFloat32(doing: string, rows: Readonly<Record<string, readonly number[]>>): void {
  for (const [name, row] of Object.entries(rows)) {
    const i = row.findIndex((each) => !Number.isFinite(Math.fround(each)));
    if (i < 0) continue;
    const place = name === "reward" ? name : `${name}[${i}]`;
    throw new RangeError(refusal(doing, place, row[i], "a number that float32 can hold"));
  }
}

/**
 * A batch drawn uniformly, with replacement.
 *
 * @param key used up by this draw
 * @throws {RangeError} when there are fewer transitions than the batch has
 */
export function sampleBatch(replay: Replay, key: Key, size: number): Batch {
  requireInteger("sample a batch", "size", size, 1);
  const stored = replaySize(replay);
  if (stored < size) {
    const wish = `at least ${size}, the batch; act longer before you learn`;
    throw new RangeError(refusal("sample a batch", "the number of transitions", stored, wish));
  }
  const chosen = Int32Array.from(uniform(key, size, 0, stored));
  const { rows, observations, actions } = replay;
  return {
    size,
    observations: gather(rows.observations, chosen, observations),
    actions: gather(rows.actions, chosen, actions),
    rewards: gather(rows.rewards, chosen, 1),
    observationsNext: gather(rows.observationsNext, chosen, observations),
    masks: gather(rows.masks, chosen, 1),
  };
}

function gather(from: Float32Array, chosen: Int32Array, width: number): Float32Array {
  const to = new Float32Array(chosen.length * width);
  for (let i = 0, at = 0; i < chosen.length; i++) {
    for (let j = chosen[i]! * width, end = j + width; j < end; j++) to[at++] = from[j]!;
  }
  return to;
}
