/** Counting the steps of an episode: when it is over, and refusing to go on after that. */
import { door, record, refusal, type Shape, shapeOf, whole } from "../math/mod.ts";
import type { ActionSpace, Ending } from "./environment.ts";
import { actionShape } from "./require_action.ts";

/** What every state here carries: the steps that led to it. */
export interface Counted {
  readonly step: number;
}

/** A time limit truncates, but only a world that has not ended with the same step. */
export function endingAt(hasEnded: boolean, step: number, stepLimit: number): Ending {
  if (hasEnded) return { kind: "terminated" };
  return { kind: step >= stepLimit ? "truncated" : "running" };
}

/**
 * A state that an episode can go on from.
 *
 * @param numbers what each entry of the state has to be, but for its step
 */
export function stateShape(
  numbers: Readonly<Record<string, Shape<number>>>,
  stepLimit: number,
): Shape<unknown> {
  const shape = record({ ...numbers, step: whole(0) });
  return shapeOf(shape.wish, (state) => {
    const found = shape.fault(state);
    const steps = (state as Counted | undefined)?.step;
    if (found !== undefined || steps! < stepLimit) return found;
    const wish = `below ${stepLimit}; the episode is over, reset it`;
    return (doing) => new RangeError(refusal(doing, "the number of steps taken", steps, wish));
  });
}

/**
 * The door of a step: a state that an episode can go on from, and an action of the space.
 *
 * @param numbers what each entry of the state has to be, but for its step
 */
export function stepDoor(
  doing: string,
  numbers: Readonly<Record<string, Shape<number>>>,
  actions: ActionSpace,
  stepLimit: number,
): (given: { readonly state: unknown; readonly action: unknown }) => void {
  const state = stateShape(numbers, stepLimit);
  return door(doing, { state, action: actionShape(actions) });
}

/** Refuses a state that terminated its episode; the one it began with may lie beyond the end. */
export function requireNotEnded(
  doing: string,
  hasEnded: boolean,
  what: string,
  got: unknown,
): void {
  if (!hasEnded) return;
  const wish = "one that does not end the episode; it is over, reset it";
  throw new RangeError(refusal(doing, what, got, wish));
}
