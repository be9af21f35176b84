/**
 * Float64 ground: random keys, log-space arithmetic, small linear algebra, quadrature, statistics.
 *
 * @module
 */
export {
  NonFiniteError,
  NotPositiveDefiniteError,
  refusal,
  ShapeError,
  unknownKind,
} from "./errors.ts";
export {
  door,
  type Fault,
  type Shape,
  shapeOf,
  type Size,
  type Sizes,
  type TypeOf,
  within,
  wrongKind,
  wrongSize,
  wrongValue,
} from "./shapes/shape.ts";
export {
  anything,
  atLeast,
  between,
  callable,
  either,
  extended,
  extendedWith,
  finite,
  flag,
  fraction,
  logarithm,
  MOST_ENTRIES,
  MOST_NUMBERS,
  numberWith,
  oneOf,
  openUnit,
  perhaps,
  positive,
  text,
  textWith,
  whole,
} from "./shapes/scalars.ts";
export { anyList, list } from "./shapes/lists.ts";
export { matrix, numbers, probabilities, vector, vectorWithin } from "./shapes/tables.ts";
export { dictionary, plain, record, variants } from "./shapes/records.ts";
export {
  type Given,
  optional,
  required,
  type Resolved,
  type Setting,
  setting,
  type Settings,
  settings,
} from "./shapes/settings.ts";
export { requireInteger, requireNumber, requireVector } from "./require.ts";
export { type Key, keyShape, requireKey, threefry2x32 } from "./threefry.ts";
export { fold, key, split } from "./keys.ts";
export { categorical, normal, permutation, uniform } from "./draws.ts";
export {
  log1mExp,
  logAddExp,
  logSigmoid,
  logSoftmax,
  logSumExp,
  sigmoid,
  softmax,
  softplus,
  xlogy,
} from "./logspace.ts";
export { crc32 } from "./crc32.ts";
export { grid } from "./grid.ts";
export {
  diagonal,
  dot,
  identity,
  type Matrix,
  matVec,
  multiply,
  outer,
  transpose,
  type Vector,
} from "./linear.ts";
export {
  cholesky,
  logDeterminant,
  requireSymmetric,
  solveLower,
  solveLowerTransposed,
} from "./cholesky.ts";
export { inverse, solve } from "./solve.ts";
export { eigenSymmetric, type SymmetricEigen } from "./eigen.ts";
export { type Integral, integrate, type IntegrateOptions, IntegrationError } from "./quadrature.ts";
export { normalAverage } from "./normal_average.ts";
export { normalQuantile } from "./normal_quantile.ts";
export { tQuantile } from "./t_quantile.ts";
export {
  type Estimate,
  type Interval,
  mean,
  meanWithError,
  quantile,
  tInterval,
  variance,
} from "./statistics.ts";
export {
  type BootstrapInterval,
  type BootstrapOptions,
  interquartileMean,
  stratifiedBootstrap,
} from "./bootstrap.ts";
export { bootstrapCurves, type CurveInterval } from "./bootstrap_curves.ts";
