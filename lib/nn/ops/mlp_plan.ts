// Where everything lies that a stack of perceptrons needs.
import { addressOf } from "../runtime/heap.ts";
import { kernels, scratchAddress } from "../runtime/kernels.ts";
import { sizeOf } from "../runtime/register.ts";
import type * as tf from "@tensorflow/tfjs";

/** A layer of all networks of the stack. */
interface LayerPlan {
  readonly inputs: number;
  readonly outputs: number;
  /** Addresses. */
  readonly weight: number;
  readonly bias: number;
  /** Numbers before its activations `[T, B, outputs]` in the block of all hidden layers. */
  readonly offset: number;
  /** How many activations it has. */
  readonly size: number;
}

/** A stack of T perceptrons at work on B examples. */
export interface MlpPlan {
  readonly stack: number;
  /** `[T]`, or `[]` of a single network. */
  readonly stackShape: readonly number[];
  readonly examples: number;
  readonly layers: readonly LayerPlan[];
  readonly inputShape: readonly number[];
  readonly outputShape: readonly number[];
  /** All of the stack are given the same x. */
  readonly shared: boolean;
  /** Numbers of all hidden layers together. */
  readonly hiddenSize: number;
  /** What layer l is given, `[B, inputs]` of each network, with the block of activations at `hidden`. */
  readonly inputOf: (l: number, hidden: number) => Block;
  /** ∂loss/∂(h W + b) of layer l, `[B, outputs]` of each network. */
  readonly slopesOf: (l: number, dy: number, slopes: number) => Block;
}

/** @param tensors each layer's weight and bias in turn */
export function planOf(x: tf.TensorInfo, tensors: readonly tf.TensorInfo[]): MlpPlan {
  const stackShape = tensors[0]!.shape.slice(0, -2), stack = sizeOf(stackShape);
  const examples = x.shape.at(-2)!, shared = x.shape.length < 3;
  const layers: LayerPlan[] = [];
  let offset = 0;
  for (let i = 0; i < tensors.length; i += 2) {
    const weight = tensors[i]!, [inputs = 0, outputs = 0] = weight.shape.slice(-2);
    const size = stack * examples * outputs, bias = addressOf(tensors[i + 1]!);
    layers.push({ inputs, outputs, weight: addressOf(weight), bias, offset, size });
    offset += size;
  }
  const last = layers.at(-1)!, fromX = addressOf(x);
  const rows = (at: number, width: number): Block => {
    return { at, row: width, column: 1, step: examples * width };
  };
  return {
    stack,
    stackShape,
    examples,
    layers,
    inputShape: x.shape,
    outputShape: [...stackShape, examples, last.outputs],
    shared,
    hiddenSize: last.offset,
    inputOf: (l, hidden) => {
      if (l > 0) return rows(hidden + 4 * layers[l - 1]!.offset, layers[l]!.inputs);
      const block = rows(fromX, layers[0]!.inputs);
      return shared ? { ...block, step: 0 } : block;
    },
    slopesOf: (l, dy, slopes) => {
      const { outputs, offset } = layers[l]!;
      return rows(l === layers.length - 1 ? dy : slopes + 4 * offset, outputs);
    },
  };
}

// Products of matrices that lie one after another in memory.

/** Matrices of a stack: the first one's address, and numbers from row to row, column to column, matrix to matrix. */
export interface Block {
  readonly at: number;
  readonly row: number;
  readonly column: number;
  readonly step: number;
}

/** What is multiplied, and what becomes of it. */
export interface StackedProduct {
  readonly left: Block;
  readonly right: Block;
  /** Matrices without gaps. */
  readonly to: { readonly at: number; readonly step: number };
  /** Added to every row. */
  readonly bias?: { readonly at: number; readonly step: number };
  readonly relu?: boolean;
  /** All products are added up into one matrix. */
  readonly summed?: boolean;
}

/** relu(A B + bias) of each of `stack` pairs, `[m, k]` times `[k, n]`. */
export function multiplyStack(
  stack: number,
  [m, k, n]: readonly [number, number, number],
  { left, right, to, bias, relu = false, summed = false }: StackedProduct,
): void {
  const { gemm } = kernels(), scratch = scratchAddress();
  for (let i = 0; i < stack; i++) {
    const a = left.at + 4 * left.step * i, b = right.at + 4 * right.step * i;
    const start = bias === undefined ? 0 : bias.at + 4 * bias.step * i;
    // deno-fmt-ignore
    gemm(m, k, n, a, left.row, left.column, b, right.row, right.column, to.at + 4 * to.step * i, n,
      start, summed && i > 0 ? 1 : 0, relu ? 1 : 0, scratch);
  }
}
