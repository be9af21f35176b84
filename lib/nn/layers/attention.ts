import * as tf from "@tensorflow/tfjs";
import {
  door,
  fold,
  type Given,
  type Key,
  record,
  required,
  settings,
  whole,
} from "../../math/mod.ts";
import { attend } from "../ops/attention/attend.ts";
import { tensorShape } from "../runtime/tensor_shape.ts";
import {
  DENSE_SETTINGS,
  denseLayer,
  type DenseParameters,
  denseParameters,
} from "./dense_layer.ts";

/** The four projections of an attention layer, each `[D, D]` with a bias `[D]`. */
export type AttentionParameters = {
  readonly query: DenseParameters;
  readonly key: DenseParameters;
  readonly value: DenseParameters;
  readonly output: DenseParameters;
};

/** What an attention layer is like: its width, D. How many heads it has is said where it is applied. */
export const ATTENTION_SETTINGS = settings({ width: required(whole(1)) });

/** What an attention layer is like, see {@link ATTENTION_SETTINGS}. */
export type AttentionConfig = Given<typeof ATTENTION_SETTINGS>;

/** The names of the projections, in order. */
const PROJECTIONS = ["query", "key", "value", "output"] as const;

/**
 * Parameters to start an attention layer with: each projection as a dense layer by Glorot's rule, with
 * a bias of 0.
 *
 * @param key each projection is drawn from the fold by its name
 * @returns float32; the caller owns the tensors
 * @throws {RangeError|TypeError} when the width is no whole number of at least 1, or a name is unknown
 *
 * @example
 * ```ts
 * import { attentionParameters, startBackend } from "lib/nn";
 * import { key } from "lib/math";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * assertEquals(attentionParameters(key(0), { width: 8 }).query.weight.shape, [8, 8]);
 * ```
 */
export function attentionParameters(key: Key, config: AttentionConfig): AttentionParameters {
  const { width } = ATTENTION_SETTINGS.read("start an attention layer", config);
  const dense = DENSE_SETTINGS.read("start an attention layer", {
    inputs: width,
    outputs: width,
    initial: "glorot",
  });
  const parts = PROJECTIONS.map((name) => [name, denseParameters(fold(key, name), dense)] as const);
  return Object.fromEntries(parts) as AttentionParameters;
}

const PROJECTION = record({ weight: tensorShape(["D", "D"]), bias: tensorShape(["D"]) });
const checkAttention = door("apply attention", {
  parameters: record({
    query: PROJECTION,
    key: PROJECTION,
    value: PROJECTION,
    output: PROJECTION,
  }),
  x: tensorShape(["B", "S", "D"]),
  memory: tensorShape(["B", "M", "D"]),
});

/**
 * Multi-head attention: x asks, the memory is asked.
 * Q = x W_q + b_q, K = m W_k + b_k, V = m W_v + b_v; the heads' {@link attend}(Q, K, V) side by side,
 * then W_o and b_o. Self-attention where both are the same. Vaswani et al. 2017, section 3.2.2; the
 * equation of PyTorch's MultiheadAttention.
 *
 * @param parameters borrowed
 * @param x `[B, S, D]`, borrowed
 * @param memory m, `[B, M, D]`, borrowed
 * @param heads a divisor of D
 * @returns `[B, S, D]`; the caller owns it. It can be differentiated once.
 * @throws {ShapeError} when the shapes do not fit
 * @throws {RangeError} when D is no multiple of the heads, the memory is empty, or a tensor is disposed
 * @throws {TypeError} when a tensor is not float32
 *
 * @example
 * ```ts
 * import { attention, attentionParameters, startBackend } from "lib/nn";
 * import * as tf from "lib/nn/tf";
 * import { key } from "lib/math";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const layer = attentionParameters(key(0), { width: 4 });
 * const memory = tf.ones<tf.Rank.R3>([2, 5, 4]);
 * assertEquals(attention(layer, tf.ones<tf.Rank.R3>([2, 3, 4]), memory, 2).shape, [2, 3, 4]);
 * ```
 */
export function attention(
  parameters: AttentionParameters,
  x: tf.Tensor3D,
  memory: tf.Tensor3D,
  heads: number,
): tf.Tensor3D {
  checkAttention({ parameters, x, memory });
  const { query, key, value, output } = parameters;
  return tf.tidy(() => {
    const mean = attend(rowwise(query, x), rowwise(key, memory), rowwise(value, memory), heads);
    return rowwise(output, mean);
  });
}

/** A dense layer on each step of each example. */
function rowwise(layer: DenseParameters, x: tf.Tensor3D): tf.Tensor3D {
  const [batch, steps, width] = x.shape;
  const y = denseLayer(layer, tf.reshape(x, [batch * steps, width]));
  return tf.reshape(y, [batch, steps, y.shape[1]!]);
}
