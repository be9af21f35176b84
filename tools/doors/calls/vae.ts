/** Good calls of the exact side of autoencoders, lib/inference. */
import * as inference from "lib/inference";
import type { Call, Folder } from "../call.ts";

const KEY = [0, 7];
const IMAGES = [[1, 0, 1], [0, 0, 1], [1, 1, 0], [0, 1, 0]];
const POSTERIORS = { means: [[0, 1], [1, -1]], stds: [[0.5, 1], [1, 0.25]] };
const rows = (shift: number) => Array.from({ length: 6 }, (_, i) => [i + shift, -i]);

const CALLS: readonly Call[] = [
  {
    name: "fitBernoulliMixture",
    args: () => [KEY, IMAGES, { components: 2, rounds: 3, pseudoCount: 0.5 }],
    call: inference.fitBernoulliMixture,
    options: ["2"],
    fine: [/^2 ← (?:undefined|\{\}|no components)/], // must be given: refused or not, see unclear
  },
  {
    name: "bernoulliMixtureLogDensities",
    args: () => [{ weights: [0.5, 0.5], ink: [[0.5, 0.25, 0.5], [0.75, 0.5, 0.1]] }, IMAGES],
    call: inference.bernoulliMixtureLogDensities,
    infinite: true, // a kind of weight 0
  },
  {
    name: "importanceBound",
    args: () => [[[-1, -2, -1.5], [-3, -2, -4]], 2],
    call: inference.importanceBound,
  },
  {
    name: "mutualInformationGap",
    args: () => [[[0, 0.5], [1, 0.25], [2, 0.125], [3, 1]], [[0, 0], [0, 1], [1, 0], [1, 1]], {
      bins: 4,
    }],
    call: inference.mutualInformationGap,
    options: ["2"],
  },
  {
    name: "aggregateLogDensities",
    args: () => [POSTERIORS, [[0, 0], [1, 2]]],
    call: inference.aggregateLogDensities,
    infinite: true,
  },
  { name: "sampleAggregate", args: () => [KEY, POSTERIORS, 3], call: inference.sampleAggregate },
  {
    name: "standardDivergences",
    args: () => [POSTERIORS],
    call: inference.standardDivergences,
    infinite: true,
  },
  {
    name: "twoSamples",
    args: () => [rows(0), rows(0.5), { neighbours: 1 }],
    call: inference.twoSamples,
    options: ["2"],
  },
];

const CONSTANTS = "BERNOULLI_MIXTURE_SETTINGS GAP_SETTINGS TWO_SAMPLES_SETTINGS".split(" ");

export const VAE: Folder = {
  name: "inference/vae",
  exports: [...CALLS.map(({ name }) => name), ...CONSTANTS],
  skipped: CONSTANTS,
  calls: CALLS,
};
