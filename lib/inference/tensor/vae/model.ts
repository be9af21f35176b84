import { callable, record } from "../../../math/mod.ts";
import type { TensorTree } from "../../../nn/mod.ts";
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
