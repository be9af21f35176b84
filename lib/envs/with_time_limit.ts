/** A limit on how long one watches a world. */
import { MOST_ENTRIES, whole } from "../math/mod.ts";
import { endingAt, stateShape } from "./counted.ts";
import { ENVIRONMENT, type Environment, type Start, startShape, stepShape } from "./environment.ts";

/** A state of the world within, and the steps that led to it. */
export interface LimitedState<State> {
  readonly inner: State;
  readonly step: number;
}

/**
 * The same world, watched for at most so many steps: the last of them truncates the episode, unless the
 * world ends with it. A time limit is not an end: what would have followed still has a value.
 *
 * @param steps at least 1
 * @throws {RangeError} when steps is no such number
 * @example
 * ```ts
 * import { environmentOf, mdp } from "lib/control";
 * import { rollOut, withTimeLimit } from "lib/envs";
 * import { key } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * const ten = mdp({ states: 1, actions: 1, transition: [[[1]]], reward: [[-1]], steps: 10 });
 * const { ending, rewards } = rollOut(key(0), withTimeLimit(environmentOf(ten), 3), () => 0, 100);
 * assertEquals([ending.kind, rewards.length], ["truncated", 3]);
 * ```
 */
export function withTimeLimit<State, Action, Observation>(
  environment: Environment<State, Action, Observation>,
  steps: number,
): Environment<LimitedState<State>, Action, Observation> {
  const doing = "limit a world", state = stateShape({}, steps);
  ENVIRONMENT.check(doing, "environment", environment);
  whole(1, MOST_ENTRIES).check(doing, "steps", steps);
  const begun = startShape(environment), gone = stepShape(environment);
  const limited = ({ state, observation }: Start<State, Observation>, step: number) => {
    return { state: { inner: state, step }, observation };
  };
  return {
    name: `${environment.name}, ${steps} steps`,
    actions: environment.actions,
    observations: environment.observations,
    reset: (key) => {
      const start = environment.reset(key);
      begun.check(`begin in ${environment.name}`, "the start", start);
      return limited(start, 0);
    },
    step: (limitedState, action, key) => {
      state.check(`step ${environment.name}`, "the state", limitedState);
      const { inner, step: before } = limitedState, step = before + 1;
      const made = environment.step(inner, action, key);
      gone.check(`go on in ${environment.name}`, "the step", made);
      const { kind } = made.ending;
      const ending = kind === "truncated"
        ? made.ending
        : endingAt(kind === "terminated", step, steps);
      return { ...limited(made, step), reward: made.reward, ending };
    },
  };
}
