/**
 * Inference by gradient on float32 tensors. The float64 forms of `lib/inference` are the
 * specification.
 *
 * @module
 */
export { type Ascent, type AscentConfig, mixtureAscent } from "./mixture_ascent.ts";
export { type SampledElbo, sampledElbo, type SampledElboParts } from "./sampled_elbo.ts";
export { type Codes, decodeCodes, encodeImages, logWeightsOf } from "./vae/codes.ts";
export {
  CONVOLUTIONAL_VAE_SETTINGS,
  convolutionalVae,
  type ConvolutionalVaeConfig,
  type ConvolutionalVaeParameters,
  convolutionalVaeParameters,
} from "./vae/convolutional_vae.ts";
export { gaussianPixels } from "./vae/gaussian_pixels.ts";
export { importanceLogWeights } from "./vae/importance.ts";
export {
  VAE_LEARNING,
  type VaeLearner,
  vaeLearner,
  type VaeLearningConfig,
  type VaeLearnt,
} from "./vae/learner.ts";
export {
  MLP_VAE_SETTINGS,
  mlpVae,
  type MlpVaeConfig,
  type MlpVaeParameters,
  mlpVaeParameters,
} from "./vae/mlp_vae.ts";
export type { VaeModel } from "./vae/model.ts";
export {
  negativeElbo,
  type VaeBatch,
  type VaeTerms,
  type VaeWeights,
} from "./vae/negative_elbo.ts";
export {
  VAE_TRAINING,
  type VaeStep,
  type VaeTrainer,
  vaeTrainer,
  type VaeTrainingConfig,
} from "./vae/trainer.ts";
export { startBackend } from "../../nn/mod.ts"; // what a caller needs to use these
