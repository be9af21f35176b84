/**
 * Inference in float64: the evidence lower bound and its readings, EM for mixtures of Gaussians,
 * model choice, linear-Gaussian models, Gaussian approximations, gradients of expectations, Markov
 * chains. The specification that `lib/inference/tensor` is tested against.
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
export {
  factorLogJoint,
  factorLogLikelihood,
  factorMarginal,
  type FactorModel,
  factorShape,
} from "./factors/factor_model.ts";
export { factorPosterior, factorPrecision } from "./factors/factor_posterior.ts";
export { factorBound, factorElbo } from "./factors/factor_bound.ts";
export { type FactorFit, fitProbabilisticPca } from "./factors/probabilistic_pca.ts";
export {
  type FactorAnalysisFit,
  type FactorAnalysisOptions,
  fitFactorAnalysis,
} from "./factors/factor_analysis.ts";
export {
  perDatumAscent,
  type PerDatumFit,
  type PerDatumOptions,
} from "./factors/per_datum_ascent.ts";
export {
  bestMeanField,
  type DiagonalGaussian,
  independentMarginals,
  meanFieldGap,
  sweepMeanField,
} from "./variational/mean_field.ts";
export { steinDirections, type SteinOptions, type SteinParticles } from "./variational/stein.ts";
export type { AveragedTarget, LogTarget, TargetAverages } from "./variational/target.ts";
export { type LogisticProblem, logisticTarget } from "./variational/logistic.ts";
export { laplace, type LaplaceFit } from "./variational/laplace.ts";
export {
  fitGaussian,
  type GaussianFit,
  type GaussianFitOptions,
} from "./variational/gaussian_fit.ts";
export { leaveOneOut } from "./gradients/baselines.ts";
export {
  categoricalScore,
  categoricalSlope,
  gaussianScore,
  type GuessPlace,
  reinforce,
} from "./gradients/score_function.ts";
export { gumbelSoftmax, gumbelSoftmaxSlope } from "./gradients/gumbel_softmax.ts";
export { reparameterizedSlope } from "./gradients/reparameterized.ts";
export { type Chain, type ChainOptions, hamiltonianChain } from "./chains/hamiltonian.ts";
export { effectiveSampleSize, splitRhat } from "./chains/diagnostics.ts";
