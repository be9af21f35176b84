import * as tf from "@tensorflow/tfjs";
import { oneOf, ShapeError, type TypeOf } from "../../math/mod.ts";
import { applyBackward, applyForward, ELEMENTWISE } from "./elementwise.ts";
import { addressOf, newOutput, share } from "../runtime/heap.ts";
import { kernels } from "../runtime/kernels.ts";
import { product } from "./matmul.ts";
import { registerGradient, registerKernel, sizeOf } from "../runtime/register.ts";
import { requireFloat } from "../runtime/require_tensor.ts";

/** What a dense layer may end with; a kernel would take an unknown one for `linear`. */
export const ACTIVATION = oneOf(...ELEMENTWISE.filter((name) => name !== "log"));

/** What a dense layer may end with. */
export type Activation = TypeOf<typeof ACTIVATION>;

/**
 * act(x w + b): a dense layer in one kernel, and its way back in three. With a stack of weights, one
 * layer each for several networks, in the same three.
 *
 * @param x `[B, I]`, the same for all of the stack, or `[T, B, I]`; borrowed, as all are
 * @param w `[I, O]`, or `[T, I, O]`
 * @param b `[O]`, or `[T, O]`
 * @param activation applied to every number
 * @returns `[B, O]`, or `[T, B, O]`; float32, the caller owns it. It can be differentiated once.
 * @throws {ShapeError} when the shapes do not fit
 * @throws {TypeError} when a tensor is not float32
 * @throws {RangeError} when a tensor is disposed, or the activation is none
 *
 * @example
 * ```ts
 * import { dense, startBackend } from "lib/nn";
 * import * as tf from "lib/nn/tf";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const y = dense(tf.ones([1, 2]), tf.tensor2d([[1, -2], [3, -4]]), tf.tensor1d([0.5, 0.5]), "relu");
 * assertEquals(y.arraySync(), [[4.5, 0]]);
 * ```
 */
export function dense(
  x: tf.Tensor,
  w: tf.Tensor,
  b: tf.Tensor,
  activation: Activation = "linear",
): tf.Tensor {
  requireLayer(x, w, b);
  ACTIVATION.check("apply a dense layer", "activation", activation);
  return tf.engine().runKernel("Dense", { x, w, b }, { activation });
}

function requireLayer(x: tf.Tensor, w: tf.Tensor, b: tf.Tensor): void {
  const doing = "apply a dense layer";
  requireFloat(doing, { x, w, b });
  if (w.rank !== 2 && w.rank !== 3) throw new ShapeError(doing, "w", w.shape, "[I,O] or [T,I,O]");
  const [inputs, outputs] = w.shape.slice(-2), stack = w.shape.slice(0, -2);
  const fits = x.shape.at(-1) === inputs &&
    (x.rank === 2 || (x.rank === 3 && x.shape[0] === stack[0]));
  if (!fits) {
    const wish = w.rank === 2 ? `[B,${inputs}]` : `[B,${inputs}] or [${stack},B,${inputs}]`;
    throw new ShapeError(doing, "x", x.shape, wish);
  }
  const expected = [...stack, outputs];
  if (b.rank !== expected.length || b.shape.some((side, axis) => side !== expected[axis])) {
    throw new ShapeError(doing, "b", b.shape, `[${expected}]`);
  }
}

/** Makes {@link dense} and its gradient known to tfjs. */
export function registerDense(): void {
  registerKernel(
    "Dense",
    ({ inputs: { x, w, b }, attrs }) => forward(x!, w!, b!, attrs.activation as Activation),
  );
  registerKernel(
    "DenseBackward",
    ({ inputs: { dy, y }, attrs }) => backward(dy!, y!, attrs.activation as Activation),
  );
  registerKernel(
    "DenseInputBackward",
    ({ inputs: { dz, w }, attrs }) =>
      product({ tensor: dz!, transposed: false }, { tensor: w!, transposed: true }, {
        sumOverBatch: attrs.shared === true,
      }),
  );
  registerGradient({
    kernelName: "Dense",
    inputsToSave: ["x", "w", "b"],
    outputsToSave: [true],
    gradFunc: (dy, [x, w, b, y], attrs) => {
      // x, w and b are of no use there, but with them a second derivative is an error, not a wrong one:
      // tfjs cuts results that it saves, like y, off from what they were computed from
      const inputs = { dy, y, x, w, b } as tf.NamedTensorMap;
      const back = tf.engine().runKernel<tf.Tensor[]>(
        "DenseBackward",
        inputs,
        attrs as tf.NamedAttrMap,
      );
      const dz = back[0]!, db = back[1]!;
      const shared = w!.rank > x!.rank; // one x for all of the stack: its gradients add up
      return {
        x: () => tf.engine().runKernel("DenseInputBackward", { dz, w: w! }, { shared }),
        w: () => tf.matMul(x!, dz, true, false),
        b: () => db,
      };
    },
  });
}

function forward(
  x: tf.TensorInfo,
  w: tf.TensorInfo,
  b: tf.TensorInfo,
  activation: Activation,
): tf.TensorInfo {
  const relu = activation === "relu";
  const y = product({ tensor: x, transposed: false }, { tensor: w, transposed: false }, {
    bias: b,
    biasPerProduct: w.shape.length === 3,
    relu,
  });
  if (!relu && activation !== "linear") {
    applyForward(activation, sizeOf(y.shape), addressOf(y), addressOf(y));
  }
  return y;
}

/** dz = dy · act′, and db = Σ dz over the examples. */
function backward(
  dy: tf.TensorInfo,
  y: tf.TensorInfo,
  activation: Activation,
): [tf.TensorInfo, tf.TensorInfo] {
  const [examples = 0, outputs = 0] = y.shape.slice(-2), stack = y.shape.slice(0, -2);
  const linear = activation === "linear";
  const dz = linear ? share(dy) : newOutput(y.shape), db = newOutput([...stack, outputs]);
  if (!linear) applyBackward(activation, sizeOf(y.shape), dy, y, dz);
  kernels().sumAxis(sizeOf(stack), examples, outputs, addressOf(dz), addressOf(db));
  return [dz, db];
}
