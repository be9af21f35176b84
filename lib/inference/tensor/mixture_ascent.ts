import {
  door,
  type Matrix,
  matrix,
  mean,
  MOST_ENTRIES,
  positive,
  refusal,
  required,
  settings,
  whole,
} from "../../math/mod.ts";
import { requireFiniteTensor, tensorScope } from "../../nn/mod.ts";
import * as tf from "../../nn/tf.ts";
import { mixtureLogDensityTensor, type MixtureTensor } from "../../prob/tensor/mod.ts";

const DOING = "climb";
const ASCENT = settings({
  steps: required(whole(0, MOST_ENTRIES)), // a log-likelihood is kept of each
  learningRate: required(positive),
  means: required(matrix()),
});
const checkAscent = door(DOING, { points: matrix("N", "D"), means: matrix("K", "D") });

/** How to climb. */
export interface AscentConfig {
  /** Number of gradient steps. */
  readonly steps: number;
  /** Adam's step size, in units of the standardized parameters. */
  readonly learningRate: number;
  /** Where to start: a mean for each component, `[K][D]`, in the units of the data. */
  readonly means: Matrix;
}

/** How the climb went. */
export interface Ascent {
  /** Log-likelihood of all points before each step and after the last, in nats. */
  readonly logLikelihoods: readonly number[];
  /** Where the means ended, `[K][D]`, in the units of the data. */
  readonly means: Matrix;
  readonly weights: readonly number[];
}

/**
 * Maximizes a Gaussian mixture's log-likelihood by gradient steps (Adam) on float32 tensors, full
 * covariances, each component starting with the data's own spread. The peer of EM: it needs a step
 * size, and nothing promises that a step goes up.
 *
 * Works on standardized columns; log-likelihoods are given back in the units of the data
 * (minus N Σ log s_d).
 *
 * @param points `[N][D]`
 * @returns plain numbers; no tensor is left behind
 * @throws {ShapeError|RangeError|TypeError} for ragged, empty or non-finite points or means, means
 *   of another width, more means than points, a column without spread, a bad or unknown option
 * @throws {NonFiniteTensorError} when the likelihood stops being finite, naming the step
 *
 * @example
 * ```ts
 * import { startBackend } from "lib/nn";
 * import { mixtureAscent } from "lib/inference/tensor";
 * await startBackend();
 * const points = [[0], [0.5], [4], [4.4]];
 * mixtureAscent(points, { steps: 10, learningRate: 0.1, means: [[0], [4]] }).logLikelihoods;
 * ```
 */
export function mixtureAscent(points: Matrix, config: AscentConfig): Ascent {
  const { steps, learningRate, means } = ascentOf(points, config);
  const scales = columnScales(points);
  const logUnits = points.length * scales.reduce((sum, { spread }) => sum + Math.log(spread), 0);
  using scope = tensorScope();
  const x = scope.own(tf.tensor2d(standardized(points, scales)));
  const mixture = startingMixture(standardized(means, scales));
  scope.own(Object.values(mixture));
  using optimizer = adam(learningRate);
  const logLikelihoods: number[] = [];
  for (let step = 0; step <= steps; step++) {
    const logDensities = scope.own(tf.tidy(() => mixtureLogDensityTensor(x, mixture)));
    logLikelihoods.push(total(requireFiniteTensor("log p(x)", logDensities, step)) - logUnits);
    logDensities.dispose();
    if (step < steps) {
      optimizer.minimize(() => tf.neg(tf.mean(mixtureLogDensityTensor(x, mixture))) as tf.Scalar);
    }
  }
  return { logLikelihoods, ...described(mixture, scales) };
}

/** Adam, with its own tensors freed at the end of the block, however that comes. */
function adam(learningRate: number): tf.AdamOptimizer & Disposable {
  const optimizer = tf.train.adam(learningRate);
  return Object.assign(optimizer, { [Symbol.dispose]: () => optimizer.dispose() });
}

/** The config, when it fits the points. */
function ascentOf(points: Matrix, given: AscentConfig): AscentConfig {
  const config = ASCENT.read(DOING, given, "config");
  checkAscent({ points, means: config.means });
  const [count, components] = [points.length, config.means.length];
  if (components <= count) return config as AscentConfig;
  const wish = `at most ${count}, the number of points`;
  throw new RangeError(refusal(DOING, "the number of means", components, wish));
}

interface ColumnScale {
  readonly centre: number;
  readonly spread: number;
}

function columnScales(points: Matrix): readonly ColumnScale[] {
  return points[0]!.map((_, d) => {
    const column = points.map((point) => point[d]!);
    const centre = mean(column);
    const spread = Math.sqrt(mean(column.map((value) => (value - centre) ** 2)));
    if (!(spread > 0)) {
      const wish = "some spread; leave out a column that never changes";
      throw new RangeError(refusal("climb", `the spread of points' column ${d}`, spread, wish));
    }
    return { centre, spread };
  });
}

function standardized(points: Matrix, scales: readonly ColumnScale[]): number[][] {
  return points.map((point) =>
    point.map((value, d) => (value - scales[d]!.centre) / scales[d]!.spread)
  );
}

function startingMixture(means: number[][]): MixtureTensor {
  const [count, dimension] = [means.length, means[0]!.length];
  const variable = <R extends tf.Rank>(tensor: tf.Tensor<R>): tf.Variable<R> => {
    const copy = tf.variable(tensor);
    tensor.dispose(); // tf.variable leaves its initial value alive
    return copy;
  };
  return {
    logits: variable(tf.zeros<tf.Rank.R1>([count])),
    means: variable(tf.tensor2d(means)),
    logDiagonals: variable(tf.zeros<tf.Rank.R2>([count, dimension])),
    lowers: variable(tf.zeros<tf.Rank.R3>([count, dimension, dimension])),
  };
}

function described(mixture: MixtureTensor, scales: readonly ColumnScale[]) {
  const weights = tf.tidy(() => Array.from(tf.softmax(mixture.logits).dataSync()));
  const means = mixture.means.arraySync().map((row) =>
    row.map((value, d) => value * scales[d]!.spread + scales[d]!.centre)
  );
  return { means, weights };
}

function total(logDensities: tf.Tensor1D): number {
  return Array.from(logDensities.dataSync()).reduce((sum, each) => sum + each, 0);
}
