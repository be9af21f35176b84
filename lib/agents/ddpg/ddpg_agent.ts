/** Deep Deterministic Policy Gradient: the same parts without chance and without entropy. */
import { fold, type Key, normal } from "../../math/mod.ts";
import {
  type AdamOptimizer,
  adamOptimizer,
  averageTowards,
  copyTree,
  mlp,
  type MlpParameters,
  mlpParameters,
  tensorScope,
  tf,
  valueAndGradients,
} from "../../nn/mod.ts";
import { batchTensors, learnCritics, softTargets } from "../shared/critics.ts";
import { type DdpgConfig, resolveDdpg } from "./ddpg_config.ts";
import type { Learner, Metrics } from "../shared/learner.ts";
import { keptNetwork, outputsOf, valuesOf } from "../shared/networks.ts";
import type { Batch } from "../shared/replay.ts";
import type { Spaces } from "../shared/spaces.ts";

interface DdpgState {
  readonly config: DdpgConfig;
  readonly spaces: Spaces;
  readonly actor: MlpParameters;
  readonly critics: MlpParameters;
  readonly actorTarget: MlpParameters;
  readonly targets: MlpParameters;
  readonly actorOptimizer: AdamOptimizer<MlpParameters>;
  readonly criticOptimizer: AdamOptimizer<MlpParameters>;
}

/**
 * J_μ = −mean Q(s, tanh μ(s)). Lillicrap et al. 2016, equation 6, as a loss.
 *
 * @param critics a stack of one network
 * @returns a scalar, return; the caller owns it
 */
export function deterministicActorLoss(
  actor: MlpParameters,
  critics: MlpParameters,
  observations: tf.Tensor2D,
): tf.Scalar {
  const actions = tf.tanh(mlp(actor, observations));
  return tf.neg(tf.mean(mlp(critics, tf.concat([observations, actions], 1))));
}

/**
 * An agent that learns by DDPG: one critic, an actor without chance, slow copies of both, and noise
 * added to its actions, which are then cut off at ±1. Lillicrap et al. 2016, algorithm 1, with
 * Gaussian noise in place of Ornstein and Uhlenbeck's, as in Stable-Baselines3.
 *
 * @param key the networks start from folds of it by their names
 * @param config what differs from `ddpgDefaults`
 * @returns owns its tensors; `using` frees them
 * @throws {RangeError|TypeError} for bad or unknown options
 *
 * @example
 * ```ts
 * import { ddpgAgent, spacesOf } from "lib/agents";
 * import { pendulum } from "lib/envs";
 * import { key } from "lib/math";
 * import { startBackend } from "lib/nn";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * function twice(): number[][] {
 *   using agent = ddpgAgent(key(0), spacesOf(pendulum()));
 *   return agent.exploit([[1, 0, 0], [1, 0, 0]]);
 * }
 * const [first, second] = twice();
 * assertEquals(first, second); // no chance in it
 * ```
 */
export function ddpgAgent(key: Key, spaces: Spaces, config: Partial<DdpgConfig> = {}): Learner {
  const state = ddpgState(key, spaces, resolveDdpg(config));
  const { actor, critics, actorTarget, targets, actorOptimizer, criticOptimizer } = state;
  const memory = { actor: actorOptimizer.memory, critics: criticOptimizer.memory };
  return {
    kind: "ddpg",
    spaces,
    config: state.config,
    explore: (observation, key) => explored(state, observation, key),
    exploit: (observations) => best(state, observations),
    sample: (observations) => {
      return { actions: best(state, observations), logDensities: observations.map(() => 0) };
    },
    values: (observations, actions) => valuesOf(critics, spaces, observations, actions),
    temperature: () => 0,
    update: (batch, _key, step) => update(state, batch, step),
    tensors: { actor, critics, actorTarget, targets, memory },
    [Symbol.dispose]: () => {
      for (const optimizer of [actorOptimizer, criticOptimizer]) optimizer[Symbol.dispose]();
      tf.dispose([actor, critics, actorTarget, targets] as unknown as tf.TensorContainer);
    },
  };
}

function ddpgState(key: Key, spaces: Spaces, config: DdpgConfig): DdpgState {
  const { observations, low: { length: actions } } = spaces, { hidden, learningRate } = config;
  const ends = { inputs: observations, hidden, outputs: actions };
  const actor = keptNetwork(mlpParameters(fold(key, "actor"), ends));
  const sizes = { inputs: observations + actions, hidden, outputs: 1, networks: 1 };
  const critics = keptNetwork(mlpParameters(fold(key, "critics"), sizes));
  return {
    config,
    spaces,
    actor,
    critics,
    actorTarget: keptNetwork(copyTree(actor)),
    targets: keptNetwork(copyTree(critics)),
    actorOptimizer: adamOptimizer(actor, { learningRate }),
    criticOptimizer: adamOptimizer(critics, { learningRate }),
  };
}

function update(state: DdpgState, batch: Batch, step: number): Metrics {
  using scope = tensorScope();
  const { actor, critics, config, spaces } = state;
  const { observations, inputs } = batchTensors(scope, spaces, batch);
  const criticLoss = learnCritics(state, inputs, targetsOf(state, batch), step);
  using at = valueAndGradients(
    (actor) => tf.tidy(() => deterministicActorLoss(actor, critics, observations)),
    actor,
    { step },
  );
  state.actorOptimizer.update(at.gradients, step);
  averageTowards(state.targets, critics, config.averaging);
  averageTowards(state.actorTarget, actor, config.averaging);
  return { criticLoss, actorLoss: at.loss, value: -at.loss };
}

/** y = r + γ m Q̄(s′, tanh μ̄(s′)): the soft target at a temperature of 0. */
function targetsOf({ config, actorTarget, targets, spaces }: DdpgState, batch: Batch) {
  let values = new Float32Array(0);
  tf.tidy(() => {
    const observations = tf.tensor2d(batch.observationsNext, [batch.size, spaces.observations]);
    const actions = tf.tanh(mlp(actorTarget, observations));
    values = mlp(targets, tf.concat([observations, actions], 1)).dataSync() as typeof values;
  });
  return softTargets(batch, { values, logDensities: values }, config.discount, 0);
}

function best(
  { actor, spaces }: DdpgState,
  observations: readonly (readonly number[])[],
): number[][] {
  const columns = spaces.low.length, numbers = outputsOf(actor, observations, spaces.observations);
  return observations.map((_, i) =>
    Array.from({ length: columns }, (_, j) => Math.tanh(numbers[columns * i + j]!))
  );
}

function explored(state: DdpgState, observation: readonly number[], key: Key): number[] {
  const action = best(state, [observation])[0]!, noise = normal(key, action.length);
  return action.map((each, i) => {
    return Math.max(-1, Math.min(1, each + state.config.noise * noise[i]!)); // a box has ends
  });
}
