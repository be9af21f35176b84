/** Stacks of perceptrons in plain float64, and tensors with the same numbers. */
import { type MlpParameters } from "lib/nn";
import * as tf from "lib/nn/tf";
import { denseOracle } from "./layer_oracles.ts";
import { drawn, otherUniforms } from "./matrices.ts";

/** What a stack of perceptrons is like; `networks` is absent of a single one, not stacked. */
export interface Sides {
  readonly networks?: number;
  readonly examples: number;
  /** From the input to the output. */
  readonly widths: readonly number[];
  /** One x for all of the stack. */
  readonly shared: boolean;
}

/** x, then each layer's weight and bias. */
export type Lists = readonly (readonly number[])[];

/** The shapes of {@link Lists}. */
export function shapesOf({ networks, examples, widths, shared }: Sides): number[][] {
  const stack = networks === undefined ? [] : [networks];
  const layers = widths.slice(1).flatMap((outputs, l) => [
    [...stack, widths[l]!, outputs],
    [...stack, outputs],
  ]);
  return [[...shared ? [] : stack, examples, widths[0]!], ...layers];
}

/** Numbers for all of it; weights are smaller where more of them meet, so that sums stay near one. */
export function numbersFor(sides: Sides, seed: number): Lists {
  const next = otherUniforms(seed);
  return shapesOf(sides).map((shape, i) => {
    const scale = i % 2 === 1 ? 1 / Math.sqrt(shape.at(-2)!) : 1;
    return drawn(next, sizeOf(shape)).map((each) => Math.fround(scale * each));
  });
}

/** h ← relu(h W + b), the last layer without relu. */
export function mlpOracle([x, ...layers]: Lists, sides: Sides): number[] {
  const { networks = 1, examples, widths, shared } = sides;
  let h = [...x!];
  for (let l = 0; l + 1 < widths.length; l++) {
    const [inputs, outputs] = [widths[l]!, widths[l + 1]!];
    const layer = { networks, examples, inputs, outputs, shared: shared && l === 0 };
    const numbers = { x: h, weight: layers[2 * l]!, bias: layers[2 * l + 1]! };
    h = denseOracle(numbers, layer, l + 2 === widths.length ? "linear" : "relu");
  }
  return h;
}

/** The lists as tensors. */
export function tensorsOf(lists: Lists, sides: Sides): tf.Tensor[] {
  return shapesOf(sides).map((shape, i) => tf.tensor([...lists[i]!], shape, "float32"));
}

/** Weights and biases in turn, by name. */
export function namedLayers(tensors: readonly tf.Tensor[]): MlpParameters {
  const count = tensors.length / 2;
  return Object.fromEntries(Array.from({ length: count }, (_, l) => {
    const name = l === count - 1 ? "output" : `hidden${l + 1}`;
    return [name, { weight: tensors[2 * l]!, bias: tensors[2 * l + 1]! }];
  }));
}

/** How many numbers a shape holds. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}
