import * as tf from "@tensorflow/tfjs";
import { door, refusal, ShapeError, whole } from "../../../math/mod.ts";
import { addressOf, freeOutput, newOutput } from "../../runtime/heap.ts";
import { kernels, scratchAddress } from "../../runtime/kernels.ts";
import { registerGradient, registerKernel, sizeOf } from "../../runtime/register.ts";
import { requireFloat } from "../../runtime/require_tensor.ts";
import { tensorShape } from "../../runtime/tensor_shape.ts";

const DOING = "attend";
const checkAttend = door(DOING, {
  queries: tensorShape(["B", "S", "D"]),
  keys: tensorShape(["B", "M", "D"]),
  values: tensorShape(["B", "M", "D"]),
  heads: whole(1),
});

/**
 * Scaled dot-product attention in several heads. The D columns are cut into H pieces of d = D / H, and
 * in each piece Y = softmax(Q Kᵀ / √d) V: every query gets a mean of the values, weighted by how well
 * the keys fit it. Vaswani et al. 2017, equation 1 and section 3.2.2, without the projections.
 * One kernel forward, one back; the heads are columns that stay where they are.
 *
 * @param queries `[B, S, D]`, borrowed, as all are
 * @param keys `[B, M, D]`
 * @param values `[B, M, D]`
 * @param heads H, a divisor of D
 * @returns `[B, S, D]`; the caller owns it. It can be differentiated once.
 * @throws {ShapeError} when the shapes do not fit, or there is nothing to attend to
 * @throws {RangeError} when D is no multiple of the heads, or a tensor is disposed
 * @throws {TypeError} when a tensor is not float32
 *
 * @example
 * ```ts
 * import { attend, startBackend } from "lib/nn";
 * import * as tf from "lib/nn/tf";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const indifferent = tf.zeros<tf.Rank.R3>([1, 1, 1]), keys = tf.zeros<tf.Rank.R3>([1, 2, 1]);
 * const y = attend(indifferent, keys, tf.tensor3d([[[1], [3]]]), 1);
 * assertEquals(y.dataSync()[0], 2); // all keys fit alike: the mean
 * ```
 */
export function attend(
  queries: tf.Tensor3D,
  keys: tf.Tensor3D,
  values: tf.Tensor3D,
  heads: number,
): tf.Tensor3D {
  checkAttend({ queries, keys, values, heads });
  requireFloat(DOING, { queries, keys, values });
  const [batch, asking, width] = queries.shape, asked = keys.shape[1];
  if (width % heads !== 0) {
    throw new RangeError(refusal(DOING, "heads", heads, `a divisor of ${width}`));
  }
  if (asked === 0) {
    throw new ShapeError(DOING, "keys", keys.shape, "[B,M,D] with an M of 1 or more");
  }
  const info = newOutput([batch, heads, asking, asked]); // what the way back needs, as that of mlp
  const weights = tf.engine().makeTensorFromTensorInfo(info);
  try {
    const inputs = { weights, queries, keys, values };
    return tf.engine().runKernel<tf.Tensor3D>("Attention", inputs);
  } finally {
    weights.dispose();
  }
}

/** Makes {@link attend} and its gradient known to tfjs. */
export function registerAttention(): void {
  registerKernel("Attention", ({ inputs: { weights, queries, keys, values } }) => {
    const y = newOutput(queries!.shape);
    const addresses = [queries!, keys!, values!, weights!, y].map(addressOf);
    kernels().attentionForward(...sizes(weights!, queries!), ...addresses, scratchAddress());
    return y;
  });
  registerKernel("AttentionBackward", ({ inputs: { dy, weights, queries, keys, values } }) => {
    const [dq, dk, dv] = [queries!, keys!, values!].map(({ shape }) => newOutput(shape));
    const slopes = newOutput(weights!.shape.slice(-2));
    const addresses = [dy!, queries!, keys!, values!, weights!, dq!, dk!, dv!, slopes].map(
      addressOf,
    );
    kernels().attentionBackward(...sizes(weights!, queries!), ...addresses, scratchAddress());
    freeOutput(slopes);
    return [dq!, dk!, dv!];
  });
  registerGradient({
    kernelName: "Attention",
    inputsToSave: ["weights", "queries", "keys", "values"],
    gradFunc: (dy, [weights, queries, keys, values]) => {
      const inputs = { dy, weights, queries, keys, values } as tf.NamedTensorMap;
      const [dq, dk, dv] = tf.engine().runKernel<tf.Tensor[]>("AttentionBackward", inputs);
      return {
        weights: () => tf.zerosLike(weights!),
        queries: () => dq!,
        keys: () => dk!,
        values: () => dv!,
      };
    },
  });
}

/** Examples, heads, queries, keys, width of a head, and 1 / √width. */
function sizes(weights: tf.TensorInfo, queries: tf.TensorInfo): number[] {
  const [batch = 0, heads = 1, asking = 0, asked = 0] = weights.shape;
  const width = queries.shape.at(-1)! / heads;
  return sizeOf(queries.shape) === 0
    ? [0, heads, asking, asked, width, 1]
    : [batch, heads, asking, asked, width, 1 / Math.sqrt(width)];
}
