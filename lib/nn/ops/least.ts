import * as tf from "@tensorflow/tfjs";
import { ShapeError } from "../../math/mod.ts";
import { addressOf, newOutput } from "../runtime/heap.ts";
import { kernels } from "../runtime/kernels.ts";
import { registerGradient, registerKernel, sizeOf } from "../runtime/register.ts";
import { requireFloat } from "../runtime/require_tensor.ts";

/**
 * The least of each number over a stack: min_t x[t, …]. NaN comes out where a NaN is in the stack
 * (tfjs' own minimum hides it). The derivative goes to the first of those that are least.
 *
 * @param x `[T, …]` with T ≥ 1, float32, borrowed
 * @returns `[…]`; the caller owns it. It can be differentiated once.
 * @throws {ShapeError} when the stack is empty
 * @throws {TypeError} when x is not float32, {RangeError} when it is disposed
 *
 * @example
 * ```ts
 * import { leastOfStack, startBackend } from "lib/nn";
 * import * as tf from "lib/nn/tf";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const twins = tf.tensor2d([[1, 5], [3, 2]]);
 * assertEquals(leastOfStack(twins).arraySync(), [1, 2]);
 * assertEquals(tf.grad((x) => tf.sum(leastOfStack(x)))(twins).arraySync(), [[1, 0], [0, 1]]);
 * ```
 */
export function leastOfStack(x: tf.Tensor): tf.Tensor {
  requireFloat("take the least", { x });
  if (!(x.shape[0]! >= 1)) throw new ShapeError("take the least", "x", x.shape, "[T,…], T ≥ 1");
  return tf.engine().runKernel("LeastOfStack", { x });
}

/** Makes {@link leastOfStack} and its gradient known to tfjs. */
export function registerLeastOfStack(): void {
  registerKernel("LeastOfStack", ({ inputs }) => forward(inputs.x!));
  registerKernel("LeastOfStackBackward", ({ inputs: { dy, x, y } }) => backward(dy!, x!, y!));
  registerGradient({
    kernelName: "LeastOfStack",
    inputsToSave: ["x"],
    outputsToSave: [true],
    gradFunc: (dy, [x, y]) => {
      const inputs = { dy, x, y } as tf.NamedTensorMap;
      return { x: () => tf.engine().runKernel("LeastOfStackBackward", inputs) };
    },
  });
}

function forward(x: tf.TensorInfo): tf.TensorInfo {
  const output = newOutput(x.shape.slice(1)), count = sizeOf(output.shape);
  kernels().leastForward(x.shape[0]!, count, addressOf(x), addressOf(output));
  return output;
}

function backward(dy: tf.TensorInfo, x: tf.TensorInfo, y: tf.TensorInfo): tf.TensorInfo {
  const output = newOutput(x.shape), addresses = [dy, x, y, output].map(addressOf);
  kernels().leastBackward(x.shape[0]!, sizeOf(y.shape), ...addresses);
  return output;
}
