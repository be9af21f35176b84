import * as tf from "@tensorflow/tfjs";
import { convolve, convolveBack } from "./arithmetic.ts";
import type { Activation } from "../dense.ts";
import { applyForward } from "../elementwise.ts";
import { addressOf } from "../../runtime/heap.ts";
import { type Call, registerGradient, registerKernel, sizeOf } from "../../runtime/register.ts";

/** Makes `convolution` and `transposedConvolution`, and their gradients, known to tfjs. */
export function registerConvolution(): void {
  registerKernel("Convolution", ({ inputs: { x, w, b }, attrs }) => {
    const relu = attrs.activation === "relu";
    const y = convolve(x!, w!, attrs, { bias: b, relu });
    return relu ? y : activateInPlace(y, attrs);
  });
  registerKernel("TransposedConvolution", ({ inputs: { x, w, b }, attrs }) => {
    return activateInPlace(convolveBack(x!, w!, attrs, b), attrs);
  });
  registerGradient(gradientOf("Convolution", convolutionGradient));
  registerGradient(gradientOf("TransposedConvolution", transposedGradient));
}

function activateInPlace(y: tf.TensorInfo, attrs: Call["attrs"]): tf.TensorInfo {
  const activation = attrs.activation as Activation, address = addressOf(y);
  if (activation !== "linear") applyForward(activation, sizeOf(y.shape), address, address);
  return y;
}

/** From dz = dy · act′, the gradients by x and w. */
type WayBack = (
  dz: tf.Tensor,
  x: tf.Tensor,
  w: tf.Tensor,
  attrs: tf.NamedAttrMap,
) => { x: () => tf.Tensor; w: () => tf.Tensor };

const convolutionGradient: WayBack = (dz, x, w, attrs) => ({
  x: () => run("Conv2DBackpropInput", { dy: dz, filter: w }, { ...attrs, inputShape: x.shape }),
  w: () => run("Conv2DBackpropFilter", { x, dy: dz }, { ...attrs, filterShape: w.shape }),
});

/** The transposed convolution is the way back of another, so its way back is that other, forward. */
const transposedGradient: WayBack = (dz, x, w, attrs) => ({
  x: () => run("Conv2D", { x: dz, filter: w }, attrs),
  w: () => run("Conv2DBackpropFilter", { x: dz, dy: x }, { ...attrs, filterShape: w.shape }),
});

function gradientOf(kernelName: string, wayBack: WayBack): tf.GradConfig {
  return {
    kernelName,
    inputsToSave: ["x", "w", "b"],
    outputsToSave: [true],
    gradFunc: (dy, [x, w, b, y], attrs) => {
      // the kernel of dense; x, w and b are handed in for the reason given there
      const filters = y!.shape[3]!, rows = [y!.size / Math.max(1, filters), filters];
      const flat = { dy: tf.reshape(dy as tf.Tensor, rows), y: tf.reshape(y!, rows) };
      const inputs = { ...flat, x, w, b } as tf.NamedTensorMap, named = attrs as tf.NamedAttrMap;
      const back = tf.engine().runKernel<tf.Tensor[]>("DenseBackward", inputs, named);
      const dz = tf.reshape(back[0]!, y!.shape), db = back[1]!;
      return { ...wayBack(dz, x!, w!, named), b: () => db };
    },
  };
}

function run(kernelName: string, inputs: tf.NamedTensorMap, attrs: tf.NamedAttrMap): tf.Tensor {
  return tf.engine().runKernel(kernelName, inputs, attrs);
}
