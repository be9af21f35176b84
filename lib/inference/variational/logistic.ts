/** Bayesian logistic regression: the posterior over its weights, and what a guess makes of it. */
import {
  door,
  finite,
  type Given,
  type Matrix,
  matrix,
  numbers,
  numberWith,
  optional,
  refusal,
  required,
  settings,
  softplus,
  type Vector,
  vector,
} from "../../math/mod.ts";
import { covarianceMatrix, type Gaussian, gaussianShape } from "../../prob/mod.ts";
import { logisticAverages } from "./logistic_averages.ts";
import { gaussianPrior, type Prior } from "./gaussian_prior.ts";
import type { AveragedTarget } from "./target.ts";

const DOING = "make a logistic target";
const [EVALUATE, AVERAGE] = ["evaluate a logistic target", "average a logistic target"] as const;
const square = matrix("D", "D");
const count = numberWith("a count of at least 0", (value) => value >= 0);
const PROBLEM = settings({
  /** `[N][D]`; a column of ones is the intercept. */
  inputs: required(matrix("N", "D")),
  /** `[N]`: how many of the trials succeeded. */
  successes: required(vector("N", count)),
  /** `[N]`: how many trials there were. */
  trials: required(vector("N", count)),
  /** Over the weights `[D]`; flat when left out. */
  prior: optional(gaussianShape("D")),
});

/** Inputs, how many trials succeeded at each, and a prior over the weights (flat when left out). */
export type LogisticProblem = Given<typeof PROBLEM>;

/**
 * log p(y, w) of logistic regression over its weights w, with slope, bend, and the averages of all
 * three under a Gaussian guess: Σᵢ yᵢ aᵢ − nᵢ log(1 + e^{aᵢ}) + log p(w), aᵢ = xᵢᵀ w. Binomial
 * coefficients are left out. Under q = N(μ, S) each aᵢ is normal, N(xᵢᵀμ, xᵢᵀ S xᵢ), so the averages
 * are integrals over one number, done to rounding in any dimension. The density is log-concave.
 *
 * @param problem inputs `[N][D]`, successes and trials `[N]`, prior over `[D]`
 * @returns functions of weights `[D]`, and of a Gaussian over `[D]`
 * @throws {ShapeError|RangeError|TypeError} for bad input, such as more successes than trials
 * @example
 * ```ts
 * import { logisticTarget } from "lib/inference";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const toss = logisticTarget({ inputs: [[1]], successes: [1], trials: [1] });
 * assertAlmostEquals(toss.logDensity([0]), Math.log(0.5), 1e-15);
 * const q = { mean: [0], covariance: { kind: "spherical", variance: 4 } } as const;
 * assertAlmostEquals(toss.averages(q).gradient[0]!, 0.5, 1e-14); // by symmetry
 * ```
 */
export function logisticTarget(problem: LogisticProblem): AveragedTarget {
  const { inputs, successes, trials, prior: given } = PROBLEM.read(DOING, problem, "problem");
  checkSizes({ inputs, successes, trials });
  requireCounts(successes, trials);
  const x = inputs.map((row) => Array.from(row)), dimension = x[0]!.length;
  const prior = gaussianPrior(DOING, dimension, given as Gaussian | undefined);
  const data: Data = { x, y: Array.from(successes), n: Array.from(trials), prior };
  return guarded(data, dimension);
}

/** The functions of a target behind doors: what comes in fits, and what goes out is finite. */
function guarded(data: Data, dimension: number): AveragedTarget {
  const checkPlace = door(EVALUATE, { weights: vector(dimension) });
  const checkGuess = door(AVERAGE, { q: gaussianShape(dimension) });
  const checkAverages = door(AVERAGE, { logDensity: finite, gradient: numbers, curvature: square });
  return {
    dimension,
    logDensity: (weights) => {
      checkPlace({ weights });
      return finite.check(EVALUATE, "log p", logDensityOf(data, weights));
    },
    gradient: (weights) => {
      checkPlace({ weights });
      return numbers.check(EVALUATE, "∇ log p", gradientOf(data, weights)) as number[];
    },
    curvature: (weights) => {
      checkPlace({ weights });
      return square.check(EVALUATE, "the curvature", curvatureOf(data, weights)) as number[][];
    },
    averages: (q) => {
      checkGuess({ q });
      const averages = averagesOf(data, q);
      checkAverages({ ...averages });
      return averages;
    },
  };
}

const checkSizes = door(DOING, {
  inputs: matrix("N", "D"),
  successes: vector("N"),
  trials: vector("N"),
});

function requireCounts(successes: ArrayLike<number>, trials: ArrayLike<number>): void {
  for (let i = 0; i < trials.length; i++) {
    if (successes[i]! <= trials[i]!) continue;
    const wish = `at most ${trials[i]}, the trials`;
    throw new RangeError(refusal(DOING, `problem.successes[${i}]`, successes[i], wish));
  }
}

interface Data {
  readonly x: Matrix;
  readonly y: Vector;
  readonly n: Vector;
  readonly prior: Prior;
}

function product(u: Vector, v: Vector): number {
  let sum = 0;
  for (let i = 0; i < u.length; i++) sum += u[i]! * v[i]!;
  return sum;
}

function logDensityOf({ x, y, n, prior }: Data, weights: Vector): number {
  let sum = prior.logDensity(weights);
  for (let i = 0; i < x.length; i++) {
    const a = product(x[i]!, weights);
    sum += y[i]! * a - n[i]! * softplus(a);
  }
  return sum;
}

function gradientOf({ x, y, n, prior }: Data, weights: Vector): number[] {
  const slope = prior.gradient(weights);
  for (let i = 0; i < x.length; i++) {
    const pull = y[i]! - n[i]! / (1 + Math.exp(-product(x[i]!, weights)));
    for (let d = 0; d < slope.length; d++) slope[d]! += pull * x[i]![d]!;
  }
  return slope;
}

function curvatureOf({ x, n, prior }: Data, weights: Vector): number[][] {
  return x.reduce((sum, row, i) => {
    const tail = Math.exp(-Math.abs(product(row, weights)));
    return addOuter(sum, row, n[i]! * tail / (1 + tail) ** 2);
  }, prior.curvature());
}

function averagesOf({ x, y, n, prior }: Data, q: Gaussian) {
  const spread = covarianceMatrix(q);
  let logDensity = prior.averageLogDensity(q.mean, spread);
  const gradient = prior.gradient(q.mean), curvature = prior.curvature();
  x.forEach((row, i) => {
    const mean = product(row, q.mean);
    const variance = product(row, spread.map((each) => product(each, row)));
    const { softplus, sigmoid, bend } = logisticAverages(mean, variance);
    logDensity += y[i]! * mean - n[i]! * softplus;
    row.forEach((each, d) => gradient[d]! += (y[i]! - n[i]! * sigmoid) * each);
    addOuter(curvature, row, n[i]! * bend);
  });
  return { logDensity, gradient, curvature };
}

function addOuter(sum: number[][], row: Vector, weight: number): number[][] {
  for (let i = 0; i < row.length; i++) {
    for (let j = 0; j < row.length; j++) sum[i]![j]! += weight * row[i]! * row[j]!;
  }
  return sum;
}
