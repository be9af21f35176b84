// A recurrent unit over steps of time, and its way back, in a few kernels.
import * as tf from "@tensorflow/tfjs";
import { addressOf, freeOutput, newOutput } from "../runtime/heap.ts";
import { kernels, scratchAddress } from "../runtime/kernels.ts";
import { registerGradient, registerKernel, sizeOf } from "../runtime/register.ts";

/** What the slopes are of: the input, or one of the parameters. */
const PARTS = ["x", "inputWeight", "inputBias", "stateWeight", "stateBias"] as const;
type Part = typeof PARTS[number];

/** Sizes and addresses of a unit at work. */
interface GruPlan {
  readonly time: number;
  readonly batch: number;
  readonly inputs: number;
  readonly hidden: number;
  readonly x: tf.TensorInfo;
  /** Addresses. */
  readonly at: Readonly<Record<Part | "block" | "state", number>>;
}

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

function planOf([block, x, state, ...parameters]: readonly tf.TensorInfo[]): GruPlan {
  const [time = 1, batch = 0, inputs = 0] = x!.shape.length === 3 ? x!.shape : [1, ...x!.shape];
  const [inputWeight, inputBias, stateWeight, stateBias] = parameters.map(addressOf);
  const own = { x: addressOf(x!), block: addressOf(block!), state: addressOf(state!) };
  const at = {
    ...own,
    inputWeight: inputWeight!,
    inputBias: inputBias!,
    stateWeight: stateWeight!,
    stateBias: stateBias!,
  };
  return { time, batch, inputs, hidden: state!.shape[1]!, x: x!, at };
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

/** Products of `[B, H]` with the state's weights, one for each gate. */
interface StateProducts {
  /** to = from U + bias, or added to what is there; all of them addresses. */
  readonly multiply: (gate: number, from: number, to: number, bias: number, add: number) => void;
  readonly free: () => void;
}

/**
 * Over several steps the weights are packed once. Where a product would not take the packed way, or is
 * too large for it, each is packed as it comes: the bits are the same.
 */
function stateProducts({ time, batch, hidden, at }: GruPlan, transposed: boolean): StateProducts {
  const { gemm, gemmPacked, packPanels, packedNumbers } = kernels(), scratch = scratchAddress();
  const square = 4 * hidden * hidden, [row, column] = transposed ? [1, hidden] : [hidden, 1];
  if (time === 1 || batch <= 2 || hidden <= 4 || hidden > 256) {
    return {
      multiply: (gate, from, to, bias, add) => {
        const u = at.stateWeight + gate * square;
        // deno-fmt-ignore
        gemm(batch, hidden, hidden, from, hidden, 1, u, row, column, to, hidden, bias, add, 0, scratch);
      },
      free: () => {},
    };
  }
  const numbers = packedNumbers(hidden, hidden), packed = newOutput([3 * numbers]);
  const panels = addressOf(packed);
  for (let gate = 0; gate < 3; gate++) {
    const u = at.stateWeight + gate * square;
    packPanels(hidden, hidden, u, row, column, panels + 4 * gate * numbers);
  }
  return {
    multiply: (gate, from, to, bias, add) => {
      const u = panels + 4 * gate * numbers;
      gemmPacked(batch, hidden, hidden, from, u, to, bias, add, scratch);
    },
    free: () => freeOutput(packed),
  };
}

function partOf(of: Part, slopes: tf.TensorInfo, y: tf.TensorInfo, plan: GruPlan): tf.TensorInfo {
  const { hidden, inputs, x } = plan, d = addressOf(slopes);
  switch (of) {
    case "x":
      return inputSlopes(newOutput(x.shape), d, plan);
    case "inputWeight":
      return inputWeightSlopes(newOutput([3, inputs, hidden]), d, plan);
    case "stateWeight":
      return stateWeightSlopes(newOutput([3, hidden, hidden]), d, addressOf(y), plan);
    default:
      return biasSlopes(newOutput([3, hidden]), d, of === "stateBias", plan);
  }
}

function inputSlopes(
  dx: tf.TensorInfo,
  d: number,
  { time, batch, inputs, hidden, at }: GruPlan,
): tf.TensorInfo {
  const rows = time * batch, to = addressOf(dx), scratch = scratchAddress();
  for (let g = 0; g < 3; g++) {
    const [from, w] = [d + 4 * g * rows * hidden, at.inputWeight + 4 * g * inputs * hidden];
    // deno-fmt-ignore
    kernels().gemm(rows, hidden, inputs, from, hidden, 1, w, 1, hidden, to, inputs, 0, g > 0 ? 1 : 0, 0,
      scratch);
  }
  return dx;
}

function inputWeightSlopes(
  dw: tf.TensorInfo,
  d: number,
  { time, batch, inputs, hidden, at }: GruPlan,
): tf.TensorInfo {
  const rows = time * batch, scratch = scratchAddress();
  for (let g = 0; g < 3; g++) {
    const [from, to] = [d + 4 * g * rows * hidden, addressOf(dw) + 4 * g * inputs * hidden];
    // deno-fmt-ignore
    kernels().gemm(inputs, rows, hidden, at.x, 1, inputs, from, hidden, 1, to, hidden, 0, 0, 0, scratch);
  }
  return dw;
}

/** The state before the first step stands by itself, those before the others are results. */
function stateWeightSlopes(
  du: tf.TensorInfo,
  d: number,
  y: number,
  { time, batch, hidden, at }: GruPlan,
): tf.TensorInfo {
  const { gemm } = kernels(), scratch = scratchAddress(), one = 4 * batch * hidden;
  const later = (time - 1) * batch;
  for (const [g, block] of [0, 1, 3].entries()) {
    const [from, to] = [d + block * time * one, addressOf(du) + 4 * g * hidden * hidden];
    // deno-fmt-ignore
    gemm(hidden, batch, hidden, at.state, 1, hidden, from, hidden, 1, to, hidden, 0, 0, 0, scratch);
    if (later === 0) continue;
    // deno-fmt-ignore
    gemm(hidden, later, hidden, y, 1, hidden, from + one, hidden, 1, to, hidden, 0, 1, 0, scratch);
  }
  return du;
}

function biasSlopes(
  db: tf.TensorInfo,
  d: number,
  ofState: boolean,
  { time, batch, hidden }: GruPlan,
): tf.TensorInfo {
  const { sumAxis } = kernels(), rows = time * batch, to = addressOf(db);
  sumAxis(ofState ? 2 : 3, rows, hidden, d, to);
  if (ofState) sumAxis(1, rows, hidden, d + 12 * rows * hidden, to + 8 * hidden);
  return db;
}
