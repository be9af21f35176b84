import { door, either, oneOf, positive } from "../../../math/mod.ts";
import * as tf from "../../../nn/tf.ts";
import type { VaeModel } from "./model.ts";

const checkVariance = door("make Gaussian pixels", {
  variance: either(positive, oneOf("fitted")),
});

/**
 * The likelihood of pixels that are Gaussian around what the decoder gives, all with one variance:
 * log p(x | z) = −‖x − x̂‖² / 2σ² − P/2 log 2πσ², in nats, summed over the P pixels of an image. The
 * *mean* squared error m of an image enters as P m / 2σ², so "P·MSE + KL" is σ² = ½.
 *
 * @param variance σ², in squared units of the pixels; or `fitted`: whatever is best for the batch, its
 *   mean squared error a pixel (Rybkin et al. 2021), which then needs no choice
 * @returns a likelihood for a model; differentiable in what was decoded
 * @throws {RangeError|TypeError} when the variance is neither a number above 0 nor `fitted`
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
export function gaussianPixels(variance: number | "fitted"): VaeModel["logLikelihood"] {
  checkVariance({ variance });
  return (decoded, images) =>
    tf.tidy(() => {
      const [count, pixels] = [images.shape[0]!, images.size / images.shape[0]!];
      const rows = (tensor: tf.Tensor) => tf.reshape(tensor, [count, pixels]);
      const squared = tf.sum<tf.Tensor1D>(tf.square(tf.sub(rows(images), rows(decoded))), 1);
      if (variance === "fitted") return atItsBest(squared, pixels);
      const constant = pixels * Math.log(2 * Math.PI * variance) / 2;
      return tf.sub(tf.mul(squared, -0.5 / variance), constant) as tf.Tensor1D;
    });
}

/** −½ ‖·‖² / σ² − P/2 log 2πσ² with σ² the mean squared error. */
function atItsBest(squared: tf.Tensor1D, pixels: number): tf.Tensor1D {
  const fitted = tf.div(tf.mean(squared), pixels);
  const constant = tf.mul(tf.log(tf.mul(fitted, 2 * Math.PI)), pixels / 2);
  return tf.sub(tf.mul(tf.div(squared, fitted), -0.5), constant) as tf.Tensor1D;
}
