import * as tf from "@tensorflow/tfjs";
import { anyList, door, type Key, list, normal, record, uniform, whole } from "../../math/mod.ts";

/** How many numbers meet in one output of a layer, and how many outputs one input reaches. */
export interface Fans {
  /** Fan-in: I of a dense layer, height · width · channels of a convolution. */
  readonly inputs: number;
  /** Fan-out: O of a dense layer, height · width · filters of a convolution. */
  readonly outputs: number;
}

/**
 * Weights that keep the spread of values and of gradients about the same through tanh layers.
 * U(−a, a) with a = √(6 / (inputs + outputs)). Glorot & Bengio 2010, equation 16.
 *
 * @param key for this draw only
 * @param shape of the weights
 * @returns float32, drawn in float64 and rounded once; the caller owns it
 * @throws {RangeError} when a side of the shape or a fan is no such number
 *
 * @example
 * ```ts
 * import { glorotUniform, startBackend } from "lib/nn";
 * import { key } from "lib/math";
 * import { assert } from "@std/assert";
 * await startBackend();
 * const weight = glorotUniform(key(0), [2, 4], { inputs: 2, outputs: 4 });
 * assert(weight.dataSync().every((w) => Math.abs(w) <= 1));
 * ```
 */
export function glorotUniform(key: Key, shape: readonly number[], fans: Fans): tf.Tensor {
  checkDraw({ shape, fans });
  return symmetric(key, shape, Math.sqrt(6 / (fans.inputs + fans.outputs)));
}

/**
 * Weights that keep the spread of values about the same through relu layers: N(0, 2 / inputs).
 * He et al. 2015, equation 10.
 *
 * @param key for this draw only
 * @param shape of the weights
 * @returns float32, drawn in float64 and rounded once; the caller owns it
 * @throws {RangeError} when a side of the shape or a fan is no such number
 *
 * @example
 * ```ts
 * import { heNormal, startBackend } from "lib/nn";
 * import { key } from "lib/math";
 * await startBackend();
 * heNormal(key(0), [2, 4], { inputs: 2, outputs: 4 }).dispose();
 * ```
 */
export function heNormal(key: Key, shape: readonly number[], fans: Fans): tf.Tensor {
  checkDraw({ shape, fans });
  const std = Math.sqrt(2 / fans.inputs);
  return tf.tensor(Float32Array.from(normal(key, sizeOf(shape)), (z) => std * z), [...shape]);
}

/**
 * PyTorch's default for linear and convolutional layers, weights and biases: U(−a, a) with
 * a = 1 / √inputs. (There it is written as He's uniform form √(6 / ((1 + c²) inputs)) with the
 * slope c = √5.)
 *
 * @param key for this draw only
 * @param shape of weights or biases
 * @returns float32, drawn in float64 and rounded once; the caller owns it
 * @throws {RangeError} when a side of the shape or a fan is no such number
 *
 * @example
 * ```ts
 * import { fanInUniform, startBackend } from "lib/nn";
 * import { key } from "lib/math";
 * import { assert } from "@std/assert";
 * await startBackend();
 * const bias = fanInUniform(key(0), [3], { inputs: 4, outputs: 3 });
 * assert(bias.dataSync().every((b) => Math.abs(b) <= 0.5));
 * ```
 */
export function fanInUniform(key: Key, shape: readonly number[], fans: Fans): tf.Tensor {
  checkDraw({ shape, fans });
  return symmetric(key, shape, 1 / Math.sqrt(fans.inputs));
}

const sides = list(whole(1), 2);

/**
 * A matrix that keeps lengths, drawn evenly from all such: Q of the QR decomposition of a standard
 * normal matrix, with R's diagonal above 0 (Mezzadri 2007, section 5), by Gram and Schmidt in
 * float64. Through many steps of a recurrent network it neither blows up nor fades (Saxe et al.
 * 2014). QᵀQ = I when there are at least as many rows as columns, else QQᵀ = I.
 *
 * @param key for this draw only
 * @param shape rows and columns
 * @returns `[rows, columns]`, float32; the caller owns it
 * @throws {RangeError} when rows or columns are no whole number of at least 1
 *
 * @example
 * ```ts
 * import { orthogonal, startBackend } from "lib/nn";
 * import * as tf from "lib/nn/tf";
 * import { key } from "lib/math";
 * import { assertAlmostEquals } from "@std/assert";
 * await startBackend();
 * const q = orthogonal(key(0), [3, 2]);
 * const gram = tf.matMul(q, q, true, false).dataSync();
 * [1, 0, 0, 1].forEach((wish, i) => assertAlmostEquals(gram[i]!, wish, 1e-6));
 * ```
 */
export function orthogonal(key: Key, shape: readonly [number, number]): tf.Tensor2D {
  const [rows, columns] = sides.check("draw an orthogonal matrix", "shape", shape) as typeof shape;
  const length = Math.max(rows, columns), count = Math.min(rows, columns);
  const numbers = normal(key, length * count);
  const basis: Float64Array[] = [];
  for (let i = 0; i < count; i++) {
    basis.push(nextDirection(numbers.slice(i * length, (i + 1) * length), basis));
  }
  const at = (row: number, column: number) =>
    rows >= columns ? basis[column]![row]! : basis[row]![column]!;
  const values = Float32Array.from(
    { length: rows * columns },
    (_, i) => at(Math.floor(i / columns), i % columns),
  );
  return tf.tensor2d(values, [rows, columns]);
}

/** What of v is new beside the basis, at length 1; taken off twice, so that no rounding is left. */
function nextDirection(v: Float64Array, basis: readonly Float64Array[]): Float64Array {
  for (const other of [...basis, ...basis]) {
    const along = other.reduce((sum, each, i) => sum + each * v[i]!, 0);
    for (let i = 0; i < v.length; i++) v[i]! -= along * other[i]!;
  }
  const norm = Math.sqrt(v.reduce((sum, each) => sum + each * each, 0));
  return v.map((each) => each / norm);
}

/** U(−limit, limit). */
function symmetric(key: Key, shape: readonly number[], limit: number): tf.Tensor {
  return tf.tensor(Float32Array.from(uniform(key, sizeOf(shape), -limit, limit)), [...shape]);
}

const checkDraw = door("draw weights", {
  shape: anyList(whole(0)),
  fans: record({ inputs: whole(1), outputs: whole(1) }),
});

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}
