/** Networks of agents: kept alive, and asked with plain numbers. */
import { requireVector, ShapeError } from "../../math/mod.ts";
import { mlp, type MlpParameters, tf } from "../../nn/mod.ts";
import type { Spaces } from "./spaces.ts";

/**
 * What a network says of rows of numbers.
 *
 * @param width numbers of a row
 * @returns all outputs, row-major
 * @throws {ShapeError|NonFiniteError} naming a row that does not fit
 */
export function outputsOf(
  network: MlpParameters,
  rows: readonly (readonly number[])[],
  width: number,
): Float32Array {
  rows.forEach((row, i) => requireVector("ask the agent", `observation ${i}`, row, width));
  return tf.tidy(() => {
    const x = tf.tensor2d(Float32Array.from(rows.flat()), [rows.length, width]);
    return mlp(network, x).dataSync() as Float32Array;
  });
}

/**
 * What each network of a stack of critics says of actions, `[T][B]`.
 *
 * @throws {ShapeError|NonFiniteError} naming an observation or action that does not fit
 */
export function valuesOf(
  critics: MlpParameters,
  spaces: Spaces,
  observations: readonly (readonly number[])[],
  actions: readonly (readonly number[])[],
): number[][] {
  const doing = "ask the critics";
  if (actions.length !== observations.length) {
    throw new ShapeError(doing, "actions", [actions.length], `[${observations.length}]`);
  }
  observations.forEach((each, i) => {
    requireVector(doing, `observation ${i}`, each, spaces.observations);
    requireVector(doing, `action ${i}`, actions[i], spaces.low.length);
  });
  const rows = observations.map((observation, i) => [...observation, ...actions[i]!]);
  const width = spaces.observations + spaces.low.length, count = rows.length;
  const values = outputsOf(critics, rows, width);
  return Array.from(
    { length: count === 0 ? 0 : values.length / count },
    (_, t) => Array.from(values.subarray(t * count, (t + 1) * count)),
  );
}

/** The same network, which no `tf.tidy` around frees. */
export function keptNetwork(network: MlpParameters): MlpParameters {
  for (const { weight, bias } of Object.values(network)) tf.keep(weight), tf.keep(bias);
  return network;
}

/** Refuses a single network where critics are a stack: the least would be taken over the examples. */
export function requireStack(action: string, critics: MlpParameters): void {
  const { weight } = Object.values(critics)[0] ?? {};
  if (weight?.rank === 3) return;
  throw new ShapeError(
    action,
    "the critics' first weight",
    weight?.shape ?? [],
    "[T,I,O], a stack",
  );
}
