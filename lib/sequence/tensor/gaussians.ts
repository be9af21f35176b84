/** Diagonal Gaussians by mean and spread, and the divergence between two of them. */
import { door, record } from "../../math/mod.ts";
import { tensorShape } from "../../nn/mod.ts";
import * as tf from "../../nn/tf.ts";

/** Rows of diagonal Gaussians, `[N, Z]` each. */
export type SpreadGaussian = {
  readonly mean: tf.Tensor;
  /** σ, above 0. */
  readonly std: tf.Tensor;
};

/** The least spread: a code never becomes a single point (Hafner et al. 2019). */
export const LEAST_STD = 0.1;

/** From a head's numbers, `[N, 2Z]`: the mean, and σ = 0.1 + softplus(raw). */
export function gaussianOf(raw: tf.Tensor): SpreadGaussian {
  const [mean, wide] = tf.split(raw, 2, 1);
  return { mean: mean!, std: tf.add(tf.softplus(wide!), LEAST_STD) };
}

const rows = tensorShape(["N", "Z"]);
const GAUSSIAN = record({ mean: rows, std: rows }, "a Gaussian { mean, std } of tensors");
const checkKl = door("compare Gaussians", { q: GAUSSIAN, p: GAUSSIAN });

/**
 * KL(q ‖ p) of each row of two diagonal Gaussians, nats:
 * Σ_k log(σ_p/σ_q) + (σ_q² + (μ_q − μ_p)²)/(2 σ_p²) − ½.
 *
 * @param q and `p`: rows `[N, Z]`, spreads above 0, borrowed
 * @returns `[N]`; the caller owns it
 * @throws {ShapeError|TypeError} when the shapes do not fit, or something is no tensor
 *
 * @example
 * ```ts
 * import { startBackend, gaussianKlTensor } from "lib/sequence/tensor";
 * import * as tf from "lib/nn/tf";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const q = { mean: tf.tensor2d([[1, 0]]), std: tf.ones([1, 2]) };
 * const p = { mean: tf.zeros([1, 2]), std: tf.ones([1, 2]) };
 * assertEquals([...gaussianKlTensor(q, p).dataSync()], [0.5]);
 * ```
 */
export function gaussianKlTensor(q: SpreadGaussian, p: SpreadGaussian): tf.Tensor1D {
  checkKl({ q, p });
  return tf.tidy(() => klRows(q, p));
}

/** The same, trusted, on the tape of whoever calls. */
export function klRows(q: SpreadGaussian, p: SpreadGaussian): tf.Tensor1D {
  const ratio = tf.div(q.std, p.std), apart = tf.div(tf.sub(q.mean, p.mean), p.std);
  const square = tf.mul(tf.add(tf.square(ratio), tf.square(apart)), 0.5);
  return tf.sum(tf.sub(tf.sub(square, tf.log(ratio)), 0.5), 1) as tf.Tensor1D;
}
