import * as tf from "@tensorflow/tfjs";
import { newOutput, viewOf } from "./heap.ts";
import { registerKernel, sizeOf } from "./register.ts";

/**
 * Puts `tf.concat` and `tf.split` of float32 tensors along their last axis, columns beside columns, on
 * loops of ours: tfjs copies row by row, which takes long where rows are short.
 */
export function registerColumns(): void {
  registerKernel("Concat", ({ inputs, attrs }, stock) => {
    const parts = Object.values(inputs);
    return isLastAxis(parts[0]!, attrs.axis) && parts.every(({ dtype }) => dtype === "float32")
      ? beside(parts)
      : stock();
  });
  registerKernel("SplitV", ({ inputs: { x }, attrs }, stock) => {
    const sizes = attrs.numOrSizeSplits as number | number[];
    return isLastAxis(x!, attrs.axis) && x!.dtype === "float32"
      ? apart(x!, Array.isArray(sizes) ? sizes : Array(sizes).fill(x!.shape.at(-1)! / sizes))
      : stock();
  });
}

function isLastAxis({ shape }: tf.TensorInfo, axis: unknown): boolean {
  return shape.length > 1 && (axis === shape.length - 1 || axis === -1);
}

function beside(parts: readonly tf.TensorInfo[]): tf.TensorInfo {
  const widths = parts.map(({ shape }) => shape.at(-1)!), outer = parts[0]!.shape.slice(0, -1);
  const width = widths.reduce((sum, each) => sum + each, 0);
  const output = newOutput([...outer, width]), to = viewOf(output);
  let column = 0;
  parts.forEach((part, p) => {
    copyColumns(sizeOf(outer), widths[p]!, viewOf(part), 0, widths[p]!, to, column, width);
    column += widths[p]!;
  });
  return output;
}

function apart(x: tf.TensorInfo, sizes: readonly number[]): tf.TensorInfo[] {
  const outer = x.shape.slice(0, -1), width = x.shape.at(-1)!;
  const last = width - sizes.reduce((sum, size) => sum + Math.max(0, size), 0); // of size −1
  let column = 0;
  return sizes.map((given) => {
    const size = given < 0 ? last : given, output = newOutput([...outer, size]);
    copyColumns(sizeOf(outer), size, viewOf(x), column, width, viewOf(output), 0, size);
    column += size;
    return output;
  });
}

/** Copies `count` columns of each row, from a column of one matrix to a column of another. */
function copyColumns(
  rows: number,
  count: number,
  from: Float32Array,
  fromColumn: number,
  fromWidth: number,
  to: Float32Array,
  toColumn: number,
  toWidth: number,
): void {
  for (let row = 0; row < rows; row++) {
    const source = row * fromWidth + fromColumn, target = row * toWidth + toColumn;
    for (let i = 0; i < count; i++) to[target + i] = from[source + i]!;
  }
}
