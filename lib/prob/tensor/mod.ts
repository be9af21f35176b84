/**
 * Distributions as float32 tensors for batch work and gradients. The float64 forms of `lib/prob`
 * are the specification.
 *
 * @module
 */
export {
  gaussianEntropyTensor,
  gaussianLogDensityTensor,
  type GaussianTensor,
} from "./gaussian.ts";
export { mixtureLogDensityTensor, type MixtureTensor, mixtureTensor } from "./mixture.ts";
export { bernoulliLogits } from "./bernoulli_logits.ts";
export { gaussianLatent, type LatentSample } from "./gaussian_latent.ts";
export { normalTensor } from "./noise.ts";
export {
  type LogStdRange,
  squashedGaussian,
  squashedLogDensity,
  type SquashedSample,
} from "./squashed_gaussian.ts";
export { startBackend } from "../../nn/mod.ts"; // what a caller needs to use these
