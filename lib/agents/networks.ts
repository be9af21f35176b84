/** Networks of agents: kept alive, and asked with plain numbers. */
import { requireVector } from "../math/mod.ts";
import { mlp, type MlpParameters, tf } from "../nn/mod.ts";

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

/** What each network of a stack of critics says of actions, `[T][B]`. */
export function valuesOf(
  critics: MlpParameters,
  observations: readonly (readonly number[])[],
  actions: readonly (readonly number[])[],
): number[][] {
  const rows = observations.map((observation, i) => [...observation, ...actions[i]!]);
  const values = outputsOf(critics, rows, rows[0]?.length ?? 0), count = rows.length;
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
