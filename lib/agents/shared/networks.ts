/** Networks of agents: how they start, kept alive, and asked with plain numbers. */
import { type Key, requireVector, ShapeError } from "../../math/mod.ts";
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
  /** `[B, I]` to `[B, O]`, of a stack `[T, B, O]`; tensors borrowed, the caller owns the result. */
  apply(parameters: P, x: tf.Tensor): tf.Tensor;
}

/** Dense layers of these widths with relu between them: what agents use when not told otherwise. */
export function perceptron(hidden: readonly number[]): Network {
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

/** Refuses observations of another size, by number. */
export function requireObservations(
  doing: string,
  observations: readonly (readonly number[])[],
  width: number,
): void {
  observations.forEach((row, i) => requireVector(doing, `observation ${i}`, row, width));
}

/**
 * What a network says of observations.
 *
 * @param width numbers of an observation
 * @returns all outputs, row-major
 * @throws {ShapeError|NonFiniteError} naming an observation that does not fit
 */
export function outputsOf(
  apply: (x: tf.Tensor) => tf.Tensor,
  observations: readonly (readonly number[])[],
  width: number,
): Float32Array {
  requireObservations("ask the agent", observations, width);
  return readOut(() => ({ y: apply(rowsTensor(observations, width)) })).y;
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
  const doing = "ask the critics", count = observations.length;
  if (actions.length !== count) {
    throw new ShapeError(doing, "actions", [actions.length], `[${count}]`);
  }
  requireObservations(doing, observations, O);
  actions.forEach((action, i) => requireVector(doing, `action ${i}`, action, A));
  if (count === 0) return [];
  const rows = observations.map((observation, i) => [...observation, ...actions[i]!]);
  const { y } = readOut(() => ({ y: apply(rowsTensor(rows, O + A)) }));
  return Array.from(
    { length: y.length / count },
    (_, t) => Array.from(y.subarray(t * count, (t + 1) * count)),
  );
}
