import * as tf from "@tensorflow/tfjs";
import { ShapeError } from "../../../math/mod.ts";
import { allocateForever, heapMemory } from "../../runtime/heap.ts";
import { type Call, sizeOf } from "../../runtime/register.ts";

/** A convolution's sizes, read from what tfjs hands to its kernels. */
export interface ConvGeometry {
  /** `[batch, height, width, channels]` */
  readonly inShape: readonly number[];
  /** `[kernelHeight, kernelWidth, channels, filters]` */
  readonly filterShape: readonly number[];
  /** `[batch, outHeight, outWidth, filters]` */
  readonly outShape: readonly number[];
  readonly strides: readonly [number, number];
  /** Lines and columns of zeros above and before the image. */
  readonly padding: readonly [number, number];
}

/**
 * The sizes of a convolution of these shapes.
 *
 * @param attrs strides, pad, and the others that tfjs has for convolutions
 * @throws {RangeError} when the convolution is dilated, or its channels come first
 * @throws {ShapeError} when the filter has other channels, or is larger than the padded image
 */
export function convGeometry(
  doing: string,
  inShape: readonly number[],
  filterShape: readonly number[],
  attrs: Call["attrs"],
): ConvGeometry {
  requireKind(doing, inShape, filterShape, attrs);
  const { strides, pad, dimRoundingMode } = attrs;
  const info = tf.backend_util.computeConv2DInfo(
    inShape as FourSides,
    filterShape as FourSides,
    strides as [number, number],
    1,
    typeof pad === "number" ? onEverySide(pad) : pad as "same",
    dimRoundingMode as "floor",
  );
  if (info.outHeight < 1 || info.outWidth < 1) {
    throw new ShapeError(doing, "filter", filterShape, `one that fits into images [${inShape}]`);
  }
  return {
    inShape,
    filterShape,
    outShape: info.outShape,
    strides: [info.strideHeight, info.strideWidth],
    padding: [info.padInfo.top, info.padInfo.left],
  };
}

function requireKind(
  doing: string,
  inShape: readonly number[],
  filterShape: readonly number[],
  { dilations = 1, dataFormat = "NHWC" }: Call["attrs"],
): void {
  if (dataFormat !== "NHWC") {
    throw new RangeError(`Cannot ${doing}: dataFormat is ${dataFormat}, expected NHWC`);
  }
  if ([dilations].flat().some((each) => each !== 1)) {
    throw new RangeError(`Cannot ${doing}: dilations is ${dilations}, expected 1`);
  }
  if (filterShape[2] !== inShape[3]) {
    throw new ShapeError(
      doing,
      "filter",
      filterShape,
      `${inShape[3]} channels, as the images have`,
    );
  }
}

/** Of a mere number, tfjs takes the height of filter and stride for their width, too. */
function onEverySide(zeros: number): tf.backend_util.ExplicitPadding {
  return [[0, 0], [zeros, zeros], [zeros, zeros], [0, 0]];
}

type FourSides = [number, number, number, number];

/**
 * @param shapes what each tensor should be; tfjs itself compares only channels
 * @throws {ShapeError} naming the tensor that is of another shape
 * @throws {TypeError} naming the tensor that is not float32
 */
export function requireShapes(
  doing: string,
  tensors: Readonly<Record<string, readonly [tf.TensorInfo, readonly number[]]>>,
): void {
  for (const [name, [{ dtype, shape }, expected]] of Object.entries(tensors)) {
    if (dtype !== "float32") {
      throw new TypeError(`Cannot ${doing}: ${name} is ${dtype}, expected float32`);
    }
    if (shape.length !== expected.length || shape.some((side, axis) => side !== expected[axis])) {
      throw new ShapeError(doing, name, shape, `[${expected}]`);
    }
  }
}

/** What the kernels of assembly/convolution.ts work with. */
export interface ConvPlace {
  /** Address of the sizes. */
  readonly sizes: number;
  /** Address and bytes of the memory for patches. */
  readonly work: readonly [number, number];
}

/**
 * With the filters, half of a small second cache. (Measured: from 64 KiB to 1 MiB the step of a
 * convolutional network takes the same time; far less would pack the filters too often.)
 */
const USUAL_SPACE = 256 * 1024;
const SIZES = 13;

let place: ConvPlace | undefined;

/**
 * Writes the sizes where the kernels read them; good until the next call. The memory is kept, and
 * grows only for a patch larger than all before.
 */
export function placeConvolution(geometry: ConvGeometry): ConvPlace {
  const { inShape, filterShape, outShape, strides, padding } = geometry;
  const patch = 4 * sizeOf(filterShape.slice(0, 3));
  if (place === undefined || place.work[1] < patch) {
    const space = Math.max(USUAL_SPACE, 2 * patch); // twice as much each time: little is lost
    const sizes = place?.sizes ?? allocateForever(4 * SIZES, 64);
    place = { sizes, work: [allocateForever(space, 64), space] };
  }
  const [batch, height, width, channels] = inShape as FourSides;
  const [kernelHeight, kernelWidth, , filters] = filterShape as FourSides;
  const [, outHeight, outWidth] = outShape as FourSides;
  const image = [batch, height, width, channels, kernelHeight, kernelWidth, filters];
  const numbers = [...image, outHeight, outWidth, ...strides, ...padding];
  new Int32Array(heapMemory().buffer, place.sizes, SIZES).set(numbers);
  return place;
}
