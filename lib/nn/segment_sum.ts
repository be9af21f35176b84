import { ShapeError } from "../math/mod.ts";
import { addressOf, freeOutput, newOutput } from "./heap.ts";
import { kernels } from "./kernels.ts";
import { registerKernel, sizeOf } from "./register.ts";

/**
 * Gives tfjs `tf.unsortedSegmentSum`, which its WASM backend lacks, and with it the gradient of
 * `tf.gather`.
 */
export function registerSegmentSum(): void {
  registerKernel("UnsortedSegmentSum", ({ inputs, attrs }) => {
    const x = inputs.x!, labels = inputs.segmentIds!, segments = attrs.numSegments as number;
    const action = "add up segments", [rows = 0, ...sides] = x.shape;
    if (x.dtype !== "float32") {
      throw new TypeError(`Cannot ${action}: x is ${x.dtype}, expected float32`);
    }
    if (labels.dtype !== "int32") {
      throw new TypeError(`Cannot ${action}: segmentIds is ${labels.dtype}, expected int32`);
    }
    if (labels.shape.length !== 1 || labels.shape[0] !== rows) {
      throw new ShapeError(action, "segmentIds", labels.shape, `[${rows}], one for each row of x`);
    }
    const y = newOutput([segments, ...sides]);
    const addresses = [x, labels, y].map(addressOf);
    const bad = kernels().segmentSum(rows, sizeOf(sides), segments, ...addresses);
    if (bad >= 0) {
      freeOutput(y);
      throw new RangeError(
        `Cannot ${action}: segmentIds[${bad}] is no segment, expected 0 to ${segments - 1}`,
      );
    }
    return y;
  });
}
