/** Good calls of lib/inference's linear-Gaussian models, Gaussian approximations and chains. */
import * as inference from "lib/inference";
import type { Call, Folder } from "../call.ts";

const KEY = [0, 7];
const POINTS = [[1, 2, 0], [2, 1, 1], [0, 0.5, -1], [4, 4, 1], [5, 3.5, 2]];
const model = () => ({ mean: [0, 1, 0], loadings: [[1], [0.5], [-1]], noise: [1, 2, 0.5] });
const full = (mean: readonly number[]) => ({
  mean,
  covariance: { kind: "full", matrix: [[2, 0.5], [0.5, 1]] },
});
const diagonal = (mean: readonly number[]) => ({
  mean,
  covariance: { kind: "diagonal", variances: mean.map(() => 1.5) },
});
const PROBLEM = {
  inputs: [[1, -1], [1, 0], [1, 2]],
  successes: [0, 1, 3],
  trials: [3, 3, 4],
  prior: full([0, 0]),
};
const target = () => inference.logisticTarget(PROBLEM as inference.LogisticProblem);
const slope = () => {
  const { dimension, logDensity, gradient } = target();
  return { dimension, logDensity, gradient };
};
const bend = () => ({ ...slope(), curvature: target().curvature });
const averaged = () => ({ dimension: 2, averages: target().averages });
const CHAINS = [[1, 2, 3, 2, 1, 3, 2, 2], [2, 1, 3, 2, 3, 1, 2, 2]];

/** What a target's functions give is its maker's affair; a function that gives nothing is refused. */
const ownFunctions = [/(?:gradient|curvature|averages|logDensity) ← function/];

const CALLS: readonly Call[] = [
  { name: "factorMarginal", args: () => [model()], call: inference.factorMarginal },
  {
    name: "factorLogJoint",
    args: () => [model(), [1, 2, 3], [0.5]],
    call: inference.factorLogJoint,
    infinite: true,
  },
  {
    name: "factorLogLikelihood",
    args: () => [model(), POINTS],
    call: inference.factorLogLikelihood,
  },
  { name: "factorPosterior", args: () => [model(), [1, 2, 3]], call: inference.factorPosterior },
  { name: "factorPrecision", args: () => [model()], call: inference.factorPrecision },
  {
    name: "factorElbo",
    args: () => [model(), [1, 2, 3], diagonal([0.5])],
    call: inference.factorElbo,
  },
  {
    name: "factorBound",
    args: () => [model(), POINTS, POINTS.map(() => diagonal([0.5]))],
    call: inference.factorBound,
  },
  {
    name: "fitProbabilisticPca",
    args: () => [POINTS, 1],
    call: inference.fitProbabilisticPca,
  },
  {
    name: "fitFactorAnalysis",
    args: () => [POINTS, 1, { tolerance: 1e-3, maxIterations: 5, noiseFloor: 0.01 }],
    call: inference.fitFactorAnalysis,
    options: ["2"],
  },
  {
    name: "perDatumAscent",
    args: () => [KEY, POINTS, 1, { steps: 5, learningRate: 0.01, record: 2 }],
    call: inference.perDatumAscent,
    options: ["3"],
  },
  {
    name: "steinDirections",
    args: () => [{ fixed: [0, 1, 3], scores: [1, 2, 3], moved: [0.5, 2] }, {
      dimensions: 1,
      bandwidth: 0.5,
    }],
    call: inference.steinDirections,
    options: ["1"],
  },
  { name: "bestMeanField", args: () => [full([1, 2])], call: inference.bestMeanField },
  {
    name: "independentMarginals",
    args: () => [full([1, 2])],
    call: inference.independentMarginals,
  },
  { name: "meanFieldGap", args: () => [full([1, 2])], call: inference.meanFieldGap },
  {
    name: "sweepMeanField",
    args: () => [full([1, 2]), diagonal([0, 0])],
    call: inference.sweepMeanField,
  },
  {
    name: "logisticTarget",
    args: () => [PROBLEM],
    call: (problem) => {
      const made = inference.logisticTarget(problem);
      return [made.logDensity([1, 1]), made.gradient([1, 1]), made.curvature([1, 1])];
    },
    fine: [/^0 ← no prior/, /^0\.prior ← (?:undefined|an unknown name)/], // may be left out
  },
  {
    name: "a logistic target's functions",
    args: () => [[1, 0.5], diagonal([1, 2])],
    call: (weights, q) => {
      const made = target();
      return [
        made.logDensity(weights),
        made.gradient(weights),
        made.curvature(weights),
        made.averages(q),
      ];
    },
  },
  {
    name: "laplace",
    args: () => [bend(), [0, 0], { tolerance: 1e-9, maxIterations: 20 }],
    call: inference.laplace,
    options: ["2"],
    fine: ownFunctions,
  },
  {
    name: "fitGaussian",
    args:
      () => [averaged(), diagonal([0, 0]), { family: "full", tolerance: 1e-6, maxIterations: 30 }],
    call: (given, start, options) => inference.fitGaussian(given, start, options),
    options: ["2"],
    fine: ownFunctions,
  },
  {
    name: "hamiltonianChain",
    args: () => [KEY, slope(), [0, 0], {
      draws: 4,
      warmUp: 2,
      step: 0.3,
      leaps: 2,
      shape: full([0, 0]),
    }],
    call: inference.hamiltonianChain,
    options: ["3"],
    fine: ownFunctions,
  },
  { name: "splitRhat", args: () => [CHAINS], call: inference.splitRhat },
  {
    name: "effectiveSampleSize",
    args: () => [CHAINS],
    call: inference.effectiveSampleSize,
  },
];

export const APPROXIMATIONS: Folder = {
  name: "inference/approximations",
  exports: CALLS.map(({ name }) => name).filter((name) => !name.includes(" ")),
  skipped: [],
  calls: CALLS,
};
