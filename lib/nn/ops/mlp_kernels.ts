// A whole perceptron forward, and its way back, in a few kernels: little is lost between the layers.
import * as tf from "@tensorflow/tfjs";
import { applyBackwardAt } from "./elementwise.ts";
import { addressOf, newOutput, viewOf } from "../runtime/heap.ts";
import { kernels } from "../runtime/kernels.ts";
import { type MlpPlan, multiplyStack, planOf } from "./mlp_plan.ts";
import { registerGradient, registerKernel } from "../runtime/register.ts";

/** Which derivative: by the input, or by a layer's weight or bias. */
type Part = { readonly of: "input" | "weight" | "bias"; readonly layer: number };

/** Makes `mlp` and its gradient known to tfjs. */
export function registerMlp(): void {
  registerKernel("Mlp", ({ inputs }) => {
    const [hidden, x, ...layers] = Object.values(inputs);
    return forward(hidden!, planOf(x!, layers));
  });
  registerKernel("MlpBackward", ({ inputs }) => {
    const [dy, hidden, x, ...layers] = Object.values(inputs);
    return backward(dy!, hidden!, planOf(x!, layers));
  });
  registerKernel("MlpPart", ({ inputs, attrs }) => {
    const [dy, slopes, hidden, x, ...layers] = Object.values(inputs);
    return partOf(attrs as Part, dy!, slopes!, hidden!, planOf(x!, layers));
  });
  registerGradient({
    kernelName: "Mlp",
    saveAllInputs: true,
    gradFunc: (dy, [hidden, ...inputs]) => gradients(dy as tf.Tensor, hidden!, inputs),
  });
}

/**
 * Runs the networks. The block for the activations of all hidden layers is handed in, and filled, like
 * an input: tfjs saves inputs for the way back, and would make zeros as large as a second output.
 */
export function runMlp(x: tf.Tensor, layers: readonly tf.Tensor[]): tf.Tensor {
  const block = newOutput([planOf(x, layers).hiddenSize]);
  const hidden = tf.engine().makeTensorFromTensorInfo(block);
  const inputs = [hidden, x, ...layers] as unknown as tf.NamedTensorMap; // a list, as for tf.concat
  try {
    return tf.engine().runKernel<tf.Tensor>("Mlp", inputs);
  } finally {
    hidden.dispose();
  }
}

/**
 * Thunks for tfjs, of which it calls those it needs: x, then each layer's weight and bias. All of
 * them go into every kernel, so that a second derivative is an error, not a wrong one.
 */
function gradients(dy: tf.Tensor, hidden: tf.Tensor, inputs: readonly tf.Tensor[]) {
  const run = (name: string, list: readonly tf.Tensor[], part = {}) =>
    tf.engine().runKernel<tf.Tensor>(name, list as unknown as tf.NamedTensorMap, part);
  const slopes = run("MlpBackward", [dy, hidden, ...inputs]);
  const given = [dy, slopes, hidden, ...inputs];
  const parts = inputs.map((_, i) => {
    const of = i === 0 ? "input" : i % 2 === 1 ? "weight" : "bias";
    return () => run("MlpPart", given, { of, layer: Math.floor((i - 1) / 2) });
  });
  const all = [() => tf.zerosLike(hidden), ...parts];
  return Object.fromEntries(all.entries()) as { [input: string]: () => tf.Tensor };
}

/** y; the activations of all hidden layers go into their block. */
function forward(hidden: tf.TensorInfo, plan: MlpPlan): tf.TensorInfo {
  const { stack, examples, layers } = plan, y = newOutput(plan.outputShape);
  const [toY, toHidden] = [addressOf(y), addressOf(hidden)];
  layers.forEach(({ inputs, outputs, weight, bias, offset }, l) => {
    const last = l === layers.length - 1;
    multiplyStack(stack, [examples, inputs, outputs], {
      left: plan.inputOf(l, toHidden),
      right: { at: weight, row: outputs, column: 1, step: inputs * outputs },
      to: { at: last ? toY : toHidden + 4 * offset, step: examples * outputs },
      bias: { at: bias, step: outputs },
      relu: !last,
    });
  });
  return y;
}

/** ∂loss/∂(h W + b) of all hidden layers, in one block laid out like the activations. */
function backward(dy: tf.TensorInfo, hidden: tf.TensorInfo, plan: MlpPlan): tf.TensorInfo {
  const slopes = newOutput([plan.hiddenSize]);
  const [fromDy, toSlopes, activations] = [dy, slopes, hidden].map(addressOf);
  for (let l = plan.layers.length - 1; l > 0; l--) {
    const { offset, size } = plan.layers[l - 1]!, to = toSlopes! + 4 * offset;
    inputSlopes(plan, l, fromDy!, toSlopes!, to, false);
    applyBackwardAt("relu", size, to, activations! + 4 * offset, to);
  }
  return slopes;
}

function partOf(
  { of, layer }: Part,
  dy: tf.TensorInfo,
  slopes: tf.TensorInfo,
  hidden: tf.TensorInfo,
  plan: MlpPlan,
): tf.TensorInfo {
  const [fromDy, fromSlopes] = [dy, slopes].map(addressOf);
  if (of === "input") {
    const output = newOutput(plan.inputShape);
    inputSlopes(plan, 0, fromDy!, fromSlopes!, addressOf(output), plan.shared);
    if (plan.stack === 0) viewOf(output).fill(0); // a sum over no network
    return output;
  }
  const { inputs, outputs } = plan.layers[layer]!, { stack, examples } = plan;
  const right = plan.slopesOf(layer, fromDy!, fromSlopes!);
  if (of === "bias") {
    const output = newOutput([...plan.stackShape, outputs]);
    kernels().sumAxis(stack, examples, outputs, right.at, addressOf(output));
    return output;
  }
  const output = newOutput([...plan.stackShape, inputs, outputs]);
  const { at, step } = plan.inputOf(layer, addressOf(hidden));
  multiplyStack(stack, [inputs, examples, outputs], {
    left: { at, row: 1, column: inputs, step },
    right,
    to: { at: addressOf(output), step: inputs * outputs },
  });
  return output;
}

/** Slopes by the input of layer l: slopes by what it gives, times its weight transposed. */
function inputSlopes(
  plan: MlpPlan,
  l: number,
  dy: number,
  slopes: number,
  to: number,
  summed: boolean,
): void {
  const { inputs, outputs, weight } = plan.layers[l]!, { stack, examples } = plan;
  multiplyStack(stack, [examples, outputs, inputs], {
    left: plan.slopesOf(l, dy, slopes),
    right: { at: weight, row: 1, column: outputs, step: inputs * outputs },
    to: { at: to, step: summed ? 0 : examples * inputs },
    summed,
  });
}
