// The numbers of a VaeProblem as tensors, for our worker and for stock tfjs.
import * as tf from "lib/nn/tf";
import type { VaeNumbers, VaeProblem } from "./vae_problem.ts";

/** Weights and bias of a layer. */
export type Layer = { readonly weight: tf.Tensor; readonly bias: tf.Tensor };
/** Layers by name. */
export type Layers = { readonly [name: string]: Layer };

/** Images, `[B, …]`, and noise, `[B, latent]`. */
export type Batch = { readonly images: tf.Tensor; readonly noise: tf.Tensor2D };

/** The backend must be ready. The caller owns all tensors. */
export function vaeTensors(
  problem: VaeProblem,
  numbers: VaeNumbers,
): { readonly layers: Layers; readonly batches: readonly Batch[] } {
  const { batch, batches, latent, image } = problem;
  const parts = (list: Float32Array, shape: number[]) =>
    tf.tidy(() => tf.unstack(tf.tensor(list, shape)));
  const images = parts(numbers.images, [batches, batch, ...image]);
  const noise = parts(numbers.noise, [batches, batch, latent]);
  return {
    layers: layersOf(problem, numbers.parameters),
    batches: images.map((each, i) => ({ images: each, noise: noise[i] as tf.Tensor2D })),
  };
}

function layersOf({ shapes }: VaeProblem, parameters: Float32Array): Layers {
  const layers: Record<string, Record<string, tf.Tensor>> = {};
  let start = 0;
  for (const [path, shape] of Object.entries(shapes)) {
    const [layer, part] = path.split("/") as [string, string];
    const end = start + shape.reduce((product, side) => product * side, 1);
    (layers[layer] ??= {})[part] = tf.tensor(parameters.slice(start, end), [...shape]);
    start = end;
  }
  return layers as unknown as Layers;
}
