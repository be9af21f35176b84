import * as tf from "@tensorflow/tfjs";
import { ShapeError } from "../../math/mod.ts";
import { addressOf, newOutput } from "../runtime/heap.ts";
import { kernels } from "../runtime/kernels.ts";
import { registerGradient, registerKernel, sizeOf } from "../runtime/register.ts";
import { requireFloat } from "../runtime/require_tensor.ts";

/**
 * log p(x | logits) of each example, in nats: every number of it Bernoulli, Σ_d x_d y_d − softplus(y_d).
 * One kernel forward, one back (x − sigmoid(y)); sums are added in float64.
 *
 * @param logits y, `[B, …]`, borrowed
 * @param x 0, 1 or between (a cross-entropy then), of the same shape, borrowed; gradients do not flow
 *   into it
 * @returns `[B]`; float32, the caller owns it. It can be differentiated once, by logits.
 * @throws {ShapeError} when the shapes differ, or there is no axis of examples
 * @throws {TypeError} when a tensor is not float32
 * @throws {RangeError} when a tensor is disposed
 *
 * @example
 * ```ts
 * import { bernoulliLogits, startBackend, tf } from "lib/nn";
 * await startBackend();
 * bernoulliLogits(tf.zeros([1, 2]), tf.tensor2d([[0, 1]])).dataSync()[0]; // 2 log ½
 * ```
 */
export function bernoulliLogits(logits: tf.Tensor, x: tf.Tensor): tf.Tensor1D {
  const action = "score Bernoulli logits";
  requireFloat(action, { logits, x });
  if (logits.rank === 0) throw new ShapeError(action, "logits", logits.shape, "[B,…]");
  if (x.rank !== logits.rank || x.shape.some((side, axis) => side !== logits.shape[axis])) {
    throw new ShapeError(action, "x", x.shape, `[${logits.shape}], the shape of logits`);
  }
  return tf.engine().runKernel("BernoulliLogits", { logits, x });
}

/** Makes {@link bernoulliLogits} and its gradient known to tfjs. */
export function registerBernoulliLogits(): void {
  registerKernel("BernoulliLogits", ({ inputs: { logits, x } }) => forward(logits!, x!));
  registerKernel(
    "BernoulliLogitsBackward",
    ({ inputs: { dy, logits, x } }) => backward(dy!, logits!, x!),
  );
  registerGradient({
    kernelName: "BernoulliLogits",
    inputsToSave: ["logits", "x"],
    gradFunc: (dy, saved) => {
      const [logits, x] = saved as [tf.Tensor, tf.Tensor];
      const inputs = { dy: dy as tf.Tensor, logits, x };
      return {
        logits: () => tf.engine().runKernel("BernoulliLogitsBackward", inputs),
        x: () => tf.zerosLike(x),
      };
    },
  });
}

function forward(logits: tf.TensorInfo, x: tf.TensorInfo): tf.TensorInfo {
  const [rows, length] = rowsOf(logits), result = newOutput([rows]);
  kernels().bernoulliForward(rows, length, ...[logits, x, result].map(addressOf));
  return result;
}

/** dy_b · (x − sigmoid(y)). */
function backward(dy: tf.TensorInfo, logits: tf.TensorInfo, x: tf.TensorInfo): tf.TensorInfo {
  const [rows, length] = rowsOf(logits), result = newOutput(logits.shape);
  kernels().bernoulliBackward(rows, length, ...[dy, logits, x, result].map(addressOf));
  return result;
}

/** How many examples, and how many numbers each has. */
function rowsOf({ shape }: tf.TensorInfo): [number, number] {
  return [shape[0]!, sizeOf(shape.slice(1))];
}
