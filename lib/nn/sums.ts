import { addressOf, newOutput } from "./heap.ts";
import { kernels } from "./kernels.ts";
import { registerKernel, sizeOf } from "./register.ts";

/**
 * Puts `tf.sum` of float32 tensors, over axes that lie side by side, on our kernel: added in
 * float64, rounded once.
 */
export function registerSum(): void {
  registerKernel("Sum", ({ inputs, attrs }, stock) => {
    const x = inputs.x!;
    const axes = sortedAxes(attrs.axis as Axes, x.shape.length);
    const first = axes[0] ?? 0;
    const adjacent = axes.every((axis, i) => axis === first + i);
    if (x.dtype !== "float32" || !adjacent) return stock();
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
}

type Axes = number | readonly number[] | null | undefined;

/** All axes when none is named; from the first to the last. */
function sortedAxes(axes: Axes, rank: number): readonly number[] {
  if (axes === null || axes === undefined) return Array.from({ length: rank }, (_, axis) => axis);
  const listed = typeof axes === "number" ? [axes] : axes;
  return listed.map((axis) => axis < 0 ? axis + rank : axis).toSorted((a, b) => a - b);
}
