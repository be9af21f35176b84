import { type Matrix, mean, ShapeError, variance } from "../../math/mod.ts";
import { requireFiniteTensor, tensorScope, tf } from "../../nn/mod.ts";
import { mixtureLogDensityTensor, type MixtureTensor } from "../../prob/tensor/mod.ts";

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
 * @throws {ShapeError} when points or means are not rectangular, or differ in width
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
  requireTable("points", points, points[0]?.length ?? 0);
  requireTable("means", config.means, points[0]!.length);
  const scales = columnScales(points);
  const logUnits = points.length * scales.reduce((sum, { spread }) => sum + Math.log(spread), 0);
  using scope = tensorScope();
  const x = scope.own(tf.tensor2d(standardized(points, scales)));
  const mixture = startingMixture(standardized(config.means, scales));
  scope.own(Object.values(mixture));
  const optimizer = tf.train.adam(config.learningRate);
  const logLikelihoods: number[] = [];
  for (let step = 0; step <= config.steps; step++) {
    const logDensities = tf.tidy(() => mixtureLogDensityTensor(x, mixture));
    logLikelihoods.push(total(requireFiniteTensor("log p(x)", logDensities, step)) - logUnits);
    logDensities.dispose();
    if (step < config.steps) {
      optimizer.minimize(() => tf.neg(tf.mean(mixtureLogDensityTensor(x, mixture))) as tf.Scalar);
    }
  }
  optimizer.dispose();
  return { logLikelihoods, ...described(mixture, scales) };
}

interface ColumnScale {
  readonly centre: number;
  readonly spread: number;
}

function columnScales(points: Matrix): readonly ColumnScale[] {
  return points[0]!.map((_, d) => {
    const column = points.map((point) => point[d]!);
    return { centre: mean(column), spread: Math.sqrt(variance(column)) };
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

function requireTable(name: string, rows: Matrix, width: number): void {
  const bad = rows.findIndex((row) => row.length !== width);
  if (rows.length === 0 || width === 0 || bad >= 0) {
    const got = [rows.length, rows[Math.max(bad, 0)]?.length ?? 0];
    throw new ShapeError("climb", name, got, `at least one row, each of length ${width}`);
  }
}
