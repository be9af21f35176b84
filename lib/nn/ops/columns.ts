import * as tf from "@tensorflow/tfjs";
import { refusal } from "../../math/mod.ts";
import { addressOf, newOutput } from "../runtime/heap.ts";
import { kernels } from "../runtime/kernels.ts";
import { registerKernel, sizeOf } from "../runtime/register.ts";

/**
 * Puts `tf.concat` and `tf.split` of float32 tensors along their last axis, columns beside columns, on
 * loops of ours: tfjs copies row by row, which takes long where rows are short.
 */
export function registerColumns(): void {
  registerKernel("Concat", ({ inputs, attrs }, stock) => {
    const parts = Object.values(inputs);
    const ours = isLastAxis(parts[0]!, attrs.axis) && fitBeside(parts);
    return ours ? beside(parts) : stock(); // what does not fit is refused there
  });
  registerKernel("SplitV", ({ inputs: { x }, attrs }, stock) => {
    const sizes = attrs.numOrSizeSplits as number | number[];
    return isLastAxis(x!, attrs.axis) && x!.dtype === "float32"
      ? apart(x!, widthsOf(x!.shape.at(-1)!, sizes))
      : stock();
  });
}

function isLastAxis({ shape }: tf.TensorInfo, axis: unknown): boolean {
  return shape.length > 1 && (axis === shape.length - 1 || axis === -1);
}

/** Whether all are float32, and alike but for their widths. */
function fitBeside(parts: readonly tf.TensorInfo[]): boolean {
  const { shape } = parts[0]!, last = shape.length - 1;
  return parts.every((part) =>
    part.dtype === "float32" && part.shape.length === shape.length &&
    part.shape.every((side, axis) => axis === last || side === shape[axis])
  );
}

/** The width of each part: so many alike, or as listed, where −1 is what the others leave. */
function widthsOf(width: number, sizes: number | readonly number[]): readonly number[] {
  const listed = typeof sizes === "number"
    ? Array.from({ length: sizes }, () => width / sizes)
    : sizes;
  const rest = width - listed.reduce((sum, size) => sum + Math.max(0, size), 0);
  const widths = listed.map((size) => size === -1 ? rest : size);
  const total = widths.reduce((sum, size) => sum + size, 0);
  if (widths.some((size) => !(Number.isInteger(size) && size >= 0)) || total !== width) {
    const wish = `parts that make up ${width} columns, one of them of size -1 at most`;
    throw new RangeError(refusal("split", "numOrSizeSplits", sizes, wish));
  }
  return widths;
}

function beside(parts: readonly tf.TensorInfo[]): tf.TensorInfo {
  const widths = parts.map(({ shape }) => shape.at(-1)!), outer = parts[0]!.shape.slice(0, -1);
  const width = widths.reduce((sum, each) => sum + each, 0);
  const output = newOutput([...outer, width]), { copyRows } = kernels();
  let to = addressOf(output);
  parts.forEach((part, p) => {
    copyRows(sizeOf(outer), widths[p]!, addressOf(part), widths[p]!, to, width);
    to += 4 * widths[p]!;
  });
  return output;
}

function apart(x: tf.TensorInfo, sizes: readonly number[]): tf.TensorInfo[] {
  const outer = x.shape.slice(0, -1), width = x.shape.at(-1)!, { copyRows } = kernels();
  let from = addressOf(x);
  return sizes.map((size) => {
    const output = newOutput([...outer, size]);
    copyRows(sizeOf(outer), size, from, width, addressOf(output), size);
    from += 4 * size;
    return output;
  });
}
