/** Good calls of the bounds of lib/inference. */
import * as inference from "lib/inference";
import type { Call, Folder } from "../call.ts";

const problem = { q: [0.5, 0.25, 0.25], joint: [0.35, 0.27, 0.1] };
const reading = { q: [0.5, 0.5], prior: [0.7, 0.3], likelihood: [0.5, 0.9] };
/** An event that cannot be has a log probability of −∞. */
const infinite = true;

const CALLS: readonly Call[] = [
  { name: "elbo", args: () => [problem], call: inference.elbo, infinite },
  { name: "energyEntropy", args: () => [problem], call: inference.energyEntropy, infinite },
  { name: "evidenceGap", args: () => [problem], call: inference.evidenceGap, infinite },
  { name: "reconstructionKl", args: () => [reading], call: inference.reconstructionKl, infinite },
  {
    name: "elboByQuadrature",
    args: () => [{ logJoint: (z: number) => -z * z, mean: 1, standardDeviation: 0.5 }],
    call: inference.elboByQuadrature,
    fine: [/logJoint ← function/], // a joint that is the same everywhere
  },
];

export const ELBO: Folder = {
  name: "inference/elbo",
  exports: ["elbo", "energyEntropy", "evidenceGap", "reconstructionKl", "elboByQuadrature"],
  skipped: [],
  calls: CALLS,
};
