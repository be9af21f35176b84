/**
 * Distributions in float64: Gaussians, categoricals, mixtures; entropies and divergences in nats,
 * exact and by Monte Carlo. The specification that `lib/prob/tensor` is tested against.
 *
 * @module
 */
export { crossEntropy, entropy, kl } from "./categorical.ts";
export {
  type Covariance,
  covarianceMatrix,
  type Gaussian,
  gaussianShape,
  normalLogDensity,
} from "./gaussian.ts";
export {
  gaussianEntropy,
  gaussianKl,
  gaussianLogDensity,
  sampleGaussian,
} from "./gaussian_density.ts";
export {
  type Mixture,
  mixtureLogDensities,
  mixtureLogDensity,
  mixtureLogLikelihood,
  mixtureShape,
  requireMixture,
  responsibilities,
  sampleMixture,
} from "./mixture.ts";
export {
  sampleSquashedNormal,
  type SquashedNormal,
  squashedNormalLogDensity,
} from "./squashed_normal.ts";
export { entropyMonteCarlo, klMonteCarlo } from "./montecarlo.ts";
