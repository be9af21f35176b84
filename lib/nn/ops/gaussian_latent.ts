import * as tf from "@tensorflow/tfjs";
import { ShapeError } from "../../math/mod.ts";
import { applyForward } from "./elementwise.ts";
import { addressOf, freeOutput, newOutput, viewOf } from "../runtime/heap.ts";
import { registerGradient, registerKernel, sizeOf } from "../runtime/register.ts";
import { requireFloat } from "../runtime/require_tensor.ts";

/** Samples of a diagonal Gaussian, and how far it is from the standard one. */
export interface LatentSample {
  /** μ + σ ε, `[B, D]`. */
  readonly sample: tf.Tensor2D;
  /** KL(q ‖ N(0, I)) in nats, exact, `[B]`. */
  readonly kl: tf.Tensor1D;
}

/**
 * Samples q = N(μ, diag σ²) by reparameterization, z = μ + σ ε, with its divergence from the standard
 * Gaussian, Σ_d ½ (μ² + σ² − 1) − log σ. One kernel forward, one back.
 * Kingma & Welling 2013, section 2.4 and appendix B.
 *
 * @param posterior μ and then log σ of each example, `[B, 2D]`, borrowed: what an encoder gives
 * @param noise ε, standard normal, `[B, D]`, borrowed; gradients do not flow into it
 * @returns sample and kl; the caller owns them. They can be differentiated once, by posterior.
 * @throws {ShapeError} when the shapes do not fit
 * @throws {TypeError} when a tensor is not float32
 * @throws {RangeError} when a tensor is disposed
 *
 * @example
 * ```ts
 * import { gaussianLatent, startBackend, tf } from "lib/nn";
 * import { assertEquals } from "@std/assert";
 * await startBackend();
 * const { sample, kl } = gaussianLatent(tf.tensor2d([[2, 0]]), tf.tensor2d([[0.5]]));
 * assertEquals([sample.dataSync()[0], kl.dataSync()[0]], [2.5, 2]);
 * ```
 */
export function gaussianLatent(posterior: tf.Tensor2D, noise: tf.Tensor2D): LatentSample {
  const action = "sample a Gaussian";
  requireFloat(action, { posterior, noise });
  if (noise.rank !== 2) throw new ShapeError(action, "noise", noise.shape, "[B,D]");
  const [examples, dimension] = noise.shape, [rows, columns] = posterior.shape;
  if (posterior.rank !== 2 || rows !== examples || columns !== 2 * dimension) {
    throw new ShapeError(action, "posterior", posterior.shape, `[${examples},${2 * dimension}]`);
  }
  const outputs = tf.engine().runKernel<tf.Tensor[]>("GaussianLatent", { posterior, noise });
  return { sample: outputs[0] as tf.Tensor2D, kl: outputs[1] as tf.Tensor1D };
}

/** Makes {@link gaussianLatent} and its gradient known to tfjs. */
export function registerGaussianLatent(): void {
  registerKernel(
    "GaussianLatent",
    ({ inputs: { posterior, noise } }) => forward(posterior!, noise!),
  );
  registerKernel("GaussianLatentBackward", ({ inputs: { dSample, dKl, posterior, noise } }) => {
    return backward(dSample!, dKl!, posterior!, noise!);
  });
  registerGradient({
    kernelName: "GaussianLatent",
    inputsToSave: ["posterior", "noise"],
    gradFunc: (dys, saved) => {
      const [dSample, dKl] = dys as [tf.Tensor, tf.Tensor];
      const [posterior, noise] = saved as [tf.Tensor, tf.Tensor];
      const inputs = { dSample, dKl, posterior, noise };
      return {
        posterior: () => tf.engine().runKernel("GaussianLatentBackward", inputs),
        noise: () => tf.zerosLike(noise),
      };
    },
  });
}

function forward(posterior: tf.TensorInfo, noise: tf.TensorInfo): tf.TensorInfo[] {
  const [examples = 0, dimension = 0] = noise.shape;
  const sample = newOutput(noise.shape), kl = newOutput([examples]);
  writeStd(posterior, sample);
  const [q, epsilon, z, divergences] = [posterior, noise, sample, kl].map(viewOf);
  for (let example = 0, i = 0; example < examples; example++) {
    let sum = 0;
    for (let at = 2 * dimension * example, end = i + dimension; i < end; i++, at++) {
      const mu = q![at]!, logSigma = q![at + dimension]!, sigma = z![i]!;
      z![i] = mu + sigma * epsilon![i]!;
      sum += (mu * mu + sigma * sigma - 1) / 2 - logSigma;
    }
    divergences![example] = sum;
  }
  return [sample, kl];
}

/** dμ = dz + dKL μ, d log σ = dz σ ε + dKL (σ² − 1). */
function backward(
  dSample: tf.TensorInfo,
  dKl: tf.TensorInfo,
  posterior: tf.TensorInfo,
  noise: tf.TensorInfo,
): tf.TensorInfo {
  const dimension = noise.shape[1]!, count = sizeOf(noise.shape);
  const result = newOutput(posterior.shape), std = newOutput(noise.shape);
  writeStd(posterior, std);
  const [q, epsilon, dz, dDivergence] = [posterior, noise, dSample, dKl].map(viewOf);
  const [dq, sigmas] = [result, std].map(viewOf);
  for (let i = 0; i < count; i++) {
    const example = Math.floor(i / dimension), at = i + dimension * example;
    const sigma = sigmas![i]!, weight = dDivergence![example]!;
    dq![at] = dz![i]! + weight * q![at]!;
    dq![at + dimension] = dz![i]! * sigma * epsilon![i]! + weight * (sigma * sigma - 1);
  }
  freeOutput(std);
  return result;
}

/** σ of a posterior, `[B, D]`, by the kernel whose bits are the same on every machine. */
function writeStd(posterior: tf.TensorInfo, std: tf.TensorInfo): void {
  const dimension = std.shape[1]!, count = sizeOf(std.shape);
  const [q, logSigmas] = [posterior, std].map(viewOf);
  for (let i = 0; i < count; i++) {
    logSigmas![i] = q![i + dimension * (Math.floor(i / dimension) + 1)]!;
  }
  applyForward("exp", count, addressOf(std), addressOf(std));
}
