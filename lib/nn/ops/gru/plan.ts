// Where everything lies that a recurrent unit needs.
import type * as tf from "@tensorflow/tfjs";
import { addressOf, freeOutput, newOutput } from "../../runtime/heap.ts";
import { kernels, scratchAddress } from "../../runtime/kernels.ts";

/** What the slopes are of: the input, or one of the parameters. */
export const PARTS = ["x", "inputWeight", "inputBias", "stateWeight", "stateBias"] as const;
export type Part = typeof PARTS[number];

/** Sizes and addresses of a unit at work. */
export interface GruPlan {
  readonly time: number;
  readonly batch: number;
  readonly inputs: number;
  readonly hidden: number;
  readonly x: tf.TensorInfo;
  /** Addresses. */
  readonly at: Readonly<Record<Part | "block" | "state", number>>;
}

/** @param tensors the block for the way back, x, the first state, W, b, U, c */
export function planOf([block, x, state, ...parameters]: readonly tf.TensorInfo[]): GruPlan {
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

/** Products of `[B, H]` with the state's weights, one for each gate. */
export interface StateProducts {
  /** to = from U + bias, or added to what is there; all of them addresses. */
  readonly multiply: (gate: number, from: number, to: number, bias: number, add: number) => void;
  readonly free: () => void;
}

/**
 * Over several steps the weights are packed once. Where a product would not take the packed way, or is
 * too large for it, each is packed as it comes: the bits are the same.
 */
export function stateProducts(
  { time, batch, hidden, at }: GruPlan,
  transposed: boolean,
): StateProducts {
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
