import * as tf from "@tensorflow/tfjs";
import { ShapeError } from "../../math/mod.ts";
import { addressOf, freeOutput, newOutput, viewOf } from "../runtime/heap.ts";
import { kernels } from "../runtime/kernels.ts";
import { noteHostAccess } from "../recording/now.ts";
import { registerGradient, registerKernel, sizeOf } from "../runtime/register.ts";

/**
 * Puts `tf.sum` of float32 tensors, over axes that lie side by side, on our kernel: added in
 * float64, rounded once. The way back through a sum or a mean of all numbers is one kernel, too.
 */
export function registerSum(): void {
  registerKernel("Sum", ({ inputs, attrs }, stock) => {
    const x = inputs.x!;
    const axes = sortedAxes(attrs.axis as Axes, x.shape.length);
    const first = axes[0] ?? 0;
    const adjacent = axes.every((axis, i) => axis === first + i && x.shape[axis] !== undefined);
    if (x.dtype !== "float32" || !adjacent) {
      const output = stock() as tf.TensorInfo; // which refuses axes that are none
      if (x.shape.includes(0)) viewOf(output).fill(0); // tfjs leaves in it what was in memory
      return output;
    }
    const kept = x.shape.flatMap((side, axis) =>
      !axes.includes(axis) ? [side] : attrs.keepDims === true ? [1] : []
    );
    const output = newOutput(kept);
    const outer = sizeOf(x.shape.slice(0, first));
    const length = sizeOf(x.shape.slice(first, first + axes.length));
    const inner = sizeOf(x.shape.slice(first + axes.length));
    kernels().sumAxis(outer, length, inner, addressOf(x), addressOf(output));
    return output;
  });
  registerKernel("Spread", ({ inputs: { dy, x }, attrs }) => {
    const output = newOutput(x!.shape), over = attrs.over as number;
    kernels().spread(sizeOf(x!.shape), addressOf(dy!), over, addressOf(output));
    return output;
  });
  registerGradient({
    kernelName: "Spread",
    inputsToSave: ["dy", "x"],
    gradFunc: (ddx, [dy, x], { over }) => ({
      dy: () => tf.reshape(tf.div(tf.sum(ddx as tf.Tensor), over as number), dy!.shape),
      x: () => tf.zerosLike(x!),
    }),
  });
  spreadBack("Sum", () => 1);
  spreadBack("Mean", ({ size }) => size);
}

/** Every number gets the same derivative, dy / over, where all of them went into one. */
function spreadBack(kernelName: "Sum" | "Mean", over: (x: tf.Tensor) => number): void {
  const stock = tf.getGradient(kernelName);
  registerGradient({
    kernelName,
    inputsToSave: ["x"],
    gradFunc: (dy, saved, attrs) => {
      const x = saved[0]!;
      return (dy as tf.Tensor).size === 1 && x.dtype === "float32"
        ? {
          x: () => tf.engine().runKernel("Spread", { dy: dy as tf.Tensor, x }, { over: over(x) }),
        }
        : stock.gradFunc(dy, saved, attrs);
    },
  });
}

type Axes = number | readonly number[] | null | undefined;

/** All axes when none is named; from the first to the last. */
function sortedAxes(axes: Axes, rank: number): readonly number[] {
  if (axes === null || axes === undefined) return Array.from({ length: rank }, (_, axis) => axis);
  const listed = typeof axes === "number" ? [axes] : axes;
  return listed.map((axis) => axis < 0 ? axis + rank : axis).toSorted((a, b) => a - b);
}

/**
 * Gives tfjs `tf.unsortedSegmentSum`, which its WASM backend lacks, and with it the gradient of
 * `tf.gather`.
 */
export function registerSegmentSum(): void {
  registerKernel("UnsortedSegmentSum", ({ inputs, attrs }) => {
    const x = inputs.x!, labels = inputs.segmentIds!, segments = attrs.numSegments as number;
    const doing = "add up segments", [rows = 0, ...sides] = x.shape;
    if (x.dtype !== "float32") {
      throw new TypeError(`Cannot ${doing}: x is ${x.dtype}, expected float32`);
    }
    if (labels.dtype !== "int32") {
      throw new TypeError(`Cannot ${doing}: segmentIds is ${labels.dtype}, expected int32`);
    }
    if (labels.shape.length !== 1 || labels.shape[0] !== rows) {
      throw new ShapeError(doing, "segmentIds", labels.shape, `[${rows}], one for each row of x`);
    }
    const y = newOutput([segments, ...sides]);
    const addresses = [x, labels, y].map(addressOf);
    noteHostAccess(); // the answer says whether to go on
    const bad = kernels().segmentSum(rows, sizeOf(sides), segments, ...addresses);
    if (bad >= 0) {
      freeOutput(y);
      throw new RangeError(
        `Cannot ${doing}: segmentIds[${bad}] is no segment, expected 0 to ${segments - 1}`,
      );
    }
    return y;
  });
}
