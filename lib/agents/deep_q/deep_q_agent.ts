/** Deep Q-learning: a network of action values, a slow copy for its targets, and a reading of what is seen. */
import { door, type Key, keyShape, uniform, whole } from "../../math/mod.ts";
import type { Observations, ReplayLearner } from "../shared/agent.ts";
import type { DiscreteSpaces, Spaces } from "../shared/spaces.ts";
import { type Batch, batchShape } from "../shared/transitions.ts";
import { actionValues, bestOf } from "./action_values.ts";
import { DEEP_Q_SETTINGS, type DeepQConfig, type ResolvedDeepQ } from "./deep_q_config.ts";
import { maximumTargets } from "./losses.ts";
import type { Reading } from "./reading.ts";

/** An agent of deep Q-learning, whose values can be asked. */
export interface DeepQAgent extends ReplayLearner<number, ResolvedDeepQ> {
  readonly kind: "deep-q";
  readonly spaces: DiscreteSpaces;
  /** Q(s, a) of each observation, `[B][A]`, return. */
  readonly actionValues: (observations: Observations) => number[][];
}

const DOING = "start deep Q-learning";

/**
 * An agent that learns Q(z, a) from transitions, z = read(s): each update goes a step of Adam down
 * ½(Q(z, a) − y)², y = r + γ m max_a' Q̄(z', a'), Q̄ a slow copy. Mnih et al. 2015, with a slow copy
 * that creeps (Lillicrap et al. 2016) in place of one that jumps. The reading is asked anew at every
 * update, so codes of old frames are those of the reading's present state; no gradient flows into it.
 *
 * @param key the network starts from a fold of it
 * @param spaces of a world with numbered actions
 * @param config what differs from `deepQDefaults`
 * @param reading what the network sees in place of the observation; default: all of it
 * @returns owns its tensors, never the reading's; `using` frees them
 * @throws {RangeError|TypeError} for bad or unknown options, and for a box of actions
 *
 * @example
 * ```ts
 * import { deepQAgent, spacesOf } from "lib/agents";
 * import { cartPole } from "lib/envs";
 * import { key } from "lib/math";
 * import { startBackend } from "lib/nn";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * function asked() {
 *   using agent = deepQAgent(key(0), spacesOf(cartPole()));
 *   return agent.actionValues([[0, 0, 0, 0], [1, 0, 0, 0]]);
 * }
 * assertEquals(asked().map((row) => row.length), [2, 2]);
 * ```
 */
export function deepQAgent(
  key: Key,
  spaces: Spaces,
  config: DeepQConfig = {},
  reading?: Reading,
): DeepQAgent {
  const settings = DEEP_Q_SETTINGS.read(DOING, config), { discount, randomness } = settings;
  const greatest = (batch: Batch, next: Float32Array) => maximumTargets(batch, next, discount);
  const values = actionValues(DOING, key, spaces, settings, greatest, reading);
  const { spaces: own, ask, learning, tensors } = values;
  const checkUpdate = door("learn", { key: keyShape, batch: batchShape(own), step: whole(0) });
  const exploit = (observations: Observations) => ask(observations).map(bestOf);
  return {
    kind: "deep-q",
    spaces: own,
    config: settings,
    actionValues: ask,
    exploit,
    explore: (key, observation) => {
      const [chance, action] = uniform(key, 2);
      if (chance! < randomness) return Math.floor(action! * own.actions);
      return exploit([observation])[0]!;
    },
    update: (key, batch, step) => {
      checkUpdate({ key, batch, step });
      return learning.take({ batch }, step);
    },
    captured: learning.captured,
    tensors,
    [Symbol.dispose]: values[Symbol.dispose],
  };
}
