import type * as tf from "@tensorflow/tfjs";
import { refusal, requireInteger, requireOptions, ShapeError } from "../math/mod.ts";
import { type Activation, requireActivation } from "./dense.ts";
import { requireFloat } from "./require_float.ts";

/** How a filter goes over an image, and what the result ends with. */
export interface ConvolutionOptions {
  /** Pixels from one place to the next, S; default 1. */
  readonly stride?: number;
  /**
   * Zeros around the image. `valid` (the default): none; `same`: as many as give ⌈H / S⌉ places, an
   * odd one at the end; a number: so many on every side.
   */
  readonly padding?: "valid" | "same" | number;
  /** Applied to every number; default `linear`. */
  readonly activation?: Activation;
}

/** Options with the defaults filled in. */
export type ResolvedOptions = Required<ConvolutionOptions>;

/**
 * The options with their defaults.
 * @throws {RangeError|TypeError} when one is unknown, or no such value
 */
export function resolveOptions(action: string, options: ConvolutionOptions): ResolvedOptions {
  requireOptions(action, options, ["stride", "padding", "activation"]);
  const { stride = 1, padding = "valid", activation = "linear" } = options;
  requireInteger(action, "stride", stride, 1);
  if (typeof padding === "number") requireInteger(action, "padding", padding, 0);
  else if (padding !== "valid" && padding !== "same") {
    throw new RangeError(refusal(action, "padding", padding, "valid, same or a whole number"));
  }
  requireActivation(action, activation);
  return { stride, padding, activation };
}

/** The tensors of a convolution; `w` is `[K, L, C, F]`. */
export interface ConvolutionTensors {
  readonly x: tf.Tensor;
  readonly w: tf.Tensor;
  readonly b: tf.Tensor;
}

/**
 * @param from the axis of w that holds the channels of x; `to`: that of the channels of b
 * @throws {ShapeError|TypeError|RangeError} naming the tensor that does not fit, is not float32, or is
 *   disposed
 */
export function requireTensors(
  action: string,
  tensors: ConvolutionTensors,
  from: 2 | 3,
  to: 2 | 3,
): void {
  requireFloat(action, { ...tensors });
  const { x, w, b } = tensors;
  if (w.rank !== 4 || w.shape.includes(0)) {
    throw new ShapeError(action, "w", w.shape, "four sides of at least 1");
  }
  if (x.rank !== 4 || x.shape[3] !== w.shape[from]) {
    throw new ShapeError(action, "x", x.shape, `[B,H,W,${w.shape[from]}]`);
  }
  if (b.rank !== 1 || b.shape[0] !== w.shape[to]) {
    throw new ShapeError(action, "b", b.shape, `[${w.shape[to]}]`);
  }
}
