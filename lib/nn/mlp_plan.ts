// Where everything lies that a stack of perceptrons needs.
import type * as tf from "@tensorflow/tfjs";
import { addressOf } from "./heap.ts";
import { sizeOf } from "./register.ts";
import type { Block } from "./stacked_product.ts";

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
