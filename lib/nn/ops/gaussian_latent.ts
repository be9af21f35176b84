import * as tf from "@tensorflow/tfjs";
import { addressOf, freeOutput, newOutput } from "../runtime/heap.ts";
import { kernels } from "../runtime/kernels.ts";
import { registerGradient, registerKernel } from "../runtime/register.ts";

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
  const addresses = [posterior, noise, sample, kl].map(addressOf);
  kernels().latentForward(examples, dimension, ...addresses);
  return [sample, kl];
}

/** dμ = dz + dKL μ, d log σ = dz σ ε + dKL (σ² − 1). */
function backward(
  dSample: tf.TensorInfo,
  dKl: tf.TensorInfo,
  posterior: tf.TensorInfo,
  noise: tf.TensorInfo,
): tf.TensorInfo {
  const [examples = 0, dimension = 0] = noise.shape;
  const result = newOutput(posterior.shape), std = newOutput(noise.shape);
  const addresses = [dSample, dKl, posterior, noise, std, result].map(addressOf);
  kernels().latentBackward(examples, dimension, ...addresses);
  freeOutput(std);
  return result;
}
