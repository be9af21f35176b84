/** Soft Q-learning for numbered actions: deep Q-learning whose maximum is soft and whose chance is its own. */
import { categorical, door, type Key, keyShape, whole } from "../../math/mod.ts";
import { actionValues, bestOf } from "../deep_q/action_values.ts";
import type { Reading } from "../deep_q/reading.ts";
import type { Observations, ReplayLearner } from "../shared/agent.ts";
import type { DiscreteSpaces, Spaces } from "../shared/spaces.ts";
import { type Batch, batchShape } from "../shared/transitions.ts";
import { softMaximumOf, softMaximumTargets } from "./soft_maximum_targets.ts";
import { type ResolvedSoftQ, SOFT_Q_SETTINGS, type SoftQConfig } from "./soft_q_config.ts";

/** An agent of soft Q-learning, whose values and policy can be asked. */
export interface SoftQAgent extends ReplayLearner<number, ResolvedSoftQ> {
  readonly kind: "soft-q";
  readonly spaces: DiscreteSpaces;
  /** Q(s, a) of each observation, `[B][A]`, soft return. */
  readonly actionValues: (observations: Observations) => number[][];
  /** π(a | s) = exp((Q(s, a) − V(s))/α), `[B][A]`. */
  readonly policy: (observations: Observations) => number[][];
}

const DOING = "start soft Q-learning";

/**
 * An agent that learns soft values Q(z, a) from transitions, z = read(s): each update goes a step of
 * Adam down ½(Q(z, a) − y)², y = r + γ m α log Σ_a' exp(Q̄(z', a')/α), Q̄ a slow copy. It explores by
 * its own policy, exp((Q − V)/α), and exploits the greatest value. Haarnoja et al. 2017, for numbered
 * actions; the same network, replay and slow copy as `deepQAgent`.
 *
 * @param key the network starts from a fold of it, the same as that of `deepQAgent`
 * @param spaces of a world with numbered actions
 * @param config what differs from `softQDefaults`
 * @param reading what the network sees in place of the observation; default: all of it
 * @returns owns its tensors, never the reading's; `using` frees them
 * @throws {RangeError|TypeError} for bad or unknown options, and for a box of actions
 *
 * @example
 * ```ts
 * import { softQAgent, spacesOf } from "lib/agents";
 * import { cartPole } from "lib/envs";
 * import { key } from "lib/math";
 * import { startBackend } from "lib/nn";
 * import { assertAlmostEquals } from "@std/assert";
 * await startBackend();
 * function asked() {
 *   using agent = softQAgent(key(0), spacesOf(cartPole()), { temperature: 2 });
 *   return agent.policy([[0, 0, 0, 0]]);
 * }
 * const [[left, right]] = asked() as [[number, number]];
 * assertAlmostEquals(left + right, 1, 1e-6);
 * ```
 */
export function softQAgent(
  key: Key,
  spaces: Spaces,
  config: SoftQConfig = {},
  reading?: Reading,
): SoftQAgent {
  const settings = SOFT_Q_SETTINGS.read(DOING, config), { discount, temperature } = settings;
  const softened = (batch: Batch, next: Float32Array) =>
    softMaximumTargets(batch, next, discount, temperature);
  const values = actionValues(DOING, key, spaces, settings, softened, reading);
  const { spaces: own, ask, learning, tensors } = values;
  const checkUpdate = door("learn", { key: keyShape, batch: batchShape(own), step: whole(0) });
  const policy = (observations: Observations) =>
    ask(observations).map((row) => chancesOf(row, temperature));
  return {
    kind: "soft-q",
    spaces: own,
    config: settings,
    actionValues: ask,
    policy,
    exploit: (observations) => ask(observations).map(bestOf),
    explore: (key, observation) => categorical(key, policy([observation])[0]!, 1)[0]!,
    update: (key, batch, step) => {
      checkUpdate({ key, batch, step });
      return learning.take({ batch }, step);
    },
    captured: learning.captured,
    tensors,
    [Symbol.dispose]: values[Symbol.dispose],
  };
}

function chancesOf(row: readonly number[], temperature: number): number[] {
  const value = softMaximumOf(row, 0, row.length, temperature);
  return row.map((each) => Math.exp((each - value) / temperature));
}
