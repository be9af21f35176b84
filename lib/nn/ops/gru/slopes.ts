// Slopes of a recurrent unit by what it was given, from those by the sums inside of its gates.
import type * as tf from "@tensorflow/tfjs";
import { addressOf, newOutput } from "../../runtime/heap.ts";
import { kernels, scratchAddress } from "../../runtime/kernels.ts";
import type { GruPlan, Part } from "./plan.ts";

/**
 * @param of the input, or one of the parameters
 * @param slopes by the three gates' sums and by h U₂ + c₂, as `GruBackward` gives them
 * @param y the states
 */
export function partOf(
  of: Part,
  slopes: tf.TensorInfo,
  y: tf.TensorInfo,
  plan: GruPlan,
): tf.TensorInfo {
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
