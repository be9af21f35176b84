/** A Gaussian squashed by tanh: the policy of continuous agents. */
import { refusal, ShapeError } from "../../math/mod.ts";
import { requireFloat } from "../../nn/mod.ts";
import * as tf from "../../nn/tf.ts";

/** Samples of a Gaussian squashed by tanh, and how likely they were. */
export interface SquashedSample {
  /** tanh(μ + σ ε), `[B, D]`. */
  readonly action: tf.Tensor2D;
  /** Its log-density in nats, `[B]`. */
  readonly logDensity: tf.Tensor1D;
}

/** The ends between which log σ is kept. */
export type LogStdRange = readonly [lowest: number, highest: number];

/**
 * Samples a Gaussian squashed by tanh, by reparameterization, with the log-densities of the samples:
 * u = μ + σ ε, a = tanh u, log p(a) = Σ_d (−½ ε² − log σ − ½ log 2π − 2 (log 2 − u − softplus(−2u))).
 * One kernel forward, one back; the log-density has no cancellation however large u is.
 * Haarnoja et al. 2018b, appendix C, equation 26, whose log(1 − tanh² u) is written as above.
 *
 * @param policy μ and then log σ of each example, `[B, 2D]`, borrowed: what an actor's network gives
 * @param noise ε, standard normal, `[B, D]`, borrowed; gradients do not flow into it
 * @param logStdRange log σ beyond an end counts as that end, and gets no gradient; default: no ends
 * @returns action and logDensity; the caller owns them. They can be differentiated once, by policy.
 * @throws {ShapeError} when the shapes do not fit
 * @throws {TypeError} when a tensor is not float32
 * @throws {RangeError} when a tensor is disposed, the range is none, or D is above 100,000
 *
 * @example
 * ```ts
 * import { squashedGaussian, startBackend } from "lib/prob/tensor";
 * import * as tf from "lib/nn/tf";
 * await startBackend();
 * const policy = tf.zeros<tf.Rank.R2>([1, 2]), noise = tf.zeros<tf.Rank.R2>([1, 1]);
 * squashedGaussian(policy, noise).logDensity.dataSync()[0]; // −½ log 2π
 * ```
 */
export function squashedGaussian(
  policy: tf.Tensor2D,
  noise: tf.Tensor2D,
  logStdRange: LogStdRange = [-Infinity, Infinity],
): SquashedSample {
  requireSquashed(policy, noise);
  const [lowest, highest] = requireRange(logStdRange);
  const inputs = { policy, noise };
  const outputs = tf.engine().runKernel<tf.Tensor[]>("SquashedGaussian", inputs, {
    lowest,
    highest,
  });
  return { action: outputs[0] as tf.Tensor2D, logDensity: outputs[1] as tf.Tensor1D };
}

function requireSquashed(policy: tf.Tensor2D, noise: tf.Tensor2D): void {
  const doing = "sample a squashed Gaussian";
  requireFloat(doing, { policy, noise });
  if (noise.rank !== 2) throw new ShapeError(doing, "noise", noise.shape, "[B,D]");
  const [examples, dimension] = noise.shape, [rows, columns] = policy.shape;
  if (policy.rank !== 2 || rows !== examples || columns !== 2 * dimension) {
    throw new ShapeError(doing, "policy", policy.shape, `[${examples},${2 * dimension}]`);
  }
}

/**
 * log π(a) in nats of actions that are given, such as those of a log or of another policy: with
 * u = artanh a, Σ_d (−½ ((u − μ)/σ)² − log σ − ½ log 2π − log(1 − a²)).
 *
 * @param policy μ and then log σ of each example, `[B, 2D]`, borrowed
 * @param actions `[B, D]`, each inside (−1, 1), borrowed: at ±1 no density is finite. They are data:
 *   gradients do not flow into them
 * @param logStdRange as for {@link squashedGaussian}
 * @returns `[B]`; the caller owns it. It can be differentiated by policy.
 * @throws {ShapeError} when the shapes do not fit
 * @throws {TypeError} when a tensor is not float32
 * @throws {RangeError} naming an action that is not inside (−1, 1)
 *
 * @example
 * ```ts
 * import { squashedGaussian, squashedLogDensity, startBackend } from "lib/prob/tensor";
 * import * as tf from "lib/nn/tf";
 * import { assertAlmostEquals } from "@std/assert";
 * await startBackend();
 * const policy = tf.tensor2d([[0.3, -1]]);
 * const { action, logDensity } = squashedGaussian(policy, tf.tensor2d([[0.5]]));
 * const again = squashedLogDensity(policy, action).dataSync()[0]!;
 * assertAlmostEquals(again, logDensity.dataSync()[0]!, 1e-5);
 * ```
 */
export function squashedLogDensity(
  policy: tf.Tensor2D,
  actions: tf.Tensor2D,
  logStdRange: LogStdRange = [-Infinity, Infinity],
): tf.Tensor1D {
  requireSquashed(policy, actions);
  const [rows, columns] = actions.shape, [lowest, highest] = requireRange(logStdRange);
  const { before, slopes } = unsquashed(actions.dataSync() as Float32Array);
  return tf.tidy(() => {
    const mean = tf.slice(policy, [0, 0], [rows, columns]);
    const logStd = ended(tf.slice(policy, [0, columns], [rows, columns]), lowest, highest);
    const u = tf.tensor2d(before, [rows, columns]);
    const distance = tf.square(tf.mul(tf.sub(u, mean), tf.exp(tf.neg(logStd))));
    const each = tf.add(
      tf.add(tf.mul(distance, 0.5), logStd),
      tf.tensor2d(slopes, [rows, columns]),
    );
    return tf.neg(tf.sum(each, 1)) as tf.Tensor1D;
  });
}

/** The numbers, or the end that they are beyond; then without a gradient. A NaN stays. */
function ended(logStd: tf.Tensor2D, lowest: number, highest: number): tf.Tensor2D {
  if (lowest === -Infinity && highest === Infinity) return logStd;
  const numbers = logStd.dataSync() as Float32Array;
  const free = numbers.map((each) => each < lowest || each > highest ? 0 : 1);
  const ends = numbers.map((each) => each < lowest ? lowest : each > highest ? highest : 0);
  const [mask, rest] = [free, ends].map((list) => tf.tensor2d(list, logStd.shape));
  return tf.add(tf.mul(logStd, mask!), rest!);
}

/** artanh a, and ½ log 2π + log(1 − a²), in float64: near ±1 float32 would lose all digits. */
function unsquashed(actions: Float32Array) {
  const before = new Float32Array(actions.length), slopes = new Float32Array(actions.length);
  actions.forEach((a, i) => {
    if (!(Math.abs(a) < 1)) {
      const doing = "score actions of a squashed Gaussian", wish = "a number inside (-1, 1)";
      throw new RangeError(refusal(doing, `actions[${i}]`, a, wish));
    }
    before[i] = Math.atanh(a);
    slopes[i] = 0.5 * Math.log(2 * Math.PI) + Math.log1p(-a) + Math.log1p(a);
  });
  return { before, slopes };
}

function requireRange(logStdRange: LogStdRange): LogStdRange {
  const ends = Array.isArray(logStdRange) && logStdRange.length === 2 ? logStdRange : [NaN, NaN];
  const areNumbers = ends.every((end) => typeof end === "number");
  if (areNumbers && ends[0] <= ends[1]) return logStdRange;
  const wish = "[lowest, highest], two numbers in order";
  throw new RangeError(refusal("sample a squashed Gaussian", "logStdRange", logStdRange, wish));
}
