/** Simulators that keep their state inside, as worlds that remember nothing. */
import { callable, door, type Key, record, refusal } from "../math/mod.ts";
import {
  type ActionSpace,
  type Ending,
  type Environment,
  observationShape,
  type ObservationSpace,
  stepShape,
  WORLD_WORDS,
} from "./environment.ts";

const checkRestorable = door("make an environment", {
  words: WORLD_WORDS,
  simulator: record({
    reset: callable("a function of a key"),
    step: callable("a function of action and key"),
    save: callable(),
    load: callable("a function of a snapshot"),
  }, "a simulator { reset, step, save, load }"),
});

const checkStateful = door("make an environment", {
  words: WORLD_WORDS,
  make: callable("a function that makes a simulator"),
});

const SIMULATOR = record({
  reset: callable("a function of a key"),
  step: callable("a function of action and key"),
}, "a simulator { reset, step }");

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
  checkRestorable({ words, simulator });
  const { checkStart, checkStep } = checksOf(words);
  const saved = () => {
    const snapshot = simulator.save();
    if (snapshot !== undefined && snapshot !== null) return snapshot;
    throw new TypeError(refusal(`save ${words.name}`, "the snapshot", snapshot, "a plain value"));
  };
  return {
    ...words,
    reset: (key) => {
      const observation = checkStart(simulator.reset(key));
      return { state: saved(), observation };
    },
    step: (state, action, key) => {
      simulator.load(state);
      const made = checkStep(simulator.step(action, key));
      return { ...made, state: saved() };
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
  checkStateful({ words, make });
  const { checkStart, checkStep } = checksOf(words);
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
      SIMULATOR.check(`begin in ${words.name}`, "the simulator", simulator);
      return { observation: checkStart(simulator.reset(key)), state: handed(simulator, 0) };
    },
    step: (state, action, key) => {
      const simulator = simulators.get(state);
      if (simulator === undefined) {
        const wish = "the latest of its episode: this simulator cannot go back (give it save and " +
          "load, and use restorableEnvironment)";
        throw new RangeError(refusal(`step ${words.name}`, "the state", state, wish));
      }
      simulators.delete(state);
      const made = checkStep(simulator.step(action, key));
      return { ...made, state: handed(simulator, state.step + 1) };
    },
  };
}

/** What a simulator gives, looked at before it is taken for a world's. */
function checksOf(words: WorldWords) {
  const [seen, gone] = [observationShape(words.observations), stepShape(words)];
  return {
    checkStart: <O>(observation: O): O => {
      seen.check(`begin in ${words.name}`, "the observation", observation);
      return observation;
    },
    checkStep: <S>(step: S): S => {
      gone.check(`go on in ${words.name}`, "the step", step);
      return step;
    },
  };
}
