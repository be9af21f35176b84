import { callable, meanWithError, record, ShapeError } from "../../math/mod.ts";
import { requireFiniteTensor, tensorShape } from "../../nn/mod.ts";
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
export function sampledElbo(parts: SampledElboParts): SampledElbo {
  requireParts(parts);
  const { logJoint, q, noise } = parts;
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

const DOING = "estimate the ELBO";
const PARTS = record({
  logJoint: callable("a function of z"),
  noise: tensorShape(["M", "D"]),
  q: record({ mean: tensorShape(["D"]), logStd: tensorShape(["D"]) }),
});

function requireParts(parts: SampledElboParts): void {
  const { q, noise } = PARTS.check(DOING, "parts", parts);
  if (noise.shape[0]! < 2) {
    throw new ShapeError(DOING, "parts.noise", noise.shape, "at least two samples");
  }
  for (const name of ["mean", "logStd"] as const) requireFiniteTensor(`q.${name}`, q[name]);
}

function perSampleOnly(values: tf.Tensor1D, noise: tf.Tensor2D): tf.Tensor1D {
  tensorShape([noise.shape[0]]).check(DOING, "what logJoint gives", values);
  return values;
}
