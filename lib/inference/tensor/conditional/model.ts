import { callable, record } from "../../../math/mod.ts";
import { tensorShape, type TensorTree } from "../../../nn/mod.ts";
import type * as tf from "../../../nn/tf.ts";

/**
 * What a conditional variational autoencoder computes with, as pure functions of its parameters P:
 * p(y | x) = ∫ p(z) p(y | x, z) dz. All tensors are borrowed, and what is given back belongs to the
 * caller. x are the inputs, y the targets.
 */
export interface ConditionalModel<P extends TensorTree = TensorTree> {
  /** q(z | x, y): μ and then log σ of each example, `[B, 2D]`. */
  readonly encode: (parameters: P, inputs: tf.Tensor2D, targets: tf.Tensor2D) => tf.Tensor2D;
  /** p(y | x, z): what the likelihood needs of each code, `[B, D] → [B, Y]`, such as a mean. */
  readonly decode: (parameters: P, codes: tf.Tensor2D, inputs: tf.Tensor2D) => tf.Tensor2D;
  /** log p(y | x, z) of each example, in nats, `[B]`, from what `decode` gave. */
  readonly logLikelihood: (decoded: tf.Tensor, targets: tf.Tensor) => tf.Tensor1D;
}

/** The functions of a model; what they compute is looked at where it is used. */
export const CONDITIONAL_MODEL = record({
  encode: callable("a function of parameters, inputs and targets"),
  decode: callable("a function of parameters, codes and inputs"),
  logLikelihood: callable("a function of what decode gives and targets"),
}, "a model { encode, decode, logLikelihood }");

/** Inputs, what followed, and the noise that turns posteriors into samples. */
export interface ConditionalBatch {
  /** x, `[B, X]`. */
  readonly inputs: tf.Tensor2D;
  /** y, `[B, Y]`. */
  readonly targets: tf.Tensor2D;
  /** ε, standard normal, `[B, D]`; a model without codes leaves it. */
  readonly noise: tf.Tensor2D;
}

/** A batch's tensors, with a common number of rows. */
export const CONDITIONAL_BATCH = record({
  inputs: tensorShape(["B", "X"]),
  targets: tensorShape(["B", "Y"]),
  noise: tensorShape(["B", "D"]),
}, "a batch { inputs, targets, noise }");
