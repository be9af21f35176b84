// A recurrent unit over steps of time, and its way back, in a few kernels.
import * as tf from "@tensorflow/tfjs";
import { addressOf, freeOutput, newOutput } from "../../runtime/heap.ts";
import { kernels, scratchAddress } from "../../runtime/kernels.ts";
import { type GruPlan, type Part, PARTS, planOf, stateProducts } from "./plan.ts";
import { partOf } from "./slopes.ts";
import { registerGradient, registerKernel, sizeOf } from "../../runtime/register.ts";

/** Makes `gru` and `gruCell` and their gradients known to tfjs. */
export function registerGru(): void {
  registerKernel("Gru", ({ inputs }) => forward(planOf(Object.values(inputs))));
  registerKernel("GruBackward", ({ inputs }) => {
    const [dy, y, ...rest] = Object.values(inputs);
    return backward(dy!, y!, planOf(rest));
  });
  registerKernel("GruPart", ({ inputs, attrs }) => {
    const [slopes, y, ...rest] = Object.values(inputs);
    return partOf(attrs.of as Part, slopes!, y!, planOf(rest));
  });
  registerGradient({
    kernelName: "Gru",
    saveAllInputs: true,
    outputsToSave: [true],
    gradFunc: (dy, saved) => gradients(dy as tf.Tensor, saved),
  });
}

/**
 * Runs the unit. The block for what the way back needs (gates, and what the state brings to the
 * candidate) is handed in like an input, as that of `mlp` is.
 *
 * @param x `[T, B, I]`, or `[B, I]` of a single step
 * @param state `[B, H]`
 * @param parameters W, b, U, c
 * @returns `[T, B, H]`, or `[B, H]`
 */
export function runGru(
  x: tf.Tensor,
  state: tf.Tensor,
  parameters: readonly tf.Tensor[],
): tf.Tensor {
  const rows = sizeOf(x.shape.slice(0, -1)), size = 4 * rows * state.shape[1]!;
  const block = tf.engine().makeTensorFromTensorInfo(newOutput([size]));
  const inputs = [block, x, state, ...parameters] as unknown as tf.NamedTensorMap;
  try {
    return tf.engine().runKernel<tf.Tensor>("Gru", inputs);
  } finally {
    block.dispose();
  }
}

/** Thunks for tfjs; everything goes into every kernel, so that a second derivative is an error. */
function gradients(dy: tf.Tensor, saved: tf.Tensor[]) {
  const inputs = saved.slice(0, -1), y = saved.at(-1)!;
  const run = <T>(name: string, list: readonly tf.Tensor[], attrs = {}) =>
    tf.engine().runKernel(name, list as unknown as tf.NamedTensorMap, attrs) as T;
  const [slopes, dState] = run<tf.Tensor[]>("GruBackward", [dy, y, ...inputs]);
  const part = (of: Part) => () => run<tf.Tensor>("GruPart", [slopes!, y, ...inputs], { of });
  const [x, ...rest] = PARTS.map(part);
  const all = [() => tf.zerosLike(inputs[0]!), x!, () => dState!, ...rest];
  return Object.fromEntries(all.entries()) as { [input: string]: () => tf.Tensor };
}

function forward(plan: GruPlan): tf.TensorInfo {
  const { time, batch, inputs, hidden, x, at } = plan;
  const { gemm, gruForward } = kernels(), scratch = scratchAddress();
  const y = newOutput([...x.shape.slice(0, -1), hidden]), spare = newOutput([2, batch, hidden]);
  const rows = time * batch, gate = 4 * rows * hidden, one = 4 * batch * hidden;
  const [toY, h0] = [addressOf(y), addressOf(spare)], bias = 4 * hidden;
  const weight = 4 * inputs * hidden, products = stateProducts(plan, false);
  for (let g = 0; g < 3; g++) { // x W + b, of all steps at once
    const [w, b] = [at.inputWeight + g * weight, at.inputBias + g * bias];
    // deno-fmt-ignore
    gemm(rows, inputs, hidden, at.x, inputs, 1, w, hidden, 1, at.block + g * gate, hidden, b, 0, 0,
      scratch);
  }
  for (let t = 0; t < time; t++) {
    const state = t === 0 ? at.state : toY + (t - 1) * one, r = at.block + t * one;
    const [z, n, h2] = [r + gate, r + 2 * gate, r + 3 * gate];
    for (const [g, to] of [h0, h0 + one, h2].entries()) { // h U + c
      products.multiply(g, state, to, at.stateBias + g * bias, 0);
    }
    gruForward(batch * hidden, r, z, n, h0, h0 + one, h2, state, toY + t * one);
  }
  products.free();
  freeOutput(spare);
  return y;
}

/** Slopes by the sums inside of the three gates and by h U₂ + c₂, in a block; and by the first state. */
function backward(
  dy: tf.TensorInfo,
  y: tf.TensorInfo,
  plan: GruPlan,
): tf.TensorInfo[] {
  const { time, batch, hidden, at } = plan, { gruBackward } = kernels();
  const one = 4 * batch * hidden, gate = time * one, products = stateProducts(plan, true);
  const slopes = newOutput([time * batch * hidden * 4]), dState = newOutput([batch, hidden]);
  const [fromDy, fromY, to, dh] = [dy, y, slopes, dState].map(addressOf) as [
    number,
    number,
    number,
    number,
  ];
  for (let t = time - 1; t >= 0; t--) {
    const state = t === 0 ? at.state : fromY + (t - 1) * one, last = t === time - 1;
    const [r, d0, own] = [at.block + t * one, to + t * one, fromDy + t * one];
    // deno-fmt-ignore
    gruBackward(batch * hidden, last ? own : dh, last ? 0 : own, r, r + gate, r + 2 * gate,
      r + 3 * gate, state, d0, d0 + gate, d0 + 2 * gate, d0 + 3 * gate, dh);
    for (const [g, d] of [d0, d0 + gate, d0 + 3 * gate].entries()) { // by way of h U + c
      products.multiply(g, d, dh, 0, 1);
    }
  }
  products.free();
  return [slopes, dState];
}
