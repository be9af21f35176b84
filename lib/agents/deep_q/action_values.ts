/** A network of action values that learns: what deep Q-learning and soft Q-learning share. */
import { fold, type Key, keyShape } from "../../math/mod.ts";
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
import { type CapturedUpdate, capturedUpdate, type Turn } from "../learning/captured_update.ts";
import type { Observations } from "../shared/agent.ts";
import { kept, type Network, perceptron, rowsTensor } from "../shared/networks.ts";
import { type DiscreteSpaces, requireDiscrete, type Spaces } from "../shared/spaces.ts";
import type { Batch } from "../shared/transitions.ts";
import { actionValueLoss } from "./losses.ts";
import { PLAIN_SIGHT, READING, type Reading } from "./reading.ts";

/** What a network of action values is made of, and learns by. */
export interface ActionValueSettings {
  readonly hidden: readonly number[];
  readonly learningRate: number;
  readonly averaging: number;
}

/** y of each transition, `[B, 1]`, from the slow copy's values of what came next, `[B, A]`. */
export type TargetRule = (batch: Batch, next: Float32Array) => Float32Array;

/** Action values, their slow copy, and what they learn by; owns its tensors. */
export interface ActionValues extends Disposable {
  readonly spaces: DiscreteSpaces;
  /** Q(s, a), `[B][A]`, return. */
  readonly ask: (observations: Observations) => number[][];
  readonly learning: CapturedUpdate<ActionValuesGiven>;
  readonly tensors: TensorTree;
}

/** What an update is given. */
export interface ActionValuesGiven {
  readonly batch: Batch;
}

interface State {
  readonly settings: ActionValueSettings;
  readonly spaces: DiscreteSpaces;
  readonly reading: Reading;
  readonly network: Network;
  readonly values: TensorTree;
  readonly targets: TensorTree;
  readonly optimizer: AdamOptimizer<TensorTree>;
  readonly targetRule: TargetRule;
}

/**
 * Values at their start, and how they learn: each update goes a step of Adam down ½(Q(z, a) − y)²,
 * y by the rule, and moves the slow copy.
 *
 * @throws {TypeError|RangeError} for a box of actions, a key or a reading that is none
 */
export function actionValues(
  doing: string,
  key: Key,
  given: Spaces,
  settings: ActionValueSettings,
  targetRule: TargetRule,
  read?: Reading,
): ActionValues {
  const spaces = requireDiscrete(doing, given), reading = read ?? PLAIN_SIGHT(spaces.observations);
  keyShape.check(doing, "key", key);
  READING.check(doing, "reading", reading);
  const network = perceptron(settings.hidden);
  const sizes = { inputs: reading.width, outputs: spaces.actions };
  const values = kept(network.init(fold(key, "values"), sizes)), targets = kept(copyTree(values));
  const optimizer = adamOptimizer(values, { learningRate: settings.learningRate });
  const state = { settings, spaces, reading, network, values, targets, optimizer, targetRule };
  const learning = capturedUpdate<ActionValuesGiven>((turn) => update(state, turn));
  return {
    spaces,
    ask: (observations) => askedValues(state, observations),
    learning,
    tensors: { values, targets, memory: optimizer.memory },
    [Symbol.dispose]: () => {
      learning[Symbol.dispose]();
      optimizer[Symbol.dispose]();
      tf.dispose([values, targets] as unknown as tf.TensorContainer);
    },
  };
}

/** The first of the greatest. */
export const bestOf = (values: readonly number[]): number => values.indexOf(Math.max(...values));

function askedValues(
  { network, values, reading, spaces }: State,
  observations: Observations,
): number[][] {
  if (observations.length === 0) return [];
  return tf.tidy(() => {
    const seen = rowsTensor(observations, spaces.observations);
    return network.apply(values, reading.read(seen)).arraySync() as number[][];
  });
}

function update(state: State, turn: Turn<ActionValuesGiven>): void {
  using scope = tensorScope();
  const { network, values, targets, settings, spaces, reading, targetRule } = state;
  const { size } = turn.given.batch, { observations: width, actions: count } = spaces;
  const read = (seen: () => Float32Array) =>
    scope.own(tf.tidy(() => reading.read(hostTensor<tf.Rank.R2>([size, width], seen))));
  const codes = read(() => turn.given.batch.observations);
  const next = scope.own(network.apply(targets, read(() => turn.given.batch.observationsNext)));
  const y = scope.own(
    hostTensor([size, 1], () => targetRule(turn.given.batch, next.dataSync() as Float32Array)),
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
  averageTowards(targets, values, settings.averaging);
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
