/** Simulators that keep their state inside, as worlds that remember nothing. */
import { type Key, refusal } from "../math/mod.ts";
import type { ActionSpace, Ending, Environment, ObservationSpace } from "./environment.ts";

/** A simulator: its state is inside, and `step` changes it. */
export interface Simulator<Action, Observation> {
  /** Begins an episode. */
  readonly reset: (key: Key) => Observation;
  readonly step: (action: Action, key: Key) => {
    readonly observation: Observation;
    readonly reward: number;
    readonly ending: Ending;
  };
}

/** A simulator that can be set back to where it was. */
export interface RestorableSimulator<Action, Observation, Snapshot>
  extends Simulator<Action, Observation> {
  /** All that the future depends on, as a plain value. */
  readonly save: () => Snapshot;
  readonly load: (snapshot: Snapshot) => void;
}

/** What every world says of itself. */
export interface WorldWords {
  readonly name: string;
  readonly actions: ActionSpace;
  readonly observations: ObservationSpace;
}

/**
 * A simulator that can save and load its state, as an environment: a state is a snapshot, so it can be
 * kept, gone on from twice, and written into a checkpoint, as that of any other world.
 *
 * @param simulator one is enough, for any number of episodes side by side
 * @example
 * ```ts
 * import { restorableEnvironment } from "lib/envs";
 * import { key } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * let x = 0; // what a simulator keeps inside
 * const world = restorableEnvironment({
 *   name: "counter",
 *   actions: { kind: "discrete", count: 2 },
 *   observations: { kind: "vector", size: 1 },
 * }, {
 *   reset: () => [x = 0],
 *   step: (action: number) => ({ observation: [x += action], reward: 0, ending: { kind: "running" } }),
 *   save: () => x,
 *   load: (saved: number) => x = saved,
 * });
 * const { state } = world.reset(key(0)), one = world.step(state, 1, key(0));
 * assertEquals([one, world.step(state, 1, key(0))].map(({ observation }) => observation), [[1], [1]]);
 * ```
 */
export function restorableEnvironment<Action, Observation, Snapshot>(
  words: WorldWords,
  simulator: RestorableSimulator<Action, Observation, Snapshot>,
): Environment<Snapshot, Action, Observation> {
  return {
    ...words,
    reset: (key) => {
      const observation = simulator.reset(key);
      return { state: simulator.save(), observation };
    },
    step: (state, action, key) => {
      simulator.load(state);
      const made = simulator.step(action, key);
      return { ...made, state: simulator.save() };
    },
  };
}

/** Where an episode of a simulator stands; good for one step. */
export interface Ticket {
  readonly step: number;
}

/**
 * A simulator that cannot go back, as an environment: each episode has one of its own, and a state can
 * be gone on from once, while it is the latest. That is enough to learn and to be evaluated; a state
 * that was stepped already, or that comes from a file, is refused.
 *
 * @param make a simulator for each episode
 * @throws (from `step`) {RangeError} for a state that is not the latest of its episode
 */
export function statefulEnvironment<Action, Observation>(
  words: WorldWords,
  make: () => Simulator<Action, Observation>,
): Environment<Ticket, Action, Observation> {
  const simulators = new WeakMap<Ticket, Simulator<Action, Observation>>();
  const handed = (simulator: Simulator<Action, Observation>, step: number): Ticket => {
    const ticket = { step };
    simulators.set(ticket, simulator);
    return ticket;
  };
  return {
    ...words,
    reset: (key) => {
      const simulator = make();
      return { observation: simulator.reset(key), state: handed(simulator, 0) };
    },
    step: (state, action, key) => {
      const simulator = simulators.get(state);
      if (simulator === undefined) {
        const wish = "the latest of its episode: this simulator cannot go back (give it save and " +
          "load, and use restorableEnvironment)";
        throw new RangeError(refusal(`step ${words.name}`, "the state", state, wish));
      }
      simulators.delete(state);
      return { ...simulator.step(action, key), state: handed(simulator, state.step + 1) };
    },
  };
}
