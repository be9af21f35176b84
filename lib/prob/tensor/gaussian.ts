import { ShapeError } from "../../math/mod.ts";
import * as tf from "../../nn/tf.ts";

/** A diagonal Gaussian in tensors; `mean` and `logStd` have one shape, `[D]` or `[N, D]`. */
export interface GaussianTensor {
  readonly mean: tf.Tensor;
  /** log σ, so that any real number is allowed. */
  readonly logStd: tf.Tensor;
}

const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI);

/**
 * log N(x; μ, diag σ²) of each row, in nats, differentiable in all arguments.
 * Σ_d (−½((x − μ)/σ)² − log σ − ½ log 2π). The float64 form is `gaussianLogDensity` of `lib/prob`;
 * this one differs from it by float32 rounding only.
 *
 * @param x `[N, D]`, borrowed
 * @param gaussian mean and logStd, `[D]` or `[N, D]`, borrowed
 * @returns `[N]`; the caller owns it
 * @throws {ShapeError} when the last sides differ
 *
 * @example
 * ```ts
 * import { startBackend } from "lib/nn";
 * import * as tf from "lib/nn/tf";
 * import { gaussianLogDensityTensor } from "lib/prob/tensor";
 * await startBackend();
 * const standard = { mean: tf.zeros([1]), logStd: tf.zeros([1]) };
 * gaussianLogDensityTensor(tf.tensor2d([[0]]), standard).dataSync()[0]; // −½ log 2π
 * ```
 */
export function gaussianLogDensityTensor(x: tf.Tensor2D, gaussian: GaussianTensor): tf.Tensor1D {
  const { mean: mu, logStd } = gaussian;
  requireSameWidth(x, mu, "mean");
  requireSameWidth(x, logStd, "logStd");
  return tf.tidy(() => {
    const standardized = tf.div(tf.sub(x, mu), tf.exp(logStd));
    const perSide = tf.add(tf.mul(tf.square(standardized), -0.5), tf.neg(logStd));
    return tf.sum(tf.sub(perSide, halfLogTwoPi), 1) as tf.Tensor1D;
  });
}

/**
 * The entropy of a diagonal Gaussian in nats: Σ_d (log σ + ½ log 2πe), over the last side.
 *
 * @param logStd `[D]` or `[N, D]`, borrowed
 * @returns scalar or `[N]`; the caller owns it
 */
export function gaussianEntropyTensor(logStd: tf.Tensor): tf.Tensor {
  return tf.tidy(() => tf.sum(tf.add(logStd, halfLogTwoPi + 0.5), logStd.rank - 1));
}

function requireSameWidth(x: tf.Tensor2D, other: tf.Tensor, name: string): void {
  if (x.rank !== 2 || other.shape.at(-1) !== x.shape[1] || other.rank < 1) {
    const wish = `the last side of x, [${x.shape}], which should be [N, D]`;
    throw new ShapeError("evaluate a Gaussian", name, other.shape, wish);
  }
}
