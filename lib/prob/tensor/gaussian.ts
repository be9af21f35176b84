import { door, record } from "../../math/mod.ts";
import { tensorShape } from "../../nn/mod.ts";
import * as tf from "../../nn/tf.ts";

/** A diagonal Gaussian in tensors; `mean` and `logStd` have one shape, `[D]` or `[N, D]`. */
export interface GaussianTensor {
  readonly mean: tf.Tensor;
  /** log σ, so that any real number is allowed. */
  readonly logStd: tf.Tensor;
}

const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI);

const rows = tensorShape(["D"], ["N", "D"]);
const checkDensity = door("evaluate a Gaussian", {
  x: tensorShape(["N", "D"]),
  gaussian: record({ mean: rows, logStd: rows }, "a Gaussian { mean, logStd } of tensors"),
});
const checkEntropy = door("evaluate an entropy", { logStd: rows });

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
  checkDensity({ x, gaussian });
  const { mean: mu, logStd } = gaussian;
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
  checkEntropy({ logStd });
  return tf.tidy(() => tf.sum(tf.add(logStd, halfLogTwoPi + 0.5), logStd.rank - 1));
}
