import * as tf from "@tensorflow/tfjs";
import { addressOf, newOutput, viewOf } from "./heap.ts";
import { kernels } from "./kernels.ts";
import { registerGradient, registerKernel, sizeOf } from "./register.ts";

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
    const output = newOutput(x!.shape);
    viewOf(output).fill(viewOf(dy!)[0]! / (attrs.over as number));
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
