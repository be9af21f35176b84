/**
 * Models of sequences with hidden states, exactly. Float64, no tensors.
 *
 * @module
 */
export {
  type FilteredHidden,
  filterHidden,
  type SmoothedHidden,
  smoothHidden,
} from "./hidden_markov/filter_smooth.ts";
export type { HiddenMarkov } from "./hidden_markov/model.ts";
export { type Beliefs, type LinearGaussian, type Observations } from "./kalman/model.ts";
export { filterKalman, type KalmanFiltered } from "./kalman/filter.ts";
export { type KalmanSmoothed, smoothKalman } from "./kalman/smooth.ts";
export {
  type Forecast,
  forecastKalman,
  type SampledSequence,
  sampleLinearGaussian,
} from "./kalman/forecast.ts";
export { fitKalman, KALMAN_EM, type KalmanEmOptions, type KalmanFit } from "./kalman/em.ts";
export type { LearnedPart } from "./kalman/maximize.ts";
export {
  bestIndependentChain,
  type GaussianChain,
  independentChain,
  posteriorChain,
} from "./kalman/chain.ts";
export { type ChainBound, chainElbo } from "./kalman/chain_elbo.ts";
