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
} from "./elbo.ts";
export { elboByQuadrature, type ScalarProblem } from "./elbo_quadrature.ts";
export { bic, type CovarianceKind, mixtureParameterCount } from "./covariance_kind.ts";
export { type Expectation, expectation } from "./expectation.ts";
export { maximization, type MaximizationOptions } from "./maximization.ts";
export { type EmStep, emStep, mixtureLowerBound } from "./em.ts";
export { type Clusters, kMeans, kMeansPlusPlus } from "./kmeans.ts";
export {
  type BestMixtureFit,
  type EmConfig,
  fitMixture,
  fitMixtureFrom,
  type MixtureConfig,
  type MixtureFit,
} from "./fit.ts";
export { type Collapse, CollapsedComponentError } from "./collapse.ts";
