/** What an off-policy agent remembers: single steps of the world. */
import { bootstrapMask, type Ending } from "../../envs/mod.ts";
import {
  type Key,
  record,
  requireNumber,
  type Shape,
  shapeOf,
  whole,
  within,
  wrongKind,
  wrongSize,
} from "../../math/mod.ts";
import { requireAgentAction } from "./actions.ts";
import { putRow, type Replay, replayInit, type RowBatch, sampleRows } from "./replay.ts";
import { knownOnce, REPLAY } from "./replay_shape.ts";
import { type AgentAction, SPACES, type Spaces } from "./spaces.ts";

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
 * @throws {RangeError} when capacity is no whole number of at least 1, or all of it would take more
 *   than a gibibyte
 * @throws {TypeError|ShapeError|RangeError} for spaces that are none
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
  SPACES.check("make a replay", "spaces", spaces);
  return { ...replayInit(transitionColumns(spaces), options), spaces };
}

/**
 * Adds a transition, over the oldest one when the ring is full. Changes the replay.
 *
 * @throws {ShapeError} for vectors of another size, {NonFiniteError|RangeError} for a number that is not
 *   finite, also in float32, or an action that is none; nothing is added then
 */
export function addTransition(replay: TransitionReplay, transition: Transition): void {
  const { added } = TRANSITIONS.check("remember a transition", "replay", replay);
  const doing = `remember transition ${added}`;
  TRANSITION.check(doing, "transition", transition);
  const { observation, action, reward, observationNext, ending } = transition;
  requireAgentAction(doing, replay.spaces, action);
  requireNumber(doing, "reward", reward);
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

const TRANSITION = record(
  {},
  "a Transition { observation, action, reward, observationNext, ending }",
);

/** A ring of transitions, looked at once. */
export const TRANSITIONS: Shape<TransitionReplay> = knownOnce(transitionsShape());

function transitionsShape(): Shape<TransitionReplay> {
  const spaces = record({ spaces: SPACES }, "a replay, as transitionReplay gives it");
  return shapeOf(spaces.wish, (value) => {
    const found = spaces.fault(value) ?? REPLAY.fault(value);
    if (found !== undefined) return found;
    const { columns, spaces: made } = value as TransitionReplay;
    for (const [name, { width }] of Object.entries(transitionColumns(made))) {
      const column = (columns as Partial<TransitionColumns>)[name as keyof TransitionColumns];
      if (column?.width === width) continue;
      return within(`.columns.${name}`, wrongSize([column?.width ?? 0], `[${width}]`));
    }
    return undefined;
  });
}

/**
 * A batch for these spaces. Only its sizes are looked at, so that it costs nothing; numbers that are
 * none are found where they spoil something.
 */
export function batchShape(spaces: Spaces): Shape<Batch> {
  const columns = Object.entries(transitionColumns(spaces));
  const counted = record({ size: whole(1) }, "a Batch, as sampleBatch gives it");
  return shapeOf(counted.wish, (value) => {
    const found = counted.fault(value);
    if (found !== undefined) return found;
    const batch = value as Batch;
    for (const [name, { width }] of columns) {
      const list: unknown = batch[name as keyof TransitionColumns], length = batch.size * width;
      if (!(list instanceof Float32Array)) {
        return within(`.${name}`, wrongKind(list, "numbers float32"));
      }
      if (list.length !== length) {
        return within(`.${name}`, wrongSize([list.length], `[${length}]`));
      }
    }
    return undefined;
  });
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
 * @throws {TypeError|ShapeError} for what is no replay of transitions
 */
export function sampleBatch(key: Key, replay: TransitionReplay, size: number): Batch {
  TRANSITIONS.check("sample a batch", "replay", replay);
  return sampleRows(key, replay, size);
}
