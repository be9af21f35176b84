import * as tf from "@tensorflow/tfjs";
import { applyForward } from "./elementwise.ts";
import { addressOf, freeOutput, newOutput, viewOf } from "../runtime/heap.ts";
import { registerGradient, registerKernel, sizeOf } from "../runtime/register.ts";

/** Makes `gaussianLatent` of lib/prob/tensor and its gradient known to tfjs. */
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
