/** Holds a layer on tensors, and its gradients, against the same layer in float64. */
import * as tf from "lib/nn/tf";
import { assertClose } from "../support/mod.ts";
import { centralDifferences } from "./gradients.ts";
import type { Numbers } from "./layer_oracles.ts";
import { drawn, otherUniforms } from "./matrices.ts";

/** A layer as it is, and as it should be. */
export interface LayerCase {
  readonly shapes: Readonly<Record<string, number[]>>;
  readonly layer: (tensors: Readonly<Record<string, tf.Tensor>>) => tf.Tensor;
  readonly oracle: (numbers: Numbers) => number[];
}

/**
 * Compares values and every gradient. Inputs are float32 numbers in [−1, 1), so that both see the
 * same; sums have at most 40 terms: 40 · 2⁻²⁴ = 2.4e-6 in the sum of the sizes, which are below 3;
 * gradients pass through up to three such sums.
 */
export function requireSameLayer({ shapes, layer, oracle }: LayerCase, seed = 1): void {
  const next = otherUniforms(seed);
  const numbers: Record<string, readonly number[]> = Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [name, drawn(next, sizeOf(shape))]),
  );
  const names = Object.keys(shapes);
  tf.tidy(() => {
    const tensors = names.map((name) => tf.tensor([...numbers[name]!], shapes[name]!, "float32"));
    const byName = (list: readonly tf.Tensor[]) =>
      Object.fromEntries(names.map((name, i) => [name, list[i]!]));
    const output = layer(byName(tensors)), expected = oracle(numbers);
    assertClose(output.dataSync(), expected, { rtol: 5e-6, atol: 5e-6 });
    const weights = drawn(next, expected.length); // a random direction of the output
    const gradients = tf.grads((...list: tf.Tensor[]) =>
      tf.sum(tf.mul(layer(byName(list)), tf.tensor(weights, output.shape)))
    )(tensors);
    names.forEach((name, i) => {
      const along = (values: readonly number[]) =>
        oracle({ ...numbers, [name]: values }).reduce((sum, y, at) => sum + y * weights[at]!, 0);
      const slopes = centralDifferences(along, numbers[name]!);
      assertClose(gradients[i]!.dataSync(), slopes, { rtol: 2e-5, atol: 2e-5 });
    });
  });
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}
