/** A finite MDP as a world to act in. */
import type { Ending, Environment } from "../../envs/mod.ts";
import {
  categorical,
  door,
  type Given,
  type Key,
  optional,
  record,
  refusal,
  settings,
  whole,
} from "../../math/mod.ts";
import { MDP, type Mdp } from "../mdp/model.ts";

const WORLD = settings({ timeLimit: optional(whole(1)) });
const checkWorld = door("make an environment", { mdp: MDP });

/** A state of the MDP, and how many steps led to it. */
export interface TabularState {
  readonly state: number;
  readonly step: number;
}

/**
 * An MDP through the interface of environments; actions and observations are its actions' and
 * states' numbers. With a number of steps, the last one terminates. With a discount, arriving where
 * one rests terminates (V = 0 there, as `bootstrapMask` says): in a state that every allowed action
 * stays in and pays 0, allowed being a prior above 0 and no reward of −∞. An episode that begins in
 * such a state ends with its first step. The discount itself ends nothing, it is left to the one who
 * learns.
 *
 * @param options timeLimit: the step of this number truncates, if the world has not ended with it
 * @returns steps throw {RangeError} for an action out of range, and after the end
 * @throws {RangeError|TypeError} for a time limit that is no whole number above 0
 * @example
 * ```ts
 * import { environmentOf, mdp } from "lib/control";
 * import { key } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * const stroll = mdp({
 *   states: ["out", "home"],
 *   actions: ["go"],
 *   transition: [[[0, 1]], [[0, 1]]],
 *   reward: [[-1], [0]],
 *   discount: 0.9,
 * });
 * const world = environmentOf(stroll);
 * const { state } = world.reset(key(0));
 * const { observation, reward, ending } = world.step(state, 0, key(1));
 * assertEquals([observation, reward, ending.kind], [1, -1, "terminated"]);
 * ```
 */
export function environmentOf(
  mdp: Mdp,
  options?: Given<typeof WORLD>,
): Environment<TabularState, number, number> {
  const { timeLimit } = WORLD.read("make an environment", options);
  checkWorld({ mdp });
  const checkStep = stepDoor(mdp);
  const resting = mdp.horizon.kind === "finite" ? [] : restingStates(mdp);
  const actions = { kind: "discrete", count: mdp.actions.length } as const;
  return {
    name: `an MDP of ${mdp.states.length} states`,
    actions,
    observations: { kind: "discrete", count: mdp.states.length },
    reset: (key) => {
      const state = categorical(key, mdp.initial, 1)[0]!;
      return { state: { state, step: 0 }, observation: state };
    },
    step: (before, action, key) => {
      checkStep({ state: before, action });
      requireOngoing(mdp, before, resting, timeLimit);
      const { next, reward } = drawOutcome(mdp, before.state * actions.count + action, key);
      const state = { state: next, step: before.step + 1 };
      return { state, observation: next, reward, ending: endingOf(mdp, state, resting, timeLimit) };
    },
  };
}

function stepDoor({ states, actions }: Mdp) {
  const state = record({ state: whole(0, states.length - 1), step: whole(0) });
  return door("step an MDP", { state, action: whole(0, actions.length - 1) });
}

function drawOutcome({ outcomes }: Mdp, row: number, key: Key) {
  const { offsets, successor, probability, reward } = outcomes;
  const from = offsets[row]!;
  const drawn = from + categorical(key, probability.subarray(from, offsets[row + 1]!), 1)[0]!;
  return { next: successor[drawn]!, reward: reward[drawn]! };
}

function endingOf(
  { horizon }: Mdp,
  { state, step }: TabularState,
  resting: readonly boolean[],
  timeLimit = Infinity,
): Ending {
  const over = horizon.kind === "finite" ? step >= horizon.steps : resting[state]!;
  if (over) return { kind: "terminated" };
  return { kind: step >= timeLimit ? "truncated" : "running" };
}

/** Where some action is allowed, and every one that is stays and pays 0. */
function restingStates({ states, actions, prior, reward, outcomes }: Mdp): readonly boolean[] {
  const { offsets, successor } = outcomes;
  return states.map((_, s) => {
    let allowed = 0;
    for (let row = s * actions.length; row < (s + 1) * actions.length; row++) {
      if (prior[row] === 0 || reward[row] === -Infinity) continue;
      for (let k = offsets[row]!; k < offsets[row + 1]!; k++) {
        if (successor[k] !== s || outcomes.reward[k] !== 0) return false;
      }
      allowed++;
    }
    return allowed > 0;
  });
}

function requireOngoing(
  { horizon, states }: Mdp,
  { state, step }: TabularState,
  resting: readonly boolean[],
  timeLimit = Infinity,
): void {
  const last = Math.min(horizon.kind === "finite" ? horizon.steps : Infinity, timeLimit);
  if (step >= last) {
    const wish = `below ${last}; the episode is over, reset it`;
    throw new RangeError(refusal("step an MDP", "the number of steps taken", step, wish));
  }
  if (step > 0 && resting[state]) {
    const wish = "one that does not end the episode; it is over, reset it";
    throw new RangeError(refusal("step an MDP", "the state", states[state], wish));
  }
}
