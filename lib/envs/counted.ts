/** Counting the steps of an episode: when it is over, and refusing to go on after that. */
import { refusal, requireInteger, requireNumber } from "../math/mod.ts";
import type { Ending } from "./environment.ts";

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
 * Refuses to go on from what is no state, or from one that ended its episode.
 *
 * @param doing what the caller was about to do: "step pendulum"
 * @param numbers the names of the state's entries that must be finite numbers
 * @throws {TypeError} wrong kind, {NonFiniteError} an entry that is not finite, {RangeError} a step
 *   that is no whole number from 0 on, or at the limit
 */
export function requireState<State extends Counted>(
  doing: string,
  state: State,
  numbers: readonly (keyof State & string)[],
  stepLimit: number,
): void {
  requireRecord(doing, "the state", state);
  for (const name of numbers) requireNumber(doing, `state.${name}`, state[name]);
  requireInteger(doing, "state.step", state.step, 0);
  if (state.step < stepLimit) return;
  const wish = `below ${stepLimit}; the episode is over, reset it`;
  throw new RangeError(refusal(doing, "the number of steps taken", state.step, wish));
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

/** Refuses anything but an object. */
export function requireRecord(doing: string, name: string, value: unknown): void {
  if (value !== null && typeof value === "object") return;
  throw new TypeError(refusal(doing, name, value, "an object"));
}
