/** Soft Actor-Critic as an agent. */
import { door, type Key, keyShape, normal, numbers, whole } from "../../math/mod.ts";
import { readOut, type TensorTree } from "../../nn/mod.ts";
import * as tf from "../../nn/tf.ts";
import { squashedGaussian } from "../../prob/tensor/mod.ts";
import type { Metrics, Observations, ReplayLearner } from "../shared/agent.ts";
import { capturedUpdate } from "../learning/captured_update.ts";
import { outputsOf, valuesOf } from "../shared/networks.ts";
import { bestActions, type PolicyParts } from "../shared/policy.ts";
import type { BoxSpaces, Spaces } from "../shared/spaces.ts";
import { type Batch, batchShape } from "../shared/transitions.ts";
import type { ResolvedSac, SacConfig } from "./sac_config.ts";
import {
  disposeSac,
  type SacNetworks,
  type SacState,
  sacState,
  temperatureOf,
} from "./sac_state.ts";
import {
  NOISE,
  requireNoise,
  type SacGiven,
  type SacNoise,
  sacNoise,
  sacUpdate,
} from "./sac_update.ts";

/** Actions, and log-densities of them in nats. */
export interface Sampled {
  /** `[B][A]`, in [−1, 1]. */
  readonly actions: readonly number[][];
  /** `[B]`. */
  readonly logDensities: readonly number[];
}

/** What Soft Actor-Critic can be asked beside what every learner can. */
export interface SacAgent extends ReplayLearner<number[], ResolvedSac> {
  readonly kind: "sac";
  readonly spaces: BoxSpaces;
  readonly probe: NonNullable<ReplayLearner["probe"]>;
  /** Actions drawn by the policy. */
  readonly sample: (key: Key, observations: Observations) => Sampled;
  /** α, reward per nat. */
  readonly temperature: () => number;
  /** What it acts with; `encodePolicy` keeps it. */
  readonly policy: PolicyParts;
  /** Actor, critics, slow copies and log α by name: for `readTree` and `writeTree`. */
  readonly networks: TensorTree;
  /** An update with chance from outside: to compare with another implementation. */
  readonly updateWith: (noise: SacNoise, batch: Batch, step: number) => Metrics;
}

/**
 * An agent that learns by Soft Actor-Critic, see {@link sacUpdate} for what an update does.
 *
 * @param key the networks start from folds of it by their names
 * @param spaces of a world whose actions are a box
 * @param config what differs from {@link sacDefaults}
 * @param networks of one's own, in place of perceptrons of `config.hidden`
 * @returns owns its tensors; `using` frees them
 * @throws {RangeError|TypeError} for bad or unknown options, and for numbered actions
 *
 * @example
 * ```ts
 * import { sacAgent, spacesOf } from "lib/agents";
 * import { pendulum } from "lib/envs";
 * import { key } from "lib/math";
 * import { startBackend } from "lib/nn";
 * import { assert } from "@std/assert";
 * await startBackend();
 * function firstAction(): readonly number[] {
 *   using agent = sacAgent(key(0), spacesOf(pendulum()), { hidden: [32, 32] });
 *   return agent.explore(key(1), [1, 0, 0]);
 * }
 * assert(Math.abs(firstAction()[0]!) <= 1);
 * ```
 */
export function sacAgent(
  key: Key,
  spaces: Spaces,
  config: SacConfig = {},
  networks: SacNetworks = {},
): SacAgent {
  const state = sacState(key, spaces, config, networks);
  const { actor, critics, targets, temperature, spaces: box } = state;
  const sizes = [box.observations, box.low.length] as const;
  const parts = { actor, critics: critics.parameters, targets, temperature };
  const memory = {
    actor: state.actorOptimizer.memory,
    critics: critics.optimizer.memory,
    temperature: state.temperatureOptimizer.memory,
  };
  const policy = { network: state.actorNetwork, parameters: actor, head: "median" } as const;
  const learned = { batch: batchShape(box), step: whole(0) };
  const checkUpdate = door("learn", { key: keyShape, ...learned });
  const checkUpdateWith = door("learn", { noise: NOISE, ...learned });
  const judge = (inputs: tf.Tensor) => critics.network.apply(critics.parameters, inputs);
  const learning = capturedUpdate<SacGiven>((turn) => sacUpdate(state, turn));
  const learn = (noise: SacNoise, batch: Batch, step: number) => {
    requireNoise(noise, batch.size, sizes[1]);
    return learning.take({ batch, noise }, step);
  };
  return {
    kind: "sac",
    spaces: box,
    config: state.config,
    explore: (key, observation) => sampled(key, state, [observation]).actions[0]!,
    exploit: (observations) => bestActions(policy, box, observations),
    sample: (key, observations) => sampled(key, state, observations),
    temperature: () => temperatureOf(state),
    update: (key, batch, step) => {
      checkUpdate({ key, batch, step });
      return learn(sacNoise(key, batch.size * sizes[1]), batch, step);
    },
    updateWith: (noise, batch, step) => {
      checkUpdateWith({ noise, batch, step });
      return learn(noise, batch, step);
    },
    probe: {
      act: (key, observations) => {
        const { actions, logDensities } = sampled(key, state, observations);
        const alpha = temperatureOf(state);
        return { actions, bonuses: logDensities.map((each) => -alpha * each) };
      },
      values: (observations, actions) => valuesOf(judge, sizes, observations, actions),
    },
    policy,
    networks: parts,
    tensors: { ...parts, memory },
    captured: learning.captured,
    [Symbol.dispose]: () => {
      learning[Symbol.dispose]();
      disposeSac(state);
    },
  };
}

function sampled(key: Key, state: SacState, observations: Observations): Sampled {
  const { actorNetwork, actor, spaces, config } = state;
  const outputs = outputsOf((x) => actorNetwork.apply(actor, x), observations, spaces.observations);
  const rows = observations.length, columns = spaces.low.length;
  const drawn = readOut(() => {
    const policy = tf.tensor2d(outputs, [rows, 2 * columns]);
    const noise = tf.tensor2d(Float32Array.from(normal(key, rows * columns)), [rows, columns]);
    return { ...squashedGaussian(policy, noise, config.logStdRange) };
  });
  numbers.check("ask the agent", "the log-densities", drawn.logDensity);
  return {
    actions: observations.map((_, i) =>
      Array.from(drawn.action.subarray(columns * i, columns * (i + 1)))
    ),
    logDensities: Array.from(drawn.logDensity),
  };
}
