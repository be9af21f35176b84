/** Bernoulli numbers, such as the pixels of black and white images. */
import { ShapeError } from "../../math/mod.ts";
import { requireFloat } from "../../nn/mod.ts";
import * as tf from "../../nn/tf.ts";

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
 * import { bernoulliLogits, startBackend } from "lib/prob/tensor";
 * import * as tf from "lib/nn/tf";
 * await startBackend();
 * bernoulliLogits(tf.zeros([1, 2]), tf.tensor2d([[0, 1]])).dataSync()[0]; // 2 log ½
 * ```
 */
export function bernoulliLogits(logits: tf.Tensor, x: tf.Tensor): tf.Tensor1D {
  const doing = "score Bernoulli logits";
  requireFloat(doing, { logits, x });
  if (logits.rank === 0) throw new ShapeError(doing, "logits", logits.shape, "[B,…]");
  if (x.rank !== logits.rank || x.shape.some((side, axis) => side !== logits.shape[axis])) {
    throw new ShapeError(doing, "x", x.shape, `[${logits.shape}], the shape of logits`);
  }
  return tf.engine().runKernel("BernoulliLogits", { logits, x });
}
