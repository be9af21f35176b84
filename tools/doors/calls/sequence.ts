/** Good calls of lib/sequence. */
import * as sequence from "lib/sequence";
import type { Folder } from "../call.ts";

const chain = {
  initial: [0.5, 0.5],
  transition: [[0.7, 0.3], [0.4, 0.6]],
  logLikelihood: [[-0.1, -1.6], [-0.2, -1.4], [0, 0]],
};
/** Log messages of what cannot be are −∞. */
const infinite = true;

export const SEQUENCE: Folder = {
  name: "sequence",
  exports: Object.keys(sequence),
  skipped: [],
  calls: [
    { name: "filterHidden", args: () => [chain], call: sequence.filterHidden, infinite },
    { name: "smoothHidden", args: () => [chain], call: sequence.smoothHidden, infinite },
  ],
};
