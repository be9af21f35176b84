import type * as tf from "@tensorflow/tfjs";
import { convGeometry, placeConvolution, requireShapes } from "./geometry.ts";
import { addressOf, newOutput } from "../../runtime/heap.ts";
import { kernels, scratchAddress } from "../../runtime/kernels.ts";
import { type Call, registerKernel } from "../../runtime/register.ts";

/**
 * Puts `tf.conv2d`, `tf.fused.conv2d` (with a bias, linear or relu), `tf.conv2dTranspose` and the
 * gradients of these on our kernels; tfjs' WASM backend has no gradient by the filter. Any strides
 * and paddings; channels last and no dilation, others are refused. Nothing is kept between calls, so
 * a filter that was changed in place is seen as it is.
 */
export function registerConv2D(): void {
  registerKernel("Conv2D", ({ inputs: { x, filter }, attrs }) => convolve(x!, filter!, attrs));
  registerKernel("FusedConv2D", ({ inputs: { x, filter, bias }, attrs }) => {
    return convolve(x!, filter!, attrs, { bias, relu: attrs.activation === "relu" });
  });
  registerKernel("Conv2DBackpropInput", ({ inputs: { dy, filter }, attrs }) => {
    return convolveBack(dy!, filter!, attrs);
  });
  registerKernel("Conv2DBackpropFilter", ({ inputs: { x, dy }, attrs }) => {
    return filterGradient(x!, dy!, attrs);
  });
}

/** What is done to a convolution on its way into the result. */
interface Ending {
  /** `[filters]`, added to every pixel. */
  readonly bias?: tf.TensorInfo | undefined;
  readonly relu?: boolean;
}

/**
 * act(x ∗ filter + bias): y[b, i, j, f] = act(bias[f] + Σ_pqc x[b, i s + p − top, j s + q − left, c] ·
 * filter[p, q, c, f]), where x is 0 outside the image.
 *
 * @param x `[B, H, W, C]`
 * @param filter `[P, Q, C, F]`
 * @param attrs tfjs' own for `Conv2D`
 * @returns `[B, H′, W′, F]`
 * @throws {ShapeError|TypeError|RangeError} when shapes do not fit, a tensor is not float32, or the
 *   convolution is of a kind that is refused
 */
export function convolve(
  x: tf.TensorInfo,
  filter: tf.TensorInfo,
  attrs: Call["attrs"],
  { bias, relu = false }: Ending = {},
): tf.TensorInfo {
  const doing = "convolve", geometry = convGeometry(doing, x.shape, filter.shape, attrs);
  const filters = filter.shape[3]!;
  requireShapes(doing, { x: [x, geometry.inShape], filter: [filter, geometry.filterShape] });
  if (bias !== undefined) requireShapes(doing, { bias: [bias, [filters]] });
  const { sizes, work } = placeConvolution(geometry);
  const y = newOutput(geometry.outShape);
  const from = [x, filter].map(addressOf), add = bias === undefined ? 0 : addressOf(bias);
  kernels().convForward(sizes, ...from, add, relu ? 1 : 0, addressOf(y), ...work, scratchAddress());
  return y;
}

/**
 * dx of {@link convolve}, and with it the transposed convolution: dx[b, i s + p − top, j s + q − left, c]
 * = bias[c] + Σ filter[p, q, c, f] · dy[b, i, j, f] over all that fall on the same pixel.
 *
 * @param dy `[B, H′, W′, F]`
 * @param filter `[P, Q, C, F]`
 * @param attrs tfjs' own for `Conv2DBackpropInput`: `inputShape` is that of dx
 * @param bias `[C]`, added to every pixel
 * @returns `[B, H, W, C]`
 * @throws {ShapeError|TypeError|RangeError} as {@link convolve}
 */
export function convolveBack(
  dy: tf.TensorInfo,
  filter: tf.TensorInfo,
  attrs: Call["attrs"],
  bias?: tf.TensorInfo,
): tf.TensorInfo {
  const doing = "convolve back", inShape = attrs.inputShape as number[];
  const geometry = convGeometry(doing, inShape, filter.shape, attrs);
  requireShapes(doing, { dy: [dy, geometry.outShape], filter: [filter, geometry.filterShape] });
  if (bias !== undefined) requireShapes(doing, { bias: [bias, [filter.shape[2]!]] });
  const { sizes, work } = placeConvolution(geometry);
  const dx = newOutput(inShape);
  const from = [dy, filter].map(addressOf), add = bias === undefined ? 0 : addressOf(bias);
  kernels().convBackwardInput(sizes, ...from, add, addressOf(dx), ...work, scratchAddress());
  return dx;
}

/** dFilter[p, q, c, f] = Σ_bij x[b, i s + p − top, j s + q − left, c] · dy[b, i, j, f]. */
function filterGradient(
  x: tf.TensorInfo,
  dy: tf.TensorInfo,
  attrs: Call["attrs"],
): tf.TensorInfo {
  const doing = "differentiate by a filter", filterShape = attrs.filterShape as number[];
  const geometry = convGeometry(doing, x.shape, filterShape, attrs);
  requireShapes(doing, { x: [x, geometry.inShape], dy: [dy, geometry.outShape] });
  const { sizes, work } = placeConvolution(geometry);
  const dFilter = newOutput(filterShape);
  const addresses = [x, dy, dFilter].map(addressOf);
  kernels().convBackwardFilter(sizes, ...addresses, ...work, scratchAddress());
  return dFilter;
}
