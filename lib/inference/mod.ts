/**
 * Inference in float64: the evidence lower bound and its readings, EM for mixtures of Gaussians,
 * model choice. The specification that `lib/inference/tensor` is tested against.
 *
 * @module
 */
export {
  type DiscreteProblem,
  elbo,
  energyEntropy,
  evidenceGap,
  reconstructionKl,
} from "./elbo/elbo.ts";
export { elboByQuadrature, type ScalarProblem } from "./elbo/quadrature.ts";
export { bic, type CovarianceKind, mixtureParameterCount } from "./mixtures/covariance_kind.ts";
export { type Expectation, expectation } from "./mixtures/expectation.ts";
export { maximization, type MaximizationOptions } from "./mixtures/maximization.ts";
export { type EmStep, emStep, mixtureLowerBound } from "./mixtures/em.ts";
export { type Clusters, kMeans, kMeansPlusPlus } from "./mixtures/kmeans.ts";
export {
  type BestMixtureFit,
  type EmConfig,
  fitMixture,
  fitMixtureFrom,
  type MixtureConfig,
  type MixtureFit,
} from "./mixtures/fit.ts";
export { type Collapse, CollapsedComponentError } from "./mixtures/collapse.ts";
export {
  aggregateLogDensities,
  type Posteriors,
  sampleAggregate,
  standardDivergences,
} from "./vae/aggregate_posterior.ts";
export {
  BERNOULLI_MIXTURE_SETTINGS,
  type BernoulliMixture,
  type BernoulliMixtureConfig,
  bernoulliMixtureLogDensities,
  fitBernoulliMixture,
} from "./vae/bernoulli_mixture.ts";
export { importanceBound } from "./vae/importance_bound.ts";
export {
  GAP_SETTINGS,
  type GapConfig,
  type InformationGap,
  mutualInformationGap,
} from "./vae/mutual_information_gap.ts";
export {
  TWO_SAMPLES_SETTINGS,
  type TwoSamples,
  twoSamples,
  type TwoSamplesConfig,
} from "./vae/two_samples.ts";
