/** Good calls of lib/math. */
import * as math from "lib/math";
import type { Call, Folder } from "../call.ts";

const SPREAD = [[4, 2, 0.4], [2, 10, 1], [0.4, 1, 3]];
const KEY = [0, 7];
/** Overflow to an infinity is what IEEE arithmetic says, and the docstrings too. */
const infinite = true;

const CALLS: readonly Call[] = [
  { name: "threefry2x32", args: () => [KEY, [1, 2]], call: math.threefry2x32 },
  { name: "key", args: () => [7], call: math.key },
  { name: "fold by name", args: () => [KEY, "noise"], call: math.fold, fine: [/^1 ← 1$/] },
  // a text or a number is a name
  { name: "fold by number", args: () => [KEY, 3], call: math.fold, fine: [/^1 ← "1"/] },
  { name: "split", args: () => [KEY, 3], call: math.split },
  { name: "uniform", args: () => [KEY, 5, -1, 2], call: math.uniform, fine: [/^[23] ← undefined/] },
  { name: "normal", args: () => [KEY, 5], call: math.normal },
  { name: "categorical", args: () => [KEY, [0.5, 0.25, 0.25], 5], call: math.categorical },
  { name: "permutation", args: () => [KEY, 5], call: math.permutation },
  { name: "logSumExp", args: () => [[1, 2, -3]], call: math.logSumExp, infinite },
  { name: "logAddExp", args: () => [1, 2], call: math.logAddExp, infinite },
  { name: "softmax", args: () => [[1, 2, -3]], call: math.softmax },
  { name: "logSoftmax", args: () => [[1, 2, -3]], call: math.logSoftmax, infinite },
  { name: "softplus", args: () => [1.5], call: math.softplus, infinite },
  { name: "sigmoid", args: () => [1.5], call: math.sigmoid },
  { name: "logSigmoid", args: () => [1.5], call: math.logSigmoid, infinite },
  { name: "log1mExp", args: () => [-0.5], call: math.log1mExp, infinite },
  { name: "xlogy", args: () => [0.5, 0.25], call: math.xlogy, infinite },
  { name: "grid", args: () => [0, 2, 5], call: math.grid },
  { name: "diagonal", args: () => [[2, 3]], call: math.diagonal },
  { name: "dot", args: () => [[1, 2], [3, 4]], call: math.dot, infinite },
  { name: "identity", args: () => [3], call: math.identity },
  { name: "matVec", args: () => [SPREAD, [1, 2, 3]], call: math.matVec, infinite },
  { name: "multiply", args: () => [SPREAD, [[1], [2], [3]]], call: math.multiply, infinite },
  { name: "outer", args: () => [[1, 2], [3, 4]], call: math.outer, infinite },
  { name: "transpose", args: () => [[[1, 2, 3], [4, 5, 6]]], call: math.transpose },
  {
    name: "cholesky",
    args: () => [SPREAD, "covariance"],
    call: math.cholesky,
    fine: [/^1 ← undefined/],
  },
  { name: "logDeterminant", args: () => [SPREAD], call: math.logDeterminant },
  { name: "solveLower", args: () => [[[2, 0], [1, 3]], [4, 8]], call: math.solveLower, infinite },
  {
    name: "solveLowerTransposed",
    args: () => [[[2, 0], [1, 3]], [4, 8]],
    call: math.solveLowerTransposed,
    infinite,
  },
  { name: "solve", args: () => [SPREAD, [1, 2, 3]], call: math.solve },
  { name: "inverse", args: () => [SPREAD], call: math.inverse },
  { name: "eigenSymmetric", args: () => [SPREAD], call: math.eigenSymmetric },
  {
    name: "integrate",
    args: () => [(x: number) => Math.exp(-x * x), -3, 4, {
      absoluteTolerance: 0,
      relativeTolerance: 1e-8,
      maxEvaluations: 3000,
    }],
    call: math.integrate,
    options: ["3"],
  },
  {
    name: "normalAverage",
    args: () => [(x: number) => x * x, 1, 2, { step: 0.25 }],
    call: math.normalAverage,
    options: ["3"],
  },
  { name: "normalQuantile", args: () => [0.25], call: math.normalQuantile },
  { name: "tQuantile", args: () => [0.25, 4], call: math.tQuantile },
  { name: "mean", args: () => [[1, 2, 6]], call: math.mean },
  { name: "variance", args: () => [[1, 2, 6]], call: math.variance },
  { name: "meanWithError", args: () => [[1, 2, 6]], call: math.meanWithError },
  { name: "quantile", args: () => [[1, 2, 6], 0.3], call: math.quantile },
  {
    name: "tInterval",
    args: () => [[1, 2, 6], 0.9],
    call: math.tInterval,
    fine: [/^1 ← undefined/],
  },
  { name: "interquartileMean", args: () => [[1, 2, 4, 9]], call: math.interquartileMean },
  {
    name: "stratifiedBootstrap",
    args: () => [KEY, [[1, 2, 3], [2, 5, 7]], {
      statistic: math.interquartileMean,
      resamples: 20,
      level: 0.9,
    }],
    call: math.stratifiedBootstrap,
    options: ["2"],
    fine: [/statistic ← function/], // a statistic that is always 1
  },
  {
    name: "bootstrapCurves",
    args: () => [KEY, [[1, 2, 3], [2, 5, 7]], {
      statistic: math.interquartileMean,
      resamples: 20,
      level: 0.9,
    }],
    call: math.bootstrapCurves,
    options: ["2"],
    fine: [/statistic ← function/],
  },
  { name: "crc32", args: () => [Uint8Array.of(1, 2, 3)], call: math.crc32 },
];

export const MATH: Folder = {
  name: "math",
  exports: Object.keys(math),
  skipped: [
    // the checks themselves, and what they are made of
    ...Object.keys(math).filter((name) => /^require[A-Z]|Error$/.test(name)),
    ..."refusal door shapeOf within wrongKind wrongSize wrongValue anything atLeast between".split(
      " ",
    ),
    ..."callable either extended finite flag fraction logarithm numberWith oneOf openUnit".split(
      " ",
    ),
    ..."positive text whole anyList list matrix numbers probabilities vector record".split(" "),
    ..."extendedWith vectorWithin unknownKind MOST_ENTRIES MOST_NUMBERS variants optional required setting settings keyShape entries dictionary perhaps plain textWith"
      .split(" "),
  ],
  calls: CALLS,
};
