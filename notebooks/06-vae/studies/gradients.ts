/** How much signal is in the gradient of the importance-weighted bound, of encoder and decoder. */
import type { Study } from "data";
import { importanceLogWeights, mlpVae, type MlpVaeParameters } from "lib/inference/tensor";
import { mlpVaeParameters, startBackend, vaeTrainer } from "lib/inference/tensor";
import { fold, type Key, key } from "lib/math";
import { treeEntries, valueAndGradients } from "lib/nn";
import * as tf from "lib/nn/tf";
import { normalTensor } from "lib/prob/tensor";
import { inkedDigits } from "../pictures.ts";

const settings = { draws: [1, 5, 50, 500], repeats: 200, images: 16, latent: 8, before: 500 };

/** −log of the mean of K weights, averaged over the images. */
function loss(parameters: MlpVaeParameters, images: tf.Tensor, noise: tf.Tensor3D): tf.Scalar {
  return tf.tidy(() => {
    const logWeights = importanceLogWeights(mlpVae, parameters, images, noise);
    const most = tf.max(logWeights, 0);
    const sum = tf.sum(tf.exp(tf.sub(logWeights, most)), 0);
    return tf.neg(tf.mean(tf.add(tf.log(sum), most))) as tf.Scalar;
  });
}

/** Sums over repeated gradients: of the vectors, and of their squared lengths. */
class Signal {
  #sum = new Float64Array(0);
  #squares = 0;
  #count = 0;

  add(gradients: readonly Float32Array[]): void {
    const size = gradients.reduce((total, { length }) => total + length, 0);
    if (this.#count++ === 0) this.#sum = new Float64Array(size);
    let at = 0;
    for (const part of gradients) {
      for (const each of part) {
        this.#sum[at++]! += each;
        this.#squares += each * each;
      }
    }
  }

  /** √(‖E g‖² / tr Cov g), both unbiased; ‖E g‖² is the mean dot product of two gradients. */
  ratio(): number {
    const count = this.#count, total = this.#sum.reduce((sum, each) => sum + each * each, 0);
    const signal = (total - this.#squares) / (count * (count - 1));
    const noise = this.#squares / count - signal;
    return Math.sqrt(Math.max(0, signal) / noise);
  }
}

function ratios(
  own: Key,
  parameters: MlpVaeParameters,
  rows: number[][],
  draws: number,
  M: number,
) {
  const images = tf.tensor2d(rows), { latent } = settings;
  const [encoder, decoder] = [new Signal(), new Signal()];
  for (let m = 0; m < M; m++) {
    const shape: [number, number, number] = [draws, rows.length, latent];
    const noise = normalTensor<tf.Rank.R3>(fold(fold(own, draws), m), shape);
    using at = valueAndGradients((each) => loss(each, images, noise), parameters);
    for (const [part, signal] of [["encoder", encoder], ["decoder", decoder]] as const) {
      const gradients = treeEntries(at.gradients[part]);
      signal.add(gradients.map(([, tensor]) => tensor.dataSync() as Float32Array));
    }
    noise.dispose();
  }
  images.dispose();
  return [encoder.ratio(), decoder.ratio()];
}

async function measure(seed: number, draws: readonly number[], repeats: number) {
  await startBackend();
  const { train } = await inkedDigits(), own = key(seed), { latent, before, images } = settings;
  const parameters = mlpVaeParameters(fold(own, "start"), { pixels: 64, hidden: [64], latent });
  using trainer = vaeTrainer(fold(own, "train"), mlpVae, parameters, train, { latent });
  while (trainer.steps() < before) trainer.step();
  const rows = train.slice(0, images);
  return draws.map((K) => ratios(fold(own, "noise"), parameters, rows, K, repeats));
}

export const study: Study = {
  seeds: [0, 1, 2, 3, 4],
  settings,
  beginning: async (seed) => (await measure(seed, [1], 20)).flat(),
  run: async (seed) => ({ ratios: await measure(seed, settings.draws, settings.repeats) }),
};
