/** Deep Q-learning: a network of action values, a slow copy for its targets, and a reading of what is seen. */
import { door, fold, type Key, keyShape, uniform, whole } from "../../math/mod.ts";
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
import { capturedUpdate, type Turn } from "../learning/captured_update.ts";
import type { Observations, ReplayLearner } from "../shared/agent.ts";
import { kept, type Network, perceptron, rowsTensor } from "../shared/networks.ts";
import { type DiscreteSpaces, requireDiscrete, type Spaces } from "../shared/spaces.ts";
import { type Batch, batchShape } from "../shared/transitions.ts";
import { DEEP_Q_SETTINGS, type DeepQConfig, type ResolvedDeepQ } from "./deep_q_config.ts";
import { actionValueLoss, maximumTargets } from "./losses.ts";
import { PLAIN_SIGHT, READING, type Reading } from "./reading.ts";

interface DeepQState {
  readonly config: ResolvedDeepQ;
  readonly spaces: DiscreteSpaces;
  readonly reading: Reading;
  readonly network: Network;
  readonly values: TensorTree;
  readonly targets: TensorTree;
  readonly optimizer: AdamOptimizer<TensorTree>;
}

/** An agent of deep Q-learning, whose values can be asked. */
export interface DeepQAgent extends ReplayLearner<number, ResolvedDeepQ> {
  readonly kind: "deep-q";
  readonly spaces: DiscreteSpaces;
  /** Q(s, a) of each observation, `[B][A]`, return. */
  readonly actionValues: (observations: Observations) => number[][];
}

const DOING = "start deep Q-learning";
const checkStart = door(DOING, { key: keyShape, reading: READING });

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
  const state = deepQState(key, spaces, config, reading);
  const { values, targets, optimizer, spaces: own } = state;
  const checkUpdate = door("learn", { key: keyShape, batch: batchShape(own), step: whole(0) });
  const learning = capturedUpdate<DeepQGiven>((turn) => update(state, turn));
  const ask = (observations: Observations) => askedValues(state, observations);
  const exploit = (observations: Observations) => ask(observations).map(bestOf);
  return {
    kind: "deep-q",
    spaces: own,
    config: state.config,
    actionValues: ask,
    exploit,
    explore: (key, observation) => {
      const [chance, action] = uniform(key, 2);
      if (chance! < state.config.randomness) return Math.floor(action! * own.actions);
      return exploit([observation])[0]!;
    },
    update: (key, batch, step) => {
      checkUpdate({ key, batch, step });
      return learning.take({ batch }, step);
    },
    captured: learning.captured,
    tensors: { values, targets, memory: optimizer.memory },
    [Symbol.dispose]: () => {
      learning[Symbol.dispose]();
      optimizer[Symbol.dispose]();
      tf.dispose([values, targets] as unknown as tf.TensorContainer);
    },
  };
}

function deepQState(
  key: Key,
  given: Spaces,
  options: DeepQConfig,
  read: Reading | undefined,
): DeepQState {
  const spaces = requireDiscrete(DOING, given), config = DEEP_Q_SETTINGS.read(DOING, options);
  const reading = read ?? PLAIN_SIGHT(spaces.observations);
  checkStart({ key, reading });
  const network = perceptron(config.hidden);
  const sizes = { inputs: reading.width, outputs: spaces.actions };
  const values = kept(network.init(fold(key, "values"), sizes));
  const optimizer = adamOptimizer(values, { learningRate: config.learningRate });
  return { config, spaces, reading, network, values, targets: kept(copyTree(values)), optimizer };
}

/** The first of the greatest. */
const bestOf = (values: readonly number[]): number => values.indexOf(Math.max(...values));

function askedValues(
  { network, values, reading, spaces }: DeepQState,
  observations: Observations,
): number[][] {
  if (observations.length === 0) return [];
  return tf.tidy(() => {
    const seen = rowsTensor(observations, spaces.observations);
    return network.apply(values, reading.read(seen)).arraySync() as number[][];
  });
}

interface DeepQGiven {
  readonly batch: Batch;
}

function update(state: DeepQState, turn: Turn<DeepQGiven>): void {
  using scope = tensorScope();
  const { network, values, targets, config, spaces, reading } = state;
  const { size } = turn.given.batch, { observations: width, actions: count } = spaces;
  const read = (seen: () => Float32Array) =>
    scope.own(tf.tidy(() => reading.read(hostTensor<tf.Rank.R2>([size, width], seen))));
  const codes = read(() => turn.given.batch.observations);
  const next = scope.own(
    network.apply(targets, read(() => turn.given.batch.observationsNext)),
  );
  const y = scope.own(
    hostTensor([size, 1], () => {
      const actionValues = next.dataSync() as Float32Array;
      return maximumTargets(turn.given.batch, actionValues, config.discount);
    }),
  );
  const taken = scope.own(
    hostTensor<tf.Rank.R2>([size, count], () => oneHot(turn.given.batch.actions, count)),
  );
  using at = valueAndGradients(
    (each) => tf.tidy(() => actionValueLoss(network.apply(each, codes), taken, y)),
    values,
    { batch: { codes, y } },
  );
  state.optimizer.update(at.gradients);
  averageTowards(targets, values, config.averaging);
  onHost(() => {
    turn.metrics = { loss: at.loss };
  });
}

/** A 1 where the action of that number was taken, `[B, A]`. */
function oneHot(actions: Float32Array, count: number): Float32Array {
  const rows = new Float32Array(actions.length * count);
  actions.forEach((action, i) => rows[i * count + action] = 1);
  return rows;
}
