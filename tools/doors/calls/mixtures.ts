/** Good calls of the mixtures of lib/inference: EM, its steps, its starts. */
import * as inference from "lib/inference";
import { APPROXIMATIONS } from "./approximations.ts";
import type { Call, Folder } from "../call.ts";
import { GRADIENTS } from "./gradients.ts";
import { VAE } from "./vae.ts";

const KEY = [0, 7];
const POINTS = [[1, 2], [2, 1], [0, 0.5], [4, 4], [5, 3.5]];
const part = (mean: readonly number[]) => ({
  mean,
  covariance: { kind: "diagonal", variances: [1, 2] },
});
const MIXTURE = { weights: [0.5, 0.5], components: [part([1, 1]), part([4, 4])] };
const EM = { covariance: "diagonal", covarianceFloor: 0.01, tolerance: 1e-3, maxIterations: 20 };
const responsibilities = () => [1, 0, 1, 0, 1, 0, 0.25, 0.75, 0, 1];

const CALLS: readonly Call[] = [
  {
    name: "bic",
    args: () => [{ logLikelihood: -12, parameters: 5, count: 100 }],
    call: inference.bic,
  },
  {
    name: "mixtureParameterCount",
    args: () => ["full", 2, 3],
    call: inference.mixtureParameterCount,
  },
  { name: "expectation", args: () => [MIXTURE, POINTS], call: inference.expectation },
  {
    name: "maximization",
    args: () => [POINTS, responsibilities(), "diagonal", { covarianceFloor: 0.01 }],
    call: inference.maximization,
    options: ["3"],
  },
  {
    name: "emStep",
    args: () => [MIXTURE, POINTS, "diagonal", { covarianceFloor: 0.01 }],
    call: inference.emStep,
    options: ["3"],
  },
  {
    name: "mixtureLowerBound",
    args: () => [MIXTURE, POINTS, responsibilities()],
    call: inference.mixtureLowerBound,
    infinite: true,
  },
  { name: "kMeans", args: () => [KEY, POINTS, 2], call: inference.kMeans },
  { name: "kMeansPlusPlus", args: () => [KEY, POINTS, 2], call: inference.kMeansPlusPlus },
  {
    name: "fitMixture",
    args: () => [KEY, POINTS, { ...EM, components: 2, restarts: 2 }],
    call: inference.fitMixture,
    options: ["2"],
    fine: [/^2 ← (?:undefined|\{\}|no components)/], // must be given: refused or not, see unclear
  },
  {
    name: "fitMixtureFrom",
    args: () => [MIXTURE, POINTS, EM],
    call: inference.fitMixtureFrom,
    options: ["2"],
  },
];

export const MIXTURES: Folder = {
  name: "inference/mixtures",
  exports: Object.keys(inference),
  skipped: [
    "CollapsedComponentError",
    "factorShape",
    ...APPROXIMATIONS.exports,
    ...GRADIENTS.exports,
    ..."elbo energyEntropy evidenceGap reconstructionKl elboByQuadrature".split(" "),
    ...VAE.exports, // vae.ts
  ],
  calls: CALLS,
};
