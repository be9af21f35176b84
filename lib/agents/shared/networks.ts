/** Networks of agents: how they start, kept alive, and asked with plain numbers. */
import {
  callable,
  type Key,
  list,
  numbers,
  record,
  refusal,
  requireVector,
  ShapeError,
  shapeOf,
  whole,
  wrongKind,
} from "../../math/mod.ts";
import { mlp, mlpParameters, readOut, type TensorTree, treeEntries } from "../../nn/mod.ts";
import * as tf from "../../nn/tf.ts";

/** Widths of a network, and how many of it are stacked. */
export interface NetworkSizes {
  readonly inputs: number;
  readonly outputs: number;
  /** Of a stack, T; default: a single network. */
  readonly networks?: number;
}

/** A kind of network: how it starts, and what it computes. */
export interface Network<P extends TensorTree = TensorTree> {
  /** What a saved policy calls it; absent of one's own. */
  readonly name?: string;
  /** @returns float32; the caller owns the tensors */
  init(key: Key, sizes: NetworkSizes): P; // methods, so that a network of any tree is a network
  /**
   * `[B, I]` to `[B, O]`, of a stack `[T, B, O]`; tensors borrowed, the caller owns the result. Learning
   * records it and replays it, see `capture`: the same operations every time, and no numbers are read.
   */
  apply(parameters: P, x: tf.Tensor): tf.Tensor;
}

/** A network of one's own, as far as can be seen without asking it. */
export const NETWORK = record({ init: callable(), apply: callable() }, "a Network { init, apply }");

/** Widths of hidden layers, at least one. */
export const HIDDEN = list(whole(1));

/**
 * Dense layers of these widths with relu between them: what agents use when not told otherwise.
 *
 * @throws {TypeError|RangeError} for widths that are no whole numbers of at least 1, or none at all
 */
export function perceptron(hidden: readonly number[]): Network {
  HIDDEN.check("make a perceptron", "hidden", hidden);
  return {
    name: "perceptron",
    init: (key, sizes) => mlpParameters(key, { ...sizes, hidden }),
    apply: mlp,
  };
}

/** A network at the start of its life, which no `tf.tidy` around frees. */
export function kept<P extends TensorTree>(parameters: P): P {
  for (const [, tensor] of treeEntries(parameters)) tf.keep(tensor);
  return parameters;
}

/** Rows of numbers as a tensor, `[B, width]`; an empty batch is one, too. */
export function rowsTensor(rows: readonly (readonly number[])[], width: number): tf.Tensor2D {
  return tf.tensor2d(Float32Array.from(rows.flat()), [rows.length, width]);
}

/** Refuses what is no list of rows, and rows of another width, by number. */
function requireRows(doing: string, name: string, rows: unknown, width: number): void {
  if (!Array.isArray(rows)) throw new TypeError(refusal(doing, `${name}s`, rows, "a list of them"));
  for (let i = 0; i < rows.length; i++) requireVector(doing, `${name} ${i}`, rows[i], width);
}

/** A network's outputs, refused when they are no numbers: of weights that are none, or huge inputs. */
function answered(
  doing: string,
  apply: (x: tf.Tensor) => tf.Tensor,
  rows: readonly (readonly number[])[],
  width: number,
): Float32Array {
  const { y } = readOut(() => ({
    y: ANSWER.check(doing, "the answer", apply(rowsTensor(rows, width))),
  }));
  numbers.check(doing, "the answer", y);
  return y;
}

const ANSWER = shapeOf<tf.Tensor>(
  "a tensor",
  (value) => value instanceof tf.Tensor ? undefined : wrongKind(value, "a tensor"),
);

/**
 * What a network says of observations.
 *
 * @param width numbers of an observation
 * @returns all outputs, row-major
 * @throws {ShapeError|NonFiniteError} naming an observation that does not fit, and an answer that is
 *   no number
 */
export function outputsOf(
  apply: (x: tf.Tensor) => tf.Tensor,
  observations: readonly (readonly number[])[],
  width: number,
): Float32Array {
  requireRows("ask the agent", "observation", observations, width);
  return answered("ask the agent", apply, observations, width);
}

/**
 * What each network of a stack of critics says of actions, `[T][B]`.
 *
 * @param widths numbers of an observation, and of an action
 * @throws {ShapeError|NonFiniteError} naming an observation or action that does not fit
 */
export function valuesOf(
  apply: (inputs: tf.Tensor) => tf.Tensor,
  [O, A]: readonly [observation: number, action: number],
  observations: readonly (readonly number[])[],
  actions: readonly (readonly number[])[],
): number[][] {
  const doing = "ask the critics";
  requireRows(doing, "observation", observations, O);
  requireRows(doing, "action", actions, A);
  const count = observations.length;
  if (actions.length !== count) {
    throw new ShapeError(doing, "actions", [actions.length], `[${count}]`);
  }
  if (count === 0) return [];
  const rows = observations.map((observation, i) => [...observation, ...actions[i]!]);
  const y = answered(doing, apply, rows, O + A);
  return Array.from(
    { length: y.length / count },
    (_, t) => Array.from(y.subarray(t * count, (t + 1) * count)),
  );
}
