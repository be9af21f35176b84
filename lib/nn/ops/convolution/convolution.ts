import * as tf from "@tensorflow/tfjs";
import {
  type Given,
  type Resolved,
  setting,
  settings,
  ShapeError,
  shapeOf,
  whole,
  wrongValue,
} from "../../../math/mod.ts";
import { requireFloat } from "../../runtime/require_tensor.ts";
import { ACTIVATION } from "../dense.ts";

/**
 * act(x ∗ w + b): a convolution with its bias and activation in one kernel, and its way back in three.
 * y[n, i, j, f] = act(b[f] + Σ_{k, l, c} x[n, S i + k − P, S j + l − P, c] w[k, l, c, f]), where x is 0
 * outside, with P zeros in front (as in all networks, w is not turned round).
 *
 * @param x `[B, H, W, C]`; borrowed, as all are
 * @param w `[K, L, C, F]`
 * @param b `[F]`
 * @returns `[B, H′, W′, F]`; float32, the caller owns it. It can be differentiated once.
 * @throws {ShapeError} when shapes do not fit, or w is larger than the padded image
 * @throws {TypeError} when a tensor is not float32
 * @throws {RangeError} when a tensor is disposed, or an option is no such value
 *
 * @example
 * ```ts
 * import { convolution, startBackend } from "lib/nn";
 * import * as tf from "lib/nn/tf";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const x = tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1]);
 * const y = convolution(x, tf.ones([2, 2, 1, 1]), tf.tensor1d([0.5]));
 * assertEquals([...y.dataSync()], [10.5]);
 * ```
 */
export function convolution(
  x: tf.Tensor,
  w: tf.Tensor,
  b: tf.Tensor,
  options: ConvolutionOptions = {},
): tf.Tensor4D {
  const doing = "apply a convolution", resolved = FILTER_SETTINGS.read(doing, options);
  requireTensors(doing, { x, w, b }, 2, 3);
  const { padding } = resolved, around = typeof padding === "number" ? 2 * padding : 0;
  const small = x.shape[1]! + around < w.shape[0]! || x.shape[2]! + around < w.shape[1]!;
  if (small && padding !== "same") {
    const wish = `sides of at least ${w.shape[0]! - around} and ${w.shape[1]! - around}`;
    throw new ShapeError(doing, "x", x.shape, wish);
  }
  return tf.engine().runKernel("Convolution", { x, w, b }, attributesOf(resolved));
}

/**
 * act(x ∗ᵀ w + b): a transposed convolution with its bias and activation; what {@link convolution}
 * does to sides, undone. Each pixel of x adds w times itself to K × L pixels of the result, S apart:
 * y[n, S i + k − P, S j + l − P, f] = act(b[f] + Σ w[k, l, f, c] x[n, i, j, c] over all i, j, k, l that fall
 * there, and c).
 *
 * @param x `[B, H, W, C]`; borrowed, as all are
 * @param w `[K, L, F, C]`
 * @param b `[F]`
 * @param options `same` gives sides S H, `valid` S (H − 1) + K, a number P takes 2 P off that
 * @returns `[B, H′, W′, F]`; float32, the caller owns it. It can be differentiated once.
 * @throws {ShapeError} when shapes do not fit, or nothing is left of the image
 * @throws {TypeError} when a tensor is not float32
 * @throws {RangeError} when a tensor is disposed, or an option is no such value
 *
 * @example
 * ```ts
 * import { startBackend, transposedConvolution } from "lib/nn";
 * import * as tf from "lib/nn/tf";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const x = tf.tensor4d([1, 2], [1, 1, 2, 1]);
 * const y = transposedConvolution(x, tf.ones([1, 2, 1, 1]), tf.tensor1d([0]), { stride: 2 });
 * assertEquals([...y.dataSync()], [1, 1, 2, 2]);
 * ```
 */
export function transposedConvolution(
  x: tf.Tensor,
  w: tf.Tensor,
  b: tf.Tensor,
  options: ConvolutionOptions = {},
): tf.Tensor4D {
  const doing = "apply a transposed convolution", resolved = FILTER_SETTINGS.read(doing, options);
  requireTensors(doing, { x, w, b }, 3, 2);
  const [batch, ...sides] = x.shape, filters = w.shape[2]!;
  const outSides = [0, 1].map((axis) => outSide(sides[axis]!, w.shape[axis]!, resolved));
  if (outSides.some((side) => side < 1)) {
    throw new ShapeError(doing, "x", x.shape, "sides that the padding leaves something of");
  }
  const attrs = { ...attributesOf(resolved), inputShape: [batch!, ...outSides, filters] };
  return tf.engine().runKernel("TransposedConvolution", { x, w, b }, attrs);
}

function outSide(side: number, kernel: number, { stride, padding }: ResolvedOptions): number {
  if (padding === "same") return side * stride;
  return side === 0 ? 0 : stride * (side - 1) + kernel - (padding === "valid" ? 0 : 2 * padding);
}

function attributesOf({ stride, padding, activation }: ResolvedOptions) {
  return { strides: [stride, stride], pad: padding, activation };
}

const PADDING = "valid, same or a whole number";
const padding = shapeOf<"valid" | "same" | number>(PADDING, (value) => {
  const known = value === "valid" || value === "same" || whole(0).fault(value) === undefined;
  return known ? undefined : wrongValue(value, PADDING);
});

/**
 * How a filter goes over an image, and what the result ends with.
 *
 * - `stride`: pixels from one place to the next, S
 * - `padding`: zeros around the image. `valid`: none; `same`: as many as give ⌈H / S⌉ places, an odd one
 *   at the end; a number: so many on every side
 * - `activation`: applied to every number
 */
export const FILTER_SETTINGS = settings({
  stride: setting(whole(1), 1),
  padding: setting(padding, "valid"),
  activation: setting(ACTIVATION, "linear"),
});

/** How a filter goes over an image, see {@link FILTER_SETTINGS}. */
export type ConvolutionOptions = Given<typeof FILTER_SETTINGS>;

/** Options with the defaults filled in. */
export type ResolvedOptions = Resolved<typeof FILTER_SETTINGS>;

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
  doing: string,
  tensors: ConvolutionTensors,
  from: 2 | 3,
  to: 2 | 3,
): void {
  requireFloat(doing, { ...tensors });
  const { x, w, b } = tensors;
  if (w.rank !== 4 || w.shape.includes(0)) {
    throw new ShapeError(doing, "w", w.shape, "four sides of at least 1");
  }
  if (x.rank !== 4 || x.shape[3] !== w.shape[from]) {
    throw new ShapeError(doing, "x", x.shape, `[B,H,W,${w.shape[from]}]`);
  }
  if (b.rank !== 1 || b.shape[0] !== w.shape[to]) {
    throw new ShapeError(doing, "b", b.shape, `[${w.shape[to]}]`);
  }
}
