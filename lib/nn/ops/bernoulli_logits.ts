import * as tf from "@tensorflow/tfjs";
import { addressOf, newOutput } from "../runtime/heap.ts";
import { kernels } from "../runtime/kernels.ts";
import { registerGradient, registerKernel, sizeOf } from "../runtime/register.ts";

/** Makes `bernoulliLogits` of lib/prob/tensor and its gradient known to tfjs. */
export function registerBernoulliLogits(): void {
  registerKernel("BernoulliLogits", ({ inputs: { logits, x } }) => forward(logits!, x!));
  registerKernel(
    "BernoulliLogitsBackward",
    ({ inputs: { dy, logits, x } }) => backward(dy!, logits!, x!),
  );
  registerGradient({
    kernelName: "BernoulliLogits",
    inputsToSave: ["logits", "x"],
    gradFunc: (dy, saved) => {
      const [logits, x] = saved as [tf.Tensor, tf.Tensor];
      const inputs = { dy: dy as tf.Tensor, logits, x };
      return {
        logits: () => tf.engine().runKernel("BernoulliLogitsBackward", inputs),
        x: () => tf.zerosLike(x),
      };
    },
  });
}

function forward(logits: tf.TensorInfo, x: tf.TensorInfo): tf.TensorInfo {
  const [rows, length] = rowsOf(logits), result = newOutput([rows]);
  kernels().bernoulliForward(rows, length, ...[logits, x, result].map(addressOf));
  return result;
}

/** dy_b · (x − sigmoid(y)). */
function backward(dy: tf.TensorInfo, logits: tf.TensorInfo, x: tf.TensorInfo): tf.TensorInfo {
  const [rows, length] = rowsOf(logits), result = newOutput(logits.shape);
  kernels().bernoulliBackward(rows, length, ...[dy, logits, x, result].map(addressOf));
  return result;
}

/** How many examples, and how many numbers each has. */
function rowsOf({ shape }: tf.TensorInfo): [number, number] {
  return [shape[0]!, sizeOf(shape.slice(1))];
}
