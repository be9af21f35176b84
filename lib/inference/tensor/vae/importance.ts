import { door, plain } from "../../../math/mod.ts";
import { tensorShape, type TensorTree } from "../../../nn/mod.ts";
import * as tf from "../../../nn/tf.ts";
import { encoded, explained, MODEL, type VaeModel } from "./model.ts";

const DOING = "weigh codes";
const checkWeights = door(DOING, {
  model: MODEL,
  parameters: plain,
  images: tensorShape(),
  noise: tensorShape(["K", "B", "D"]),
});

/**
 * log w of codes drawn from the encoder, w = p(x, z) / q(z | x) with z = μ + σ ε, in nats:
 * log p(x | z) − ½‖z‖² + ½‖ε‖² + Σ log σ. Their average exp is p(x), unbiased; the mean of the log of
 * K of them averaged is the importance-weighted bound. Burda et al. 2015, equation 8.
 *
 * @param model encoder, decoder and likelihood
 * @param parameters borrowed
 * @param images `[B, P]`, borrowed
 * @param noise ε, standard normal, `[K, B, D]`, borrowed: K codes of each image
 * @returns `[K, B]`; the caller owns it. It can be differentiated once, by the parameters.
 * @throws {ShapeError} when images, noise and the encoder's output do not fit
 *
 * @example
 * ```ts
 * import { importanceLogWeights, mlpVae, mlpVaeParameters } from "lib/inference/tensor";
 * import { startBackend } from "lib/inference/tensor";
 * import { key } from "lib/math";
 * import * as tf from "lib/nn/tf";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const parameters = mlpVaeParameters(key(0), { pixels: 4, hidden: [8], latent: 2 });
 * const noise = tf.zeros<tf.Rank.R3>([5, 3, 2]);
 * assertEquals(importanceLogWeights(mlpVae, parameters, tf.ones([3, 4]), noise).shape, [5, 3]);
 * ```
 */
export function importanceLogWeights<P extends TensorTree>(
  model: VaeModel<P>,
  parameters: P,
  images: tf.Tensor,
  noise: tf.Tensor3D,
): tf.Tensor2D {
  checkWeights({ model, parameters, images, noise });
  const [draws, count, dimension] = noise.shape;
  return tf.tidy(() => {
    const posterior = encoded(DOING, model, parameters, images);
    const mean = tf.slice(posterior, [0, 0], [count, dimension]);
    const logStd = tf.slice(posterior, [0, dimension], [count, dimension]);
    const codes = tf.add(mean, tf.mul(tf.exp(logStd), noise));
    const rows = tf.reshape<tf.Rank.R2>(codes, [draws * count, dimension]);
    const repeated = tf.tile(images, [draws, ...images.shape.slice(1).map(() => 1)]);
    const fit = explained(DOING, model, parameters, rows, repeated);
    const squares = tf.mul(tf.sub(tf.square(noise), tf.square(codes)), 0.5);
    const density = tf.sum(tf.add(squares, logStd), 2);
    return tf.add(tf.reshape(fit, [draws, count]), density) as tf.Tensor2D;
  });
}
