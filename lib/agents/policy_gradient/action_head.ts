/** From a network's outputs to chance and back: numbered actions by logits, boxes by a squashed Gaussian. */
import { type Key, normal, uniform } from "../../math/mod.ts";
import * as tf from "../../nn/tf.ts";
import type { LogStdRange } from "../../prob/tensor/mod.ts";
import type { AgentAction, BoxSpaces, DiscreteSpaces, Spaces } from "../shared/spaces.ts";

/** How a network's outputs are a distribution over actions. */
export interface ActionHead {
  /** Outputs of the network for a state. */
  readonly outputs: number;
  /** Numbers that {@link ActionHead.logDensities} needs of an action, its *mark*. */
  readonly width: number;
  /** Chance for so many states, to be handed to `draw`. */
  readonly chance: (key: Key, rows: number) => Float64Array;
  /** The action of a row; its mark is written to `marks`. */
  readonly draw: (
    outputs: Float32Array,
    row: number,
    chance: Float64Array,
    marks: Float32Array,
  ) => AgentAction;
  /** The action in the middle of the policy: the likeliest, or tanh of the mean. */
  readonly best: (outputs: Float32Array, row: number) => AgentAction;
  /** log π(a | s) in nats, `[B]`, of outputs `[B, outputs]` and marks `[B, width]`. */
  readonly logDensities: (outputs: tf.Tensor, marks: tf.Tensor) => tf.Tensor1D;
}

/** The head for these spaces; log σ beyond an end of the range counts as that end. */
export function actionHead(spaces: Spaces, range: LogStdRange): ActionHead {
  return spaces.kind === "discrete" ? numberedHead(spaces) : boxHead(spaces, range);
}

/** Logits; the mark is a 1 at the action's number. */
function numberedHead({ actions }: DiscreteSpaces): ActionHead {
  const best = (outputs: Float32Array, row: number) => {
    const own = outputs.subarray(row * actions, (row + 1) * actions);
    return own.indexOf(Math.max(...own));
  };
  return {
    outputs: actions,
    width: actions,
    chance: (key, rows) => uniform(key, rows),
    draw: (outputs, row, chance, marks) => {
      const action = drawn(outputs, row * actions, actions, chance[row]!);
      marks[row * actions + action] = 1;
      return action;
    },
    best,
    logDensities: (outputs, marks) =>
      tf.sum<tf.Tensor1D>(tf.mul(tf.logSoftmax(outputs as tf.Tensor2D), marks), 1),
  };
}

/** The first action at which the chances add up to more than u. */
function drawn(outputs: Float32Array, from: number, actions: number, u: number): number {
  let top = -Infinity, sum = 0;
  for (let a = 0; a < actions; a++) top = Math.max(top, outputs[from + a]!);
  for (let a = 0; a < actions; a++) sum += Math.exp(outputs[from + a]! - top);
  let left = u * sum;
  for (let a = 0; a < actions - 1; a++) {
    left -= Math.exp(outputs[from + a]! - top);
    if (left < 0) return a;
  }
  return actions - 1;
}

/** μ and log σ of u, a = tanh u; the mark is u, and Σ log(1 − tanh² u) + ½ log 2π. */
function boxHead({ low: { length: count } }: BoxSpaces, range: LogStdRange): ActionHead {
  const [lowest, highest] = range;
  return {
    outputs: 2 * count,
    width: count + 1,
    chance: (key, rows) => normal(key, rows * count),
    draw: (outputs, row, chance, marks) => {
      const action: number[] = [], from = 2 * count * row, mark = (count + 1) * row;
      let slope = 0;
      for (let d = 0; d < count; d++) {
        const logStd = Math.min(highest, Math.max(lowest, outputs[from + count + d]!));
        const noise = Math.exp(logStd) * chance[row * count + d]!;
        const u = Math.fround(outputs[from + d]! + noise), away = Math.abs(u);
        slope += 2 * (Math.LN2 - away - Math.log1p(Math.exp(-2 * away))) + HALF_LOG_TURN;
        marks[mark + d] = u;
        action.push(Math.tanh(u));
      }
      marks[mark + count] = slope;
      return action;
    },
    best: (outputs, row) =>
      Array.from({ length: count }, (_, d) => Math.tanh(outputs[2 * count * row + d]!)),
    logDensities: (outputs, marks) => squashedLogDensities(outputs, marks, range),
  };
}

const HALF_LOG_TURN = 0.5 * Math.log(2 * Math.PI);

/** Σ_d (−½ ((u − μ)/σ)² − log σ) less the mark's slope: the slopes do not depend on the policy. */
function squashedLogDensities(
  outputs: tf.Tensor,
  marks: tf.Tensor,
  [lowest, highest]: LogStdRange,
): tf.Tensor1D {
  const rows = outputs.shape[0]!, count = outputs.shape[1]! / 2;
  const part = (of: tf.Tensor, from: number, columns: number) =>
    tf.slice(of, [0, from], [rows, columns]);
  const raw = part(outputs, count, count);
  const raised = tf.add(tf.relu(tf.sub(raw, lowest)), lowest); // a NaN stays one
  const logStd = tf.sub(raised, tf.relu(tf.sub(raw, highest)));
  const away = tf.sub(part(marks, 0, count), part(outputs, 0, count)); // u − μ
  const distance = tf.square(tf.mul(away, tf.exp(tf.neg(logStd))));
  const each = tf.add(tf.mul(distance, 0.5), logStd);
  const slope = tf.reshape(part(marks, count, 1), [rows]);
  return tf.neg(tf.add(tf.sum(each, 1), slope)) as tf.Tensor1D;
}
