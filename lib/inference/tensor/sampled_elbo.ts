import { meanWithError, ShapeError } from "../../math/mod.ts";
import { requireFiniteTensor } from "../../nn/mod.ts";
import * as tf from "../../nn/tf.ts";
import { gaussianEntropyTensor, type GaussianTensor } from "../../prob/tensor/mod.ts";

/** What a sampled bound needs; everything is borrowed. */
export interface SampledElboParts {
  /** log p(x, z) of each row of z: `[M, D] → [M]`, in nats, differentiable. */
  readonly logJoint: (z: tf.Tensor2D) => tf.Tensor1D;
  /** q(z) = N(μ, diag σ²): mean and logStd, each `[D]`. */
  readonly q: GaussianTensor;
  /** Standard normal draws ε, `[M, D]`; z = μ + σ ⊙ ε. */
  readonly noise: tf.Tensor2D;
}

/** A sampled bound with its gradients, as plain numbers. */
export interface SampledElbo {
  /** Average over the samples, in nats. */
  readonly elbo: number;
  /** Standard error of that average, in nats. */
  readonly standardError: number;
  /** ∂ELBO/∂μ, `[D]`. */
  readonly meanGradient: readonly number[];
  /** ∂ELBO/∂log σ, `[D]`. */
  readonly logStdGradient: readonly number[];
}

/**
 * The ELBO estimated from samples, (1/M) Σ log p(x, z_m) + H(q), and its gradient through the
 * samples (reparameterization). Unbiased; the entropy is exact. Kingma & Welling 2013, section 2.3.
 *
 * @returns plain numbers; no tensor is left behind
 * @throws {ShapeError} when q and noise differ in D, there are fewer than two samples, or logJoint
 *   does not give one number a sample
 * @throws {NonFiniteTensorError} when q, or log p(x, z) at a sample, is NaN or infinite
 *
 * @example
 * ```ts
 * import { key } from "lib/math";
 * import { startBackend } from "lib/nn";
 * import * as tf from "lib/nn/tf";
 * import { gaussianLogDensityTensor, normalTensor } from "lib/prob/tensor";
 * import { sampledElbo } from "lib/inference/tensor";
 * await startBackend();
 * const q = { mean: tf.zeros([1]), logStd: tf.zeros([1]) };
 * const noise = normalTensor<tf.Rank.R2>(key(1), [100, 1]);
 * sampledElbo({ logJoint: (z) => gaussianLogDensityTensor(z, q), q, noise }).elbo; // near 0
 * ```
 */
export function sampledElbo({ logJoint, q, noise }: SampledElboParts): SampledElbo {
  requireShapes(q, noise);
  const logJointAt = (mean: tf.Tensor, logStd: tf.Tensor) =>
    perSampleOnly(logJoint(tf.add(mean, tf.mul(tf.exp(logStd), noise)) as tf.Tensor2D), noise);
  const bound = (mean: tf.Tensor, logStd: tf.Tensor) =>
    tf.add(tf.mean(logJointAt(mean, logStd)), gaussianEntropyTensor(logStd)) as tf.Scalar;
  const tensors = tf.tidy(() => {
    const perSample = requireFiniteTensor("log p(x, z)", logJointAt(q.mean, q.logStd));
    const { grads } = tf.valueAndGrads(bound)([q.mean, q.logStd]);
    return [perSample, gaussianEntropyTensor(q.logStd), ...grads];
  });
  const [perSample, entropy, meanGradient, logStdGradient] = tensors.map((each) => each.dataSync());
  tf.dispose(tensors);
  const { mean, standardError } = meanWithError(perSample!);
  return {
    elbo: mean + entropy![0]!,
    standardError,
    meanGradient: Array.from(meanGradient!),
    logStdGradient: Array.from(logStdGradient!),
  };
}

function requireShapes(q: GaussianTensor, noise: tf.Tensor2D): void {
  const doing = "estimate the ELBO";
  if (noise.rank !== 2 || noise.shape[0] < 2) {
    throw new ShapeError(doing, "noise", noise.shape, "[M,D] with at least two samples");
  }
  for (const name of ["mean", "logStd"] as const) {
    if (q[name].rank !== 1 || q[name].shape[0] !== noise.shape[1]) {
      throw new ShapeError(doing, `q.${name}`, q[name].shape, `[${noise.shape[1]}], as the noise`);
    }
    requireFiniteTensor(`q.${name}`, q[name]);
  }
}

function perSampleOnly(values: tf.Tensor1D, noise: tf.Tensor2D): tf.Tensor1D {
  if (values.rank === 1 && values.shape[0] === noise.shape[0]) return values;
  const wish = `[${noise.shape[0]}], one number a sample`;
  throw new ShapeError("estimate the ELBO", "logJoint(z)", values.shape, wish);
}
