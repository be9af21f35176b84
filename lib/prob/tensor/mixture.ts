import { cholesky, door, inverse, record, refusal } from "../../math/mod.ts";
import { tensorShape } from "../../nn/mod.ts";
import * as tf from "../../nn/tf.ts";
import { covarianceMatrix, type Mixture, requireMixture } from "../mod.ts";

const checkDensity = door("evaluate a mixture", {
  x: tensorShape(["N", "D"]),
  mixture: record({
    logits: tensorShape(["K"]),
    means: tensorShape(["K", "D"]),
    logDiagonals: tensorShape(["K", "D"]),
    lowers: tensorShape(["K", "D", "D"]),
  }, "a mixture { logits, means, logDiagonals, lowers } of tensors"),
});

/**
 * A Gaussian mixture in unconstrained tensors, so that a gradient may change any of them.
 * The inverse covariance of component k is Aₖᵀ Aₖ with Aₖ lower triangular.
 */
export interface MixtureTensor {
  /** Weights before the softmax, `[K]`. */
  readonly logits: tf.Tensor1D;
  /** `[K, D]`. */
  readonly means: tf.Tensor2D;
  /** Logs of the diagonals of A, `[K, D]`. */
  readonly logDiagonals: tf.Tensor2D;
  /** A below its diagonal; the rest of these entries is ignored, `[K, D, D]`. */
  readonly lowers: tf.Tensor3D;
}

/**
 * A mixture as unconstrained tensors: where a climb by gradients starts, or what EM found.
 *
 * @returns float32; the caller owns the tensors
 * @throws {RangeError|TypeError} for what is no mixture, or a weight of 0, which has no logarithm
 *
 * @example
 * ```ts
 * import { mixtureLogDensity } from "lib/prob";
 * import { mixtureLogDensityTensor, mixtureTensor, startBackend } from "lib/prob/tensor";
 * import * as tf from "lib/nn/tf";
 * import { assertAlmostEquals } from "@std/assert";
 * await startBackend();
 * const covariance = { kind: "full", matrix: [[2, 1], [1, 3]] } as const;
 * const mixture = { weights: [1], components: [{ mean: [0, 1], covariance }] };
 * const there = mixtureLogDensityTensor(tf.tensor2d([[1, 1]]), mixtureTensor(mixture));
 * assertAlmostEquals(there.dataSync()[0]!, mixtureLogDensity(mixture, [1, 1]), 1e-6);
 * ```
 */
export function mixtureTensor(mixture: Mixture): MixtureTensor {
  requireMixture("make tensors of a mixture", "mixture", mixture);
  const { weights, components } = mixture, count = components.length;
  const none = weights.findIndex((weight) => weight === 0);
  if (none >= 0) {
    throw new RangeError(
      `Cannot make tensors of a mixture: mixture.weights[${none}] is 0, expected a number above 0`,
    );
  }
  const dimension = components[0]!.mean.length;
  // Σ⁻¹ = Aᵀ A with A lower triangular: A is the inverse of Σ's Cholesky factor
  const factors = components.map((each) => inverse(cholesky(covarianceMatrix(each))));
  components.forEach(({ mean }, k) => requireSquarable(`components[${k}].mean`, mean));
  factors.forEach((factor, k) =>
    requireSquarable(`the inverse factor of components[${k}]`, factor.flat())
  );
  return {
    logits: tf.tensor1d(weights.map(Math.log)),
    means: tf.tensor2d(components.flatMap(({ mean }) => [...mean]), [count, dimension]),
    logDiagonals: tf.tensor2d(
      factors.flatMap((factor) => factor.map((row, i) => Math.log(row[i]!))),
      [count, dimension],
    ),
    lowers: tf.tensor3d(
      factors.flatMap((factor) => factor.flatMap((row, i) => row.map((a, j) => j < i ? a : 0))),
      [count, dimension, dimension],
    ),
  };
}

/** Beyond this a square is infinite in float32, and a density no number. */
const LARGEST = 1e18;

function requireSquarable(name: string, numbers: readonly number[]): void {
  const i = numbers.findIndex((each) => Math.abs(each) > LARGEST);
  if (i < 0) return;
  const wish = `a number within ±${LARGEST}, whose square float32 can hold`;
  throw new RangeError(refusal("make tensors of a mixture", `${name}[${i}]`, numbers[i], wish));
}

/**
 * log Σₖ wₖ N(x; μₖ, Σₖ) of each row, in nats, differentiable in every parameter.
 * log N = Σ_d log a_dd − ½‖A(x − μ)‖² − (D/2) log 2π. The float64 form is `mixtureLogDensity`.
 *
 * @param x `[N, D]`, borrowed
 * @param mixture borrowed
 * @returns `[N]`; the caller owns it
 * @throws {ShapeError} when the shapes do not belong together
 */
export function mixtureLogDensityTensor(x: tf.Tensor2D, mixture: MixtureTensor): tf.Tensor1D {
  checkDensity({ x, mixture });
  const dimension = x.shape[1];
  return tf.tidy(() => {
    const centred = tf.sub(tf.expandDims(x, 0), tf.expandDims(mixture.means, 1)); // [K, N, D]
    const whitened = tf.matMul(centred, factors(mixture), false, true); // A (x − μ)
    const distance = tf.sum(tf.square(whitened), 2); // [K, N]
    const logScale = tf.sub(
      tf.sum(mixture.logDiagonals, 1),
      dimension * 0.5 * Math.log(2 * Math.PI),
    );
    const logWeights = tf.sub(mixture.logits, tf.logSumExp(mixture.logits));
    const joint = tf.add(tf.mul(distance, -0.5), tf.expandDims(tf.add(logScale, logWeights), 1));
    return tf.logSumExp(joint, 0) as tf.Tensor1D;
  });
}

/** The matrices A: the lower parts as they are, the diagonals through exp. */
function factors({ lowers, logDiagonals }: MixtureTensor): tf.Tensor3D {
  const dimension = logDiagonals.shape[1];
  const mask = (keep: (row: number, column: number) => boolean) =>
    tf.tensor2d(
      Array.from(
        { length: dimension * dimension },
        (_, i) => (keep(Math.floor(i / dimension), i % dimension) ? 1 : 0),
      ),
      [dimension, dimension],
    );
  const below = tf.mul(lowers, mask((row, column) => row > column));
  const diagonal = tf.mul(tf.expandDims(tf.exp(logDiagonals), 2), mask((r, c) => r === c));
  return tf.add(below, diagonal) as tf.Tensor3D;
}
