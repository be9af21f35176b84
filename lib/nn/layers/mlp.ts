import type * as tf from "@tensorflow/tfjs";
import {
  dictionary,
  fold,
  type Given,
  type Key,
  list,
  optional,
  required,
  settings,
  ShapeError,
  whole,
} from "../../math/mod.ts";
import { type DenseParameters, denseParameters, LAYER } from "./dense_layer.ts";
import { runMlp } from "../ops/mlp_kernels.ts";
import { requireFloat } from "../runtime/require_tensor.ts";

/** Dense layers by name, in the order in which they are applied; of a stack of T networks, `[T, …]` each. */
export type MlpParameters = { readonly [layer: string]: DenseParameters };

/**
 * What a network of dense layers is like.
 *
 * - `inputs`: width of its input, I
 * - `hidden`: widths of the hidden layers, the first one first; at least one
 * - `outputs`: width of its output, O
 * - `networks`: how many networks are stacked; left out: one, not stacked
 */
export const MLP_SETTINGS = settings({
  inputs: required(whole(1)),
  hidden: required(list(whole(1))),
  outputs: required(whole(1)),
  networks: optional(whole(1)),
});

/** What a network of dense layers is like, see {@link MLP_SETTINGS}. */
export type MlpConfig = Given<typeof MLP_SETTINGS>;

/**
 * Parameters to start a multilayer perceptron with: `hidden1`, `hidden2`, …, `output`, each as
 * {@link denseParameters} start.
 *
 * @param key each layer is drawn from the fold of it by the layer's name
 * @returns float32; the caller owns the tensors
 * @throws {RangeError|TypeError} when a width or the number of networks is no whole number of at least
 *   1, there is no hidden layer, or a name is none of {@link MLP_SETTINGS}
 *
 * @example
 * ```ts
 * import { mlpParameters, startBackend } from "lib/nn";
 * import { key } from "lib/math";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const twins = mlpParameters(key(0), { inputs: 4, hidden: [64, 64], outputs: 1, networks: 2 });
 * assertEquals(Object.keys(twins), ["hidden1", "hidden2", "output"]);
 * assertEquals(twins.hidden2!.weight.shape, [2, 64, 64]);
 * ```
 */
export function mlpParameters(key: Key, config: MlpConfig): MlpParameters {
  const resolved = MLP_SETTINGS.read("start a perceptron", config);
  const { inputs, hidden, outputs, networks } = resolved;
  const widths = [inputs, ...hidden, outputs];
  const stack = networks === undefined ? {} : { networks };
  const layers = widths.slice(1).map((width, i) => {
    const name = i === hidden.length ? "output" : `hidden${i + 1}`;
    const sides = { inputs: widths[i]!, outputs: width };
    return [name, denseParameters(fold(key, name), { ...sides, ...stack })] as const;
  });
  return Object.fromEntries(layers);
}

/**
 * A multilayer perceptron: h ← relu(h W + b), layer after layer, the last one without relu. All
 * layers of all stacked networks are one operation, so little time is lost between them.
 *
 * @param parameters borrowed, as x is
 * @param x `[B, I]`, the same for all of the stack, or `[T, B, I]`
 * @returns `[B, O]`, or `[T, B, O]` of a stack; the caller owns it. It can be differentiated once.
 * @throws {ShapeError} when the shapes do not fit, or there are fewer than two layers
 * @throws {TypeError} when a tensor is not float32
 * @throws {RangeError} when a tensor is disposed
 *
 * @example
 * ```ts
 * import { mlp, startBackend } from "lib/nn";
 * import * as tf from "lib/nn/tf";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const hidden = { weight: tf.tensor2d([[1, -1]]), bias: tf.zeros([2]) };
 * const output = { weight: tf.tensor2d([[1], [1]]), bias: tf.tensor1d([0.5]) };
 * assertEquals(mlp({ hidden, output }, tf.tensor2d([[-3], [2]])).arraySync(), [[3.5], [2.5]]);
 * ```
 */
export function mlp(parameters: MlpParameters, x: tf.Tensor): tf.Tensor {
  const layers = Object.entries(PARAMETERS.check(DOING, "parameters", parameters));
  requireLayers(layers, x);
  return runMlp(x, layers.flatMap(([, { weight, bias }]) => [weight, bias]));
}

const DOING = "apply a perceptron", PARAMETERS = dictionary(LAYER);

function requireLayers(layers: readonly [string, DenseParameters][], x: tf.Tensor): void {
  if (layers.length < 2) {
    throw new ShapeError(DOING, "parameters", [layers.length], "two layers or more");
  }
  const [first, { weight: { shape } }] = layers[0]!;
  if (shape.length !== 2 && shape.length !== 3) {
    throw new ShapeError(DOING, `${first}/weight`, shape, "[I,O] or [T,I,O]");
  }
  const stack = shape.slice(0, -2);
  let width = shape.at(-2)!;
  requireFloat(DOING, { x });
  if (isTransposed(shape, layers[0]![1].bias, x)) {
    const wish = `[${[
      ...stack,
      shape.at(-1),
      width,
    ]}]: inputs by outputs, where PyTorch keeps the transpose`;
    throw new ShapeError(DOING, `${first}/weight`, shape, wish);
  }
  requireInput(x, stack, width);
  for (const [name, { weight, bias }] of layers) {
    requireFloat(DOING, { [`${name}/weight`]: weight, [`${name}/bias`]: bias });
    const outputs = weight.shape.at(-1)!;
    requireShape(`${name}/weight`, weight, [...stack, width, outputs]);
    requireShape(`${name}/bias`, bias, [...stack, outputs]);
    width = outputs;
  }
}

/** Whether a weight fits its input and its bias the other way round, as PyTorch keeps it. */
function isTransposed(shape: readonly number[], bias: tf.Tensor, x: tf.Tensor): boolean {
  const [rows, columns] = shape.slice(-2), inputs = x.shape.at(-1), outputs = bias.shape.at(-1);
  return rows !== columns && columns === inputs && rows === outputs && rows !== inputs;
}

function requireInput({ rank, shape }: tf.Tensor, stack: readonly number[], width: number): void {
  const fits = rank === 2 || (rank === 3 && shape[0] === stack[0]);
  if (!fits || shape.at(-1) !== width) {
    const wish = stack.length === 0 ? `[B,${width}]` : `[B,${width}] or [${stack},B,${width}]`;
    throw new ShapeError(DOING, "x", shape, wish);
  }
}

function requireShape(name: string, { shape }: tf.Tensor, expected: readonly number[]): void {
  if (shape.length !== expected.length || shape.some((side, axis) => side !== expected[axis])) {
    throw new ShapeError(DOING, name, shape, `[${expected}]`);
  }
}
