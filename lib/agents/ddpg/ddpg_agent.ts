/** Deep Deterministic Policy Gradient: the same parts without chance and without entropy. */
import { door, fold, type Key, keyShape, normal, whole } from "../../math/mod.ts";
import {
  type AdamOptimizer,
  adamOptimizer,
  averageTowards,
  copyTree,
  hostTensor,
  onHost,
  tensorScope,
  type TensorTree,
  valueAndGradients,
} from "../../nn/mod.ts";
import * as tf from "../../nn/tf.ts";
import type { Observations, ReplayLearner } from "../shared/agent.ts";
import { capturedUpdate, type Turn } from "../learning/captured_update.ts";
import {
  batchTensors,
  learnCritics,
  type LearningCritics,
  targetsOf,
} from "../learning/critics.ts";
import { kept, type Network, perceptron, valuesOf } from "../shared/networks.ts";
import { bestActions, type PolicyParts } from "../shared/policy.ts";
import { type BoxSpaces, requireBox, type Spaces } from "../shared/spaces.ts";
import { type Batch, batchShape } from "../shared/transitions.ts";
import { actorLossOf } from "./losses.ts";
import { DDPG_SETTINGS, type DdpgConfig, type ResolvedDdpg } from "./ddpg_config.ts";

interface DdpgState {
  readonly config: ResolvedDdpg;
  readonly spaces: BoxSpaces;
  readonly network: Network;
  readonly actor: TensorTree;
  readonly critics: LearningCritics;
  readonly actorTarget: TensorTree;
  readonly targets: TensorTree;
  readonly actorOptimizer: AdamOptimizer<TensorTree>;
}

/** An agent of DDPG, whose critic can be asked. */
export interface DdpgAgent extends ReplayLearner<number[], ResolvedDdpg> {
  readonly kind: "ddpg";
  readonly spaces: BoxSpaces;
  readonly probe: NonNullable<ReplayLearner["probe"]>;
  /** What it acts with; `encodePolicy` keeps it. */
  readonly policy: PolicyParts;
  /** Actor, critic and slow copies by name: for `readTree` and `writeTree`. */
  readonly networks: TensorTree;
}

/**
 * An agent that learns by DDPG: one critic, an actor without chance, slow copies of both, and noise
 * added to its actions, which are then cut off at ±1. Lillicrap et al. 2016, algorithm 1, with
 * Gaussian noise in place of Ornstein and Uhlenbeck's, as in Stable-Baselines3.
 *
 * @param key the networks start from folds of it by their names
 * @param spaces of a world whose actions are a box
 * @param config what differs from `ddpgDefaults`
 * @returns owns its tensors; `using` frees them
 * @throws {RangeError|TypeError} for bad or unknown options, and for numbered actions
 *
 * @example
 * ```ts
 * import { ddpgAgent, spacesOf } from "lib/agents";
 * import { pendulum } from "lib/envs";
 * import { key } from "lib/math";
 * import { startBackend } from "lib/nn";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * function twice() {
 *   using agent = ddpgAgent(key(0), spacesOf(pendulum()));
 *   return agent.exploit([[1, 0, 0], [1, 0, 0]]);
 * }
 * const [first, second] = twice();
 * assertEquals(first, second); // no chance in it
 * ```
 */
export function ddpgAgent(key: Key, spaces: Spaces, config: DdpgConfig = {}): DdpgAgent {
  const state = ddpgState(key, spaces, config), { actor, critics, spaces: box } = state;
  const { actorTarget, targets, actorOptimizer, network } = state;
  const sizes = [box.observations, box.low.length] as const;
  const parts = { actor, critics: critics.parameters, actorTarget, targets };
  const policy = { network, parameters: actor, head: "tanh" } as const;
  const best = (observations: Observations) => bestActions(policy, box, observations);
  const checkUpdate = door("learn", { key: keyShape, batch: batchShape(box), step: whole(0) });
  const judge = (inputs: tf.Tensor) => network.apply(critics.parameters, inputs);
  const learning = capturedUpdate<DdpgGiven>((turn) => update(state, turn));
  return {
    kind: "ddpg",
    spaces: box,
    config: state.config,
    explore: (key, observation) => explored(key, best([observation])[0]!, state.config.noise),
    exploit: best,
    update: (key, batch, step) => {
      checkUpdate({ key, batch, step });
      return learning.take({ batch }, step);
    },
    probe: {
      act: (_key, observations) => ({ actions: best(observations) }),
      values: (observations, actions) => valuesOf(judge, sizes, observations, actions),
    },
    policy,
    networks: parts,
    tensors: {
      ...parts,
      memory: { actor: actorOptimizer.memory, critics: critics.optimizer.memory },
    },
    captured: learning.captured,
    [Symbol.dispose]: () => {
      learning[Symbol.dispose]();
      for (const optimizer of [actorOptimizer, critics.optimizer]) optimizer[Symbol.dispose]();
      tf.dispose(Object.values(parts) as unknown as tf.TensorContainer);
    },
  };
}

function ddpgState(key: Key, spaces: Spaces, given: DdpgConfig): DdpgState {
  const doing = "start DDPG";
  keyShape.check(doing, "key", key);
  const box = requireBox(doing, spaces);
  const config = DDPG_SETTINGS.read(doing, given), { learningRate: rate } = config;
  const { observations, low: { length: actions } } = box, network = perceptron(config.hidden);
  const actorSizes = { inputs: observations, outputs: actions };
  const actor = kept(network.init(fold(key, "actor"), actorSizes));
  const sizes = { inputs: observations + actions, outputs: 1, networks: 1 };
  const parameters = kept(network.init(fold(key, "critics"), sizes));
  const criticRate = config.criticLearningRate ?? rate;
  return {
    config,
    spaces: box,
    network,
    actor,
    critics: {
      network,
      parameters,
      optimizer: adamOptimizer(parameters, { learningRate: criticRate }),
    },
    actorTarget: kept(copyTree(actor)),
    targets: kept(copyTree(parameters)),
    actorOptimizer: adamOptimizer(actor, { learningRate: config.actorLearningRate ?? rate }),
  };
}

interface DdpgGiven {
  readonly batch: Batch;
}

function update(state: DdpgState, turn: Turn<DdpgGiven>): void {
  using scope = tensorScope();
  const { network, actor, critics, config, spaces } = state;
  const sizes = [spaces.observations, spaces.low.length] as const;
  const { observations, inputs } = batchTensors(scope, sizes, turn);
  const critic = learnCritics(critics, inputs, scope.own(softTargetsOf(state, turn)));
  const values = (actions: tf.Tensor2D) =>
    network.apply(critics.parameters, tf.concat([observations, actions], 1));
  using at = valueAndGradients(
    (actor) =>
      tf.tidy(() => actorLossOf(network.apply(actor, observations) as tf.Tensor2D, values)),
    actor,
  );
  state.actorOptimizer.update(at.gradients);
  averageTowards(state.targets, critics.parameters, config.averaging);
  averageTowards(state.actorTarget, actor, config.averaging);
  onHost(() => {
    turn.metrics = { criticLoss: critic.loss, actorLoss: at.loss, value: -at.loss };
  });
}

/** y = r + γ m Q̄(s′, tanh μ̄(s′)): the soft target at a temperature of 0. */
function softTargetsOf(
  { config, network, actorTarget, targets, spaces }: DdpgState,
  turn: Turn<DdpgGiven>,
): tf.Tensor {
  const { size } = turn.given.batch;
  return tf.tidy(() => {
    const seen = () => turn.given.batch.observationsNext;
    const observations = hostTensor<tf.Rank.R2>([size, spaces.observations], seen);
    const actions = tf.tanh(network.apply(actorTarget, observations));
    const next = network.apply(targets, tf.concat([observations, actions], 1));
    return hostTensor([size, 1], () => {
      const values = next.dataSync();
      return targetsOf(turn.given.batch, { values, logDensities: values }, config.discount, 0);
    });
  });
}

/** An action with noise around it; a box has ends. */
function explored(key: Key, action: readonly number[], deviation: number): number[] {
  const noise = normal(key, action.length);
  return action.map((each, i) => Math.max(-1, Math.min(1, each + deviation * noise[i]!)));
}
