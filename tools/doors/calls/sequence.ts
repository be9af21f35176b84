/** Good calls of lib/sequence. */
import * as sequence from "lib/sequence";
import type { Call, Folder } from "../call.ts";

const chain = {
  initial: [0.5, 0.5],
  transition: [[0.7, 0.3], [0.4, 0.6]],
  logLikelihood: [[-0.1, -1.6], [-0.2, -1.4], [0, 0]],
};
/** Log messages of what cannot be are −∞. */
const infinite = true;

const model = () => ({
  transition: [[0.9, 0.25], [0, 0.75]],
  transitionCovariance: [[1, 0.25], [0.25, 1]],
  emission: [[1, 0.5]],
  emissionCovariance: [[0.5]],
  initialMean: [0.5, 0.25],
  initialCovariance: [[2, 0.5], [0.5, 1]],
});
const seen = () => [[0.5], null, [1.5]];
const guess = () => ({
  gains: [[[0, 0], [0, 0]], [[0.5, 0], [0, 0.5]], [[0.5, 0.25], [0, 0.5]]],
  offsets: [[0, 0.5], [0.25, 0], [1, 0]],
  covariances: [[[1, 0], [0, 1]], [[1, 0.25], [0.25, 1]], [[2, 0], [0, 1]]],
});
/** A step may be seen, `[1]`, or not, null. */
const fine = [/^1\.\d ← null$/, /^1\.1 ← \[1\]$/];

const CALLS: readonly Call[] = [
  { name: "filterHidden", args: () => [chain], call: sequence.filterHidden, infinite },
  { name: "smoothHidden", args: () => [chain], call: sequence.smoothHidden, infinite },
  { name: "filterKalman", args: () => [model(), seen()], call: sequence.filterKalman, fine },
  { name: "smoothKalman", args: () => [model(), seen()], call: sequence.smoothKalman, fine },
  { name: "forecastKalman", args: () => [model(), seen(), 2], call: sequence.forecastKalman, fine },
  {
    name: "sampleLinearGaussian",
    args: () => [[0, 7], model(), 3],
    call: sequence.sampleLinearGaussian,
  },
  {
    name: "fitKalman",
    args: () => [model(), [[0.5], null, [1.5], [0.25]], {
      learn: ["transitionCovariance", "emissionCovariance"],
      tolerance: 0.001,
      maxIterations: 2,
    }],
    call: sequence.fitKalman,
    fine,
    options: ["2"],
  },
  { name: "posteriorChain", args: () => [model(), seen()], call: sequence.posteriorChain, fine },
  {
    name: "bestIndependentChain",
    args: () => [model(), seen()],
    call: sequence.bestIndependentChain,
    fine,
  },
  {
    name: "independentChain",
    args: () => [{ means: [[0, 1]], covariances: [[[1, 0.5], [0.5, 2]]] }],
    call: sequence.independentChain,
  },
  { name: "chainElbo", args: () => [model(), seen(), guess()], call: sequence.chainElbo, fine },
];

export const SEQUENCE: Folder = {
  name: "sequence",
  exports: Object.keys(sequence),
  skipped: ["KALMAN_EM"],
  calls: CALLS,
};
