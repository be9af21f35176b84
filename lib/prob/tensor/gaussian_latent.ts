/** A diagonal Gaussian of an encoder, sampled so that gradients flow. */
import { ShapeError } from "../../math/mod.ts";
import { requireFloat } from "../../nn/mod.ts";
import * as tf from "../../nn/tf.ts";

/** Samples of a diagonal Gaussian, and how far it is from the standard one. */
export interface LatentSample {
  /** μ + σ ε, `[B, D]`. */
  readonly sample: tf.Tensor2D;
  /** KL(q ‖ N(0, I)) in nats, exact, `[B]`. */
  readonly kl: tf.Tensor1D;
}

/**
 * Samples q = N(μ, diag σ²) by reparameterization, z = μ + σ ε, with its divergence from the standard
 * Gaussian, Σ_d ½ (μ² + σ² − 1) − log σ. One kernel forward, one back.
 * Kingma & Welling 2013, section 2.4 and appendix B.
 *
 * @param posterior μ and then log σ of each example, `[B, 2D]`, borrowed: what an encoder gives
 * @param noise ε, standard normal, `[B, D]`, borrowed; gradients do not flow into it
 * @returns sample and kl; the caller owns them. They can be differentiated once, by posterior.
 * @throws {ShapeError} when the shapes do not fit
 * @throws {TypeError} when a tensor is not float32
 * @throws {RangeError} when a tensor is disposed
 *
 * @example
 * ```ts
 * import { gaussianLatent, startBackend } from "lib/prob/tensor";
 * import * as tf from "lib/nn/tf";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const { sample, kl } = gaussianLatent(tf.tensor2d([[2, 0]]), tf.tensor2d([[0.5]]));
 * assertEquals([sample.dataSync()[0], kl.dataSync()[0]], [2.5, 2]);
 * ```
 */
export function gaussianLatent(posterior: tf.Tensor2D, noise: tf.Tensor2D): LatentSample {
  const doing = "sample a Gaussian";
  requireFloat(doing, { posterior, noise });
  if (noise.rank !== 2) throw new ShapeError(doing, "noise", noise.shape, "[B,D]");
  const [examples, dimension] = noise.shape, [rows, columns] = posterior.shape;
  if (posterior.rank !== 2 || rows !== examples || columns !== 2 * dimension) {
    throw new ShapeError(doing, "posterior", posterior.shape, `[${examples},${2 * dimension}]`);
  }
  const outputs = tf.engine().runKernel<tf.Tensor[]>("GaussianLatent", { posterior, noise });
  return { sample: outputs[0] as tf.Tensor2D, kl: outputs[1] as tf.Tensor1D };
}
