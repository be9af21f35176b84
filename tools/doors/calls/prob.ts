/** Good calls of lib/prob. */
import * as prob from "lib/prob";
import type { Call, Folder } from "../call.ts";

const KEY = [0, 7];
const SAME = { mean: [1, -1], covariance: { kind: "spherical", variance: 2 } };
const EACH = { mean: [0, 2], covariance: { kind: "diagonal", variances: [1, 3] } };
const FULL = { mean: [0.5, 0], covariance: { kind: "full", matrix: [[2, 0.5], [0.5, 1]] } };
const MIXTURE = { weights: [0.25, 0.5, 0.25], components: [SAME, EACH, FULL] };

/** Log densities and divergences beyond the range of numbers, as their docstrings say. */
const infinite = true;

const CALLS: readonly Call[] = [
  { name: "entropy", args: () => [[0.25, 0.75]], call: prob.entropy },
  {
    name: "crossEntropy",
    args: () => [[0.25, 0.75], [0.5, 0.5]],
    call: prob.crossEntropy,
    infinite,
  },
  { name: "kl", args: () => [[0.25, 0.75], [0.5, 0.5]], call: prob.kl, infinite },
  ...[SAME, EACH, FULL].flatMap((gaussian): readonly Call[] => {
    const kind = gaussian.covariance.kind;
    return [
      { name: `covarianceMatrix ${kind}`, args: () => [gaussian], call: prob.covarianceMatrix },
      { name: `gaussianEntropy ${kind}`, args: () => [gaussian], call: prob.gaussianEntropy },
      {
        name: `gaussianLogDensity ${kind}`,
        args: () => [gaussian, [1, 2]],
        call: prob.gaussianLogDensity,
        infinite,
      },
      { name: `gaussianKl ${kind}`, args: () => [gaussian, FULL], call: prob.gaussianKl, infinite },
      {
        name: `sampleGaussian ${kind}`,
        args: () => [KEY, gaussian, 2],
        call: prob.sampleGaussian,
      },
    ];
  }),
  { name: "normalLogDensity", args: () => [1, 2, 3], call: prob.normalLogDensity, infinite },
  { name: "klMonteCarlo", args: () => [KEY, SAME, FULL, 4], call: prob.klMonteCarlo },
  { name: "entropyMonteCarlo", args: () => [KEY, EACH, 4], call: prob.entropyMonteCarlo },
  {
    name: "mixtureLogDensity",
    args: () => [MIXTURE, [1, 2]],
    call: prob.mixtureLogDensity,
    infinite,
  },
  {
    name: "mixtureLogDensities",
    args: () => [MIXTURE, [[1, 2], [0, 0]]],
    call: prob.mixtureLogDensities,
    infinite,
  },
  {
    name: "mixtureLogLikelihood",
    args: () => [MIXTURE, [[1, 2], [0, 0]]],
    call: prob.mixtureLogLikelihood,
    infinite,
  },
  { name: "responsibilities", args: () => [MIXTURE, [1, 2]], call: prob.responsibilities },
  {
    name: "squashedNormalLogDensity",
    args: () => [0.5, { mean: 0.3, standardDeviation: 0.7 }],
    call: prob.squashedNormalLogDensity,
    infinite,
  },
  {
    name: "sampleSquashedNormal",
    args: () => [KEY, { mean: 0.3, standardDeviation: 0.7 }, 3],
    call: prob.sampleSquashedNormal,
  },
  { name: "sampleMixture", args: () => [KEY, MIXTURE, 3], call: prob.sampleMixture },
];

export const PROB: Folder = {
  name: "prob",
  exports: Object.keys(prob),
  skipped: ["requireMixture", "gaussianShape", "mixtureShape"],
  calls: CALLS,
};
