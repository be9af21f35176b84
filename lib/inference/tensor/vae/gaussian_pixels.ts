import { door, positive } from "../../../math/mod.ts";
import * as tf from "../../../nn/tf.ts";
import type { VaeModel } from "./model.ts";

const checkVariance = door("make Gaussian pixels", { variance: positive });

/**
 * The likelihood of pixels that are Gaussian around what the decoder gives, all with one variance:
 * log p(x | z) = −‖x − x̂‖² / 2σ² − P/2 log 2πσ², in nats, summed over the P pixels of an image. The
 * *mean* squared error m of an image enters as P m / 2σ², so "P·MSE + KL" is σ² = ½.
 *
 * @param variance σ², in squared units of the pixels
 * @returns a likelihood for a model; differentiable in what was decoded
 * @throws {RangeError|TypeError} when the variance is no number above 0
 *
 * @example
 * ```ts
 * import { gaussianPixels, mlpVae, startBackend } from "lib/inference/tensor";
 * import * as tf from "lib/nn/tf";
 * await startBackend();
 * const grey = { ...mlpVae, logLikelihood: gaussianPixels(0.5) };
 * grey.logLikelihood(tf.zeros([1, 64]), tf.ones([1, 64])).dataSync()[0]; // −64 − 32 log π
 * ```
 */
export function gaussianPixels(variance: number): VaeModel["logLikelihood"] {
  checkVariance({ variance });
  const constant = Math.log(2 * Math.PI * variance) / 2;
  return (decoded, images) =>
    tf.tidy(() => {
      const [count, pixels] = [images.shape[0]!, images.size / images.shape[0]!];
      const apart = tf.sub(
        tf.reshape(images, [count, pixels]),
        tf.reshape(decoded, [count, pixels]),
      );
      const squared = tf.sum(tf.square(apart), 1);
      return tf.sub(tf.mul(squared, -0.5 / variance), pixels * constant) as tf.Tensor1D;
    });
}
