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
export { mixtureLogDensityTensor, type MixtureTensor } from "./mixture.ts";
export { normalTensor } from "./noise.ts";
export { tensorShape } from "./tensor_shape.ts";
export { startBackend, tf } from "../../nn/mod.ts"; // what a caller needs to use these
