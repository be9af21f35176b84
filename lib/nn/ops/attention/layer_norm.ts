import * as tf from "@tensorflow/tfjs";
import { addressOf, freeOutput, newOutput } from "../../runtime/heap.ts";
import { kernels } from "../../runtime/kernels.ts";
import { registerGradient, registerKernel } from "../../runtime/register.ts";
import { rowsOf } from "./softmax.ts";

/** Makes `layerNorm` and its gradient known to tfjs: one kernel forward, one back. */
export function registerLayerNorm(): void {
  registerKernel("LayerNorm", ({ inputs: { x, scale, offset }, attrs }) => {
    const y = newOutput(x!.shape), [rows, width] = rowsOf(x!);
    const addresses = [x!, scale!, offset!, y].map(addressOf);
    kernels().normForward(rows, width, attrs.epsilon as number, ...addresses);
    return y;
  });
  registerKernel("LayerNormBackward", ({ inputs: { dy, x, scale }, attrs }) => {
    const [rows, width] = rowsOf(x!), dx = newOutput(x!.shape);
    const [dScale, dOffset, sums] = [
      newOutput([width]),
      newOutput([width]),
      newOutput([4 * width]),
    ];
    const addresses = [dy!, x!, scale!, dx, dScale, dOffset, sums].map(addressOf);
    kernels().normBackward(rows, width, attrs.epsilon as number, ...addresses);
    freeOutput(sums);
    return [dx, dScale, dOffset];
  });
  registerGradient({
    kernelName: "LayerNorm",
    inputsToSave: ["x", "scale", "offset"],
    gradFunc: (dy, [x, scale, offset], attrs) => {
      const inputs = { dy, x, scale, offset } as tf.NamedTensorMap;
      const run = () =>
        tf.engine().runKernel<tf.Tensor[]>("LayerNormBackward", inputs, attrs as tf.NamedAttrMap);
      const [dx, dScale, dOffset] = run();
      return { x: () => dx!, scale: () => dScale!, offset: () => dOffset! };
    },
  });
}

/** γ (x − mean) / √(variance + ε) + β of each row; shapes are the caller's to check. */
export function runLayerNorm(
  x: tf.Tensor,
  scale: tf.Tensor,
  offset: tf.Tensor,
  epsilon: number,
): tf.Tensor {
  return tf.engine().runKernel("LayerNorm", { x, scale, offset }, { epsilon });
}
