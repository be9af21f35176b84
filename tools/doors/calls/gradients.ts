/** Good calls of lib/inference's gradients of expectations. */
import * as inference from "lib/inference";
import type { Call, Folder } from "../call.ts";

const KEY = [0, 7];

const CALLS: readonly Call[] = [
  { name: "leaveOneOut", args: () => [[1, 2, 4]], call: inference.leaveOneOut },
  {
    name: "reinforce",
    args: () => [[[1, 0], [0.5, -1]], [3, 4], [1, 2]],
    call: inference.reinforce,
    options: ["2"],
  },
  {
    name: "gaussianScore",
    args: () => [{ mean: [0, 1], logStd: [0.5, -1] }, [1, 2]],
    call: inference.gaussianScore,
  },
  { name: "categoricalScore", args: () => [[0, 1, 2], 1], call: inference.categoricalScore },
  {
    name: "categoricalSlope",
    args: () => [[0, 1, 2], [3, 1, 2]],
    call: inference.categoricalSlope,
  },
  {
    name: "gumbelSoftmax",
    args: () => [KEY, [0, 1, 2], { temperature: 0.5, draws: 2 }],
    call: inference.gumbelSoftmax,
    options: ["2"],
  },
  {
    name: "gumbelSoftmaxSlope",
    args: () => [[0.2, 0.8], [1, -1], 0.5],
    call: inference.gumbelSoftmaxSlope,
  },
  {
    name: "reparameterizedSlope",
    args: () => [[0, -1], [0.5, 1], [2, 3]],
    call: inference.reparameterizedSlope,
  },
];

export const GRADIENTS: Folder = {
  name: "inference/gradients",
  exports: CALLS.map(({ name }) => name),
  skipped: [],
  calls: CALLS,
};
