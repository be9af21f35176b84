/**
 * Inference by gradient on float32 tensors. The float64 forms of `lib/inference` are the
 * specification.
 *
 * @module
 */
export { type Ascent, type AscentConfig, mixtureAscent } from "./mixture_ascent.ts";
export { type SampledElbo, sampledElbo, type SampledElboParts } from "./sampled_elbo.ts";
export {
  CHUNK_TRANSFORMER,
  chunkTransformer,
  type ChunkTransformerConfig,
  type ChunkTransformerParameters,
  chunkTransformerParameters,
} from "./conditional/chunk_transformer.ts";
export { conditionalElbo, type ConditionalTerms } from "./conditional/elbo.ts";
export {
  MIXTURE_NETWORK,
  type MixtureNetworkConfig,
  mixtureNetworkLogLikelihood,
  sampleMixtureNetwork,
} from "./conditional/mixture_network.ts";
export {
  MLP_CONDITIONAL_SETTINGS,
  mlpConditional,
  type MlpConditionalConfig,
  type MlpConditionalParameters,
  mlpConditionalParameters,
} from "./conditional/mlp.ts";
export type { ConditionalBatch, ConditionalModel } from "./conditional/model.ts";
export { decodeTargets, encodeTargets } from "./conditional/predict.ts";
export {
  CONDITIONAL_TRAINING,
  type ConditionalData,
  type ConditionalTrainer,
  conditionalTrainer,
  type ConditionalTrainingConfig,
} from "./conditional/trainer.ts";
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
