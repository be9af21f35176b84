import * as tf from "@tensorflow/tfjs";
import { addressOf, newOutput } from "../../runtime/heap.ts";
import { kernels } from "../../runtime/kernels.ts";
import { registerGradient, registerKernel, sizeOf } from "../../runtime/register.ts";

/**
 * Puts `tf.softmax` of float32 tensors on our kernel, one pass a row with its sum in float64, and its
 * way back on another: dx = y (dy − Σ dy y). It can be differentiated once.
 */
export function registerSoftmax(): void {
  registerKernel("Softmax", ({ inputs, attrs }, stock) => {
    const x = inputs.logits!;
    if (x.dtype !== "float32" || attrs.dim !== x.shape.length - 1) return stock();
    const y = newOutput(x.shape), [rows, length] = rowsOf(x);
    kernels().softmaxForward(rows, length, 1, addressOf(x), addressOf(y));
    return y;
  });
  registerKernel("SoftmaxBackward", ({ inputs: { dy, y } }) => {
    const dx = newOutput(y!.shape), [rows, length] = rowsOf(y!);
    kernels().softmaxBackward(rows, length, 1, addressOf(dy!), addressOf(y!), addressOf(dx));
    return dx;
  });
  registerGradient({
    kernelName: "Softmax",
    inputsToSave: ["logits"],
    outputsToSave: [true],
    gradFunc: (dy, [logits, y]) => ({
      // logits are of no use there, but with them a second derivative is an error, not a wrong one
      logits: () =>
        tf.engine().runKernel("SoftmaxBackward", { dy, y, logits } as tf.NamedTensorMap),
    }),
  });
}

/** How many rows, and how long they are. */
export function rowsOf({ shape }: tf.TensorInfo): [rows: number, length: number] {
  return [sizeOf(shape.slice(0, -1)), shape.at(-1) ?? 1];
}
