import { callable, record } from "../../../math/mod.ts";
import { tensorShape, type TensorTree } from "../../../nn/mod.ts";
import type * as tf from "../../../nn/tf.ts";

/**
 * What a variational autoencoder computes with, as pure functions of its parameters P. All tensors
 * are borrowed, and what is given back belongs to the caller.
 */
export interface VaeModel<P extends TensorTree = TensorTree> {
  /** q(z | x): μ and then log σ of each image, `[B, …] → [B, 2D]`. */
  readonly encode: (parameters: P, images: tf.Tensor) => tf.Tensor2D;
  /**
   * p(x | z): what the likelihood needs of each code, `[B, D] → [B, …]`, such as logits. The images
   * are for a decoder that may look at the pixels before the one that it predicts; others leave them.
   */
  readonly decode: (parameters: P, codes: tf.Tensor2D, images: tf.Tensor) => tf.Tensor;
  /** log p(x | z) of each image, in nats, `[B]`, from what `decode` gave. */
  readonly logLikelihood: (decoded: tf.Tensor, images: tf.Tensor) => tf.Tensor1D;
}

/** The functions of a model; what they compute is looked at where it is used. */
export const MODEL = record({
  encode: callable("a function of parameters and images"),
  decode: callable("a function of parameters, codes and images"),
  logLikelihood: callable("a function of what decode gives and images"),
}, "a model { encode, decode, logLikelihood }");

/** What `encode` gives for images, looked at: a row for each, of an even width. */
export function encoded<P extends TensorTree>(
  doing: string,
  model: VaeModel<P>,
  parameters: P,
  images: tf.Tensor,
): tf.Tensor2D {
  const posterior = model.encode(parameters, images);
  tensorShape([images.shape[0]!, "2D"]).check(doing, "what encode gives", posterior);
  return posterior;
}

/** What `decode` gives for codes, looked at: a tensor. */
export function decoded<P extends TensorTree>(
  doing: string,
  model: VaeModel<P>,
  parameters: P,
  codes: tf.Tensor2D,
  images: tf.Tensor,
): tf.Tensor {
  const given = model.decode(parameters, codes, images);
  tensorShape().check(doing, "what decode gives", given);
  return given;
}

/** log p(x | z) of images by codes, looked at: a number for each. */
export function explained<P extends TensorTree>(
  doing: string,
  model: VaeModel<P>,
  parameters: P,
  codes: tf.Tensor2D,
  images: tf.Tensor,
): tf.Tensor1D {
  const given = decoded(doing, model, parameters, codes, images);
  const logLikelihood = model.logLikelihood(given, images);
  tensorShape([images.shape[0]!]).check(doing, "what logLikelihood gives", logLikelihood);
  return logLikelihood;
}
