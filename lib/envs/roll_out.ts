/** Acting in an environment from its start until it ends. */
import {
  callable,
  door,
  finite,
  fold,
  type Key,
  keyShape,
  MOST_ENTRIES,
  type Shape,
  whole,
} from "../math/mod.ts";
import {
  type Ending,
  ENVIRONMENT,
  type Environment,
  startShape,
  type Step,
  stepShape,
} from "./environment.ts";
import { actionShape } from "./require_action.ts";

const checkRollOut = door("roll out", {
  environment: ENVIRONMENT,
  policy: callable("a function of observation, key and step"),
  key: keyShape,
  maxSteps: whole(1, MOST_ENTRIES),
});

/** What happened, step after step. */
export interface Episode<State, Action, Observation> {
  /** n + 1 of them, the last is where it stopped. */
  readonly states: readonly State[];
  /** What was seen of each state. */
  readonly observations: readonly Observation[];
  /** n actions, 1 ≤ n ≤ maxSteps. */
  readonly actions: readonly Action[];
  /** What each paid. */
  readonly rewards: readonly number[];
  /** `running` when maxSteps came first: whoever rolled out stopped looking, the episode goes on. */
  readonly ending: Ending;
  /** Σ rewards, in reward units, not discounted. */
  readonly return: number;
}

/**
 * Acts until the episode ends, at most `maxSteps` times. Pure: the same key gives the same episode.
 * The keys are `fold(key, "reset")`, and for step t = 0, 1, … `fold(fold(key, "act"), t)` for the
 * policy and `fold(fold(key, "step"), t)` for the world, so a policy that draws more shifts nobody.
 *
 * @param policy what to do on an observation; the key is for its own draws, and the step, counted
 *   from 0, for a policy that changes with it: π_t of the equations is `step` t − 1
 * @throws {RangeError} naming the step, when a reward is not finite or an action out of range
 * @example
 * ```ts
 * import { environmentOf, mdp } from "lib/control";
 * import { rollOut } from "lib/envs";
 * import { key } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * const three = mdp({ states: 1, actions: 1, transition: [[[1]]], reward: [[-1]], steps: 3 });
 * const episode = rollOut(key(0), environmentOf(three), () => 0, 100);
 * assertEquals(episode.return, -3);
 * assertEquals(episode.ending, { kind: "terminated" });
 * ```
 */
export function rollOut<State, Action, Observation>(
  key: Key,
  environment: Environment<State, Action, Observation>,
  policy: (observation: Observation, key: Key, step: number) => Action,
  maxSteps: number,
): Episode<State, Action, Observation> {
  checkRollOut({ environment, policy, key, maxSteps });
  const step = checkedSteps(environment, fold(key, "step"));
  const actKey = fold(key, "act");
  const start = environment.reset(fold(key, "reset"));
  startShape(environment).check(`begin in ${environment.name}`, "the start", start);
  const [states, observations] = [[start.state], [start.observation]];
  const [actions, rewards]: [Action[], number[]] = [[], []];
  let ending: Ending = { kind: "running" };
  for (let t = 0; t < maxSteps && ending.kind === "running"; t++) {
    const action = policy(observations[t]!, fold(actKey, t), t);
    const next = step(t, states[t]!, action);
    states.push(next.state);
    observations.push(next.observation);
    actions.push(action);
    rewards.push(next.reward);
    ending = next.ending;
  }
  const sum = rewards.reduce((total, reward) => total + reward, 0);
  finite.check(`sum up ${environment.name}`, "the return", sum);
  return { states, observations, actions, rewards, ending, return: sum };
}

/** The world's steps, its actions and what it gives looked at. */
function checkedSteps<State, Action, Observation>(
  environment: Environment<State, Action, Observation>,
  key: Key,
) {
  const { name, actions } = environment;
  const [possible, sound] = [actionShape(actions), stepShape(environment)];
  return (t: number, state: State, action: Action): Step<State, Observation> => {
    checkIn(possible, action, () => [`take step ${t} in ${name}`, "action"]);
    const next = environment.step(state, action, fold(key, t));
    checkIn(sound, next, () => [`go on in ${name}`, `step ${t}`]);
    checkIn(finite, next.reward, () => [`go on in ${name}`, `the reward of step ${t}`]);
    return next;
  };
}

function checkIn(shape: Shape<unknown>, value: unknown, words: () => readonly [string, string]) {
  const found = shape.fault(value);
  if (found !== undefined) throw found(...words());
}
