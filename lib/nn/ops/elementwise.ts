import * as tf from "@tensorflow/tfjs";
import { unknownKind } from "../../math/mod.ts";
import { addressOf, newOutput, share } from "../runtime/heap.ts";
import { kernels } from "../runtime/kernels.ts";
import { registerGradient, registerKernel, sizeOf } from "../runtime/register.ts";

/** The functions that go over a tensor in one pass, in the order of assembly/elementwise.ts. */
export const ELEMENTWISE = ["linear", "relu", "tanh", "sigmoid", "softplus", "exp", "log"] as const;
export type Elementwise = (typeof ELEMENTWISE)[number];

/** tfjs' names of those that it has, too. */
const STOCK_NAMES = {
  Relu: "relu",
  Tanh: "tanh",
  Sigmoid: "sigmoid",
  Softplus: "softplus",
  Exp: "exp",
  Log: "log",
} as const satisfies Record<string, Elementwise>;

/**
 * Puts `tf.relu`, `tanh`, `sigmoid`, `softplus`, `exp` and `log` of float32 tensors on our kernels,
 * and their gradients on one kernel each, which can be differentiated again. NaN is never hidden.
 */
export function registerElementwise(): void {
  for (const [kernelName, name] of Object.entries(STOCK_NAMES)) {
    registerKernel(kernelName, ({ inputs }, stock) => {
      const x = inputs.x!;
      if (x.dtype !== "float32") return stock();
      const y = newOutput(x.shape);
      applyForward(name, sizeOf(x.shape), addressOf(x), addressOf(y));
      return y;
    });
    if (name === "log") continue; // dy / x, as tfjs has it
    registerGradient({
      kernelName,
      inputsToSave: ["x"],
      outputsToSave: [true],
      gradFunc: (dy, [x, y]) => ({ x: () => elementwiseBackward(name, dy as tf.Tensor, x!, y!) }),
    });
  }
  registerKernel("ElementwiseBackward", ({ inputs: { dy, y }, attrs }) => {
    const dx = newOutput(dy!.shape);
    applyBackward(attrs.name as Elementwise, sizeOf(dy!.shape), dy!, y!, dx);
    return dx;
  });
  registerGradient({
    kernelName: "ElementwiseBackward",
    inputsToSave: ["dy", "x", "y"],
    gradFunc: (ddx, [dy, x, y], attrs) => {
      const name = (attrs as { name: Elementwise }).name;
      const back = (by: tf.Tensor) => elementwiseBackward(name, by, x!, y!);
      return {
        dy: () => back(ddx as tf.Tensor),
        // f″ = f′ · df′/dy. All of it is the derivative by x: tfjs cuts results that it saves, like
        // y, off from what they were computed from.
        x: () => back(tf.mul(tf.mul(ddx as tf.Tensor, dy!), slopeOfSlope(name, y!))),
        y: () => tf.zerosLike(y!),
      };
    },
  });
}

/** y = f(x) of `count` numbers; y may be x. */
export function applyForward(name: Elementwise, count: number, x: number, y: number): void {
  kernels().mapForward(ELEMENTWISE.indexOf(name), count, x, y);
}

/** dx = dy · f′ of `count` numbers, where y = f(x). */
export function applyBackward(
  name: Elementwise,
  count: number,
  dy: tf.TensorInfo,
  y: tf.TensorInfo,
  dx: tf.TensorInfo,
): void {
  applyBackwardAt(name, count, addressOf(dy), addressOf(y), addressOf(dx));
}

/** The same with addresses; dx may be dy. */
export function applyBackwardAt(
  name: Elementwise,
  count: number,
  dy: number,
  y: number,
  dx: number,
): void {
  kernels().mapBackward(ELEMENTWISE.indexOf(name), count, dy, y, dx);
}

function elementwiseBackward(
  name: Elementwise,
  dy: tf.Tensor,
  x: tf.Tensor,
  y: tf.Tensor,
): tf.Tensor {
  return tf.engine().runKernel("ElementwiseBackward", { dy, x, y }, { name });
}

/** d f′ / dy, with f′ written in terms of y. */
function slopeOfSlope(name: Elementwise, y: tf.Tensor): tf.Tensor | number {
  switch (name) {
    case "tanh": // 1 − y²
      return tf.mul(y, -2);
    case "sigmoid": // y − y²
      return tf.sub(1, tf.mul(y, 2));
    case "softplus": // 1 − e⁻ʸ
      return tf.exp(tf.neg(y));
    case "exp": // y
      return 1;
    case "linear":
    case "relu":
    case "log":
      return 0;
    default:
      throw unknownKind("differentiate twice", "function", name);
  }
}

/**
 * Lets `tf.clone` share the numbers, as tfjs' other backends do; its WASM backend copies them. tfjs
 * clones every tensor that it keeps for the way back: half of all that it runs in a training step.
 */
export function registerIdentity(): void {
  registerKernel(
    "Identity",
    ({ inputs: { x } }, stock) => x!.dtype === "string" ? stock() : share(x!),
  );
}
