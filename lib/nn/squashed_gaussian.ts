import * as tf from "@tensorflow/tfjs";
import { ShapeError } from "../math/mod.ts";
import { addressOf, newOutput } from "./heap.ts";
import { kernels, scratchAddress } from "./kernels.ts";
import { registerGradient, registerKernel } from "./register.ts";

/** Samples of a Gaussian squashed by tanh, and how likely they were. */
export interface SquashedSample {
  /** tanh(μ + σ ε), `[B, D]`. */
  readonly action: tf.Tensor2D;
  /** Its log-density in nats, `[B]`. */
  readonly logDensity: tf.Tensor1D;
}

/**
 * Samples a Gaussian squashed by tanh, by reparameterization, with the log-densities of the samples:
 * u = μ + σ ε, a = tanh u, log p(a) = Σ_d (−½ ε² − log σ − ½ log 2π − 2 (log 2 − u − softplus(−2u))).
 * One kernel forward, one back; the log-density has no cancellation however large u is.
 * Haarnoja et al. 2018b, appendix C, equation 26, whose log(1 − tanh² u) is written as above.
 *
 * @param mean μ, `[B, D]`, borrowed, as all are
 * @param logStd log σ, `[B, D]`
 * @param noise ε, standard normal, `[B, D]`; gradients do not flow into it
 * @returns action and logDensity; the caller owns them. They can be differentiated once, by mean and logStd.
 * @throws {ShapeError} when the shapes differ
 * @throws {TypeError} when a tensor is not float32
 *
 * @example
 * ```ts
 * import { squashedGaussian, startBackend, tf } from "lib/nn";
 * await startBackend();
 * const zero = tf.zeros<tf.Rank.R2>([1, 1]);
 * squashedGaussian(zero, zero, zero).logDensity.dataSync()[0]; // −½ log 2π
 * ```
 */
export function squashedGaussian(
  mean: tf.Tensor2D,
  logStd: tf.Tensor2D,
  noise: tf.Tensor2D,
): SquashedSample {
  for (const [name, tensor] of Object.entries({ mean, logStd, noise })) {
    const action = "sample a squashed Gaussian";
    if (tensor.dtype !== "float32") {
      throw new TypeError(`Cannot ${action}: ${name} is ${tensor.dtype}, expected float32`);
    }
    if (tensor.rank !== 2 || tensor.shape.some((side, axis) => side !== mean.shape[axis])) {
      const wish = mean.rank === 2 ? `[${mean.shape}], the shape of mean` : "[B,D]";
      throw new ShapeError(action, name, tensor.shape, wish);
    }
  }
  const outputs = tf.engine().runKernel<tf.Tensor[]>("SquashedGaussian", { mean, logStd, noise });
  return { action: outputs[0] as tf.Tensor2D, logDensity: outputs[1] as tf.Tensor1D };
}

/** Makes {@link squashedGaussian} and its gradient known to tfjs. */
export function registerSquashedGaussian(): void {
  registerKernel("SquashedGaussian", ({ inputs: { mean, logStd, noise } }) => {
    const [rows = 0, columns = 0] = mean!.shape;
    const action = newOutput([rows, columns]), logDensity = newOutput([rows]);
    const addresses = [mean!, logStd!, noise!, action, logDensity].map(addressOf);
    kernels().squashedForward(rows, columns, ...addresses, scratchAddress());
    return [action, logDensity];
  });
  registerKernel("SquashedGaussianBackward", ({ inputs }) => {
    const { dAction, dLogDensity, action, logStd, noise } = inputs;
    const [rows = 0, columns = 0] = action!.shape;
    const dMean = newOutput([rows, columns]), dLogStd = newOutput([rows, columns]);
    const given = [dAction!, dLogDensity!, action!, logStd!, noise!];
    kernels().squashedBackward(rows, columns, ...[...given, dMean, dLogStd].map(addressOf));
    return [dMean, dLogStd];
  });
  registerGradient({
    kernelName: "SquashedGaussian",
    inputsToSave: ["mean", "logStd", "noise"],
    outputsToSave: [true, false],
    gradFunc: (dys, [mean, logStd, noise, action]) => {
      const [dAction, dLogDensity] = dys as tf.Tensor[];
      // the mean only makes a second derivative an error, as in dense
      const inputs = { dAction, dLogDensity, action, mean, logStd, noise } as tf.NamedTensorMap;
      const back = tf.engine().runKernel<tf.Tensor[]>("SquashedGaussianBackward", inputs);
      return {
        mean: () => back[0]!,
        logStd: () => back[1]!,
        noise: () => tf.zerosLike(noise!),
      };
    },
  });
}
