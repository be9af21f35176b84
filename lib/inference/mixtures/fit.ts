/** Fitting a mixture of Gaussians: EM to convergence, from a start or from several. */
import {
  type Key,
  refusal,
  requireInteger,
  requireOptions,
  requirePositive,
  split,
  type Vector,
} from "../../math/mod.ts";
import type { Mixture } from "../../prob/mod.ts";
import { CollapsedComponentError } from "./collapse.ts";
import type { CovarianceKind } from "./covariance_kind.ts";
import { expectationInto } from "./expectation.ts";
import { planMaximization } from "./maximization.ts";
import { maximizationInto, type MaximizationPlan } from "./moments.ts";
import {
  type PackedMixture,
  packMixture,
  packPoints,
  requireSameDimension,
  unpackMixture,
} from "./packed.ts";
import { startMixture } from "./start.ts";

/** How EM runs from one start. */
export interface EmConfig {
  /** Shape of the covariances ("full"). */
  readonly covariance?: CovarianceKind;
  /** The least variance in any direction (0: none, a collapse is an error). */
  readonly covarianceFloor?: number;
  /** Stop when the log-likelihood gains less, in nats per point (1e-10). */
  readonly tolerance?: number;
  /** Stop after so many M steps (1000). */
  readonly maxIterations?: number;
}

/** How a mixture is fitted from scratch. */
export interface MixtureConfig extends EmConfig {
  /** How many components. */
  readonly components: number;
  /** How many starts; the best fit is kept (10). */
  readonly restarts?: number;
}

/** What EM found. */
export interface MixtureFit {
  readonly mixture: Mixture;
  /** Σₙ log p(xₙ) of the mixture, nats */
  readonly logLikelihood: number;
  /** The log-likelihood of the start and after every M step; the last is the mixture's. */
  readonly logLikelihoods: number[];
  /** How many M steps were taken. */
  readonly iterations: number;
  /** False when maxIterations ended it. */
  readonly converged: boolean;
}

/** The best of several fits, and what became of the others. */
export interface BestMixtureFit extends MixtureFit {
  /** Each start's final log-likelihood, nats; NaN where it collapsed. */
  readonly restartLogLikelihoods: number[];
  /** How many starts ended in a collapsed component; they are not considered. */
  readonly collapsedRestarts: number;
}

const EM_OPTIONS = ["covariance", "covarianceFloor", "tolerance", "maxIterations"];

/**
 * EM from a given start until the log-likelihood gains less than `tolerance` nats a point.
 * Monotone up to rounding when the start has the shape of the config; a start outside it may drop
 * once, at the first M step. The limit may be a saddle: components that start identical stay so.
 *
 * @param mixture the start: K components over `[D]`
 * @param points `[N][D]`, N ≥ K
 * @param config covariance ("full"), covarianceFloor (0), tolerance (1e-10), maxIterations (1000)
 * @throws {CollapsedComponentError} when a component loses its points or its spread,
 *   {ShapeError|RangeError|TypeError} for bad input
 * @example
 * ```ts
 * import { fitMixtureFrom } from "lib/inference";
 * import { assertEquals } from "@std/assert";
 *
 * const covariance = { kind: "spherical", variance: 1 } as const;
 * const start = { weights: [1], components: [{ mean: [0], covariance }] };
 * const { mixture } = fitMixtureFrom(start, [[1], [3]], { covariance: "spherical" });
 * assertEquals(mixture.components[0], { mean: [2], covariance });
 * ```
 */
export function fitMixtureFrom(
  mixture: Mixture,
  points: readonly Vector[],
  config: EmConfig = {},
): MixtureFit {
  const doing = "fit a mixture";
  requireOptions(doing, config, EM_OPTIONS);
  const { plan, tolerance, maxIterations } = resolve(doing, points, config);
  const start = packMixture(doing, mixture);
  requireSameDimension(doing, plan.points, start);
  requireEnoughPoints(doing, start.size, points.length);
  return climb(start, plan, tolerance, maxIterations);
}

/**
 * EM from several k-means++ starts; the fit with the largest log-likelihood is kept. A start that
 * collapses is counted and left out; when all do, the first one's error is thrown.
 *
 * @param key used up by the starts
 * @param points `[N][D]`, N ≥ components
 * @param config components, restarts (10), and EM's as in {@link fitMixtureFrom}
 * @throws as {@link fitMixtureFrom}
 * @example
 * ```ts
 * import { fitMixture } from "lib/inference";
 * import { key } from "lib/math";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const points = [[0], [1], [2], [10], [11], [12]];
 * const { mixture } = fitMixture(key(0), points, { components: 2, covariance: "tied" });
 * assertAlmostEquals(mixture.weights[0]!, 0.5, 1e-6);
 * ```
 */
export function fitMixture(
  key: Key,
  points: readonly Vector[],
  config: MixtureConfig,
): BestMixtureFit {
  const doing = "fit a mixture";
  requireOptions(doing, config, ["components", "restarts", ...EM_OPTIONS]);
  const { components, restarts = 10, ...em } = config;
  requireInteger(doing, "components", components, 1);
  requireInteger(doing, "restarts", restarts, 1);
  const { plan, tolerance, maxIterations } = resolve(doing, points, em);
  requireEnoughPoints(doing, components, points.length);
  const outcomes = split(key, restarts).map((startKey) => {
    const start = startMixture(startKey, plan, components);
    try {
      return climb(start, plan, tolerance, maxIterations);
    } catch (error) {
      if (error instanceof CollapsedComponentError) return error;
      throw error;
    }
  });
  return best(outcomes);
}

function best(outcomes: readonly (MixtureFit | CollapsedComponentError)[]): BestMixtureFit {
  const fits = outcomes.filter((outcome) => !(outcome instanceof Error)) as MixtureFit[];
  if (fits.length === 0) throw outcomes[0]!;
  return {
    ...fits.reduce((top, fit) => (fit.logLikelihood > top.logLikelihood ? fit : top)),
    restartLogLikelihoods: outcomes.map((it) => it instanceof Error ? NaN : it.logLikelihood),
    collapsedRestarts: outcomes.length - fits.length,
  };
}

function resolve(doing: string, points: readonly Vector[], config: EmConfig) {
  const { covariance = "full", covarianceFloor = 0, tolerance = 1e-10, maxIterations = 1000 } =
    config;
  requirePositive(doing, "tolerance", tolerance);
  requireInteger(doing, "maxIterations", maxIterations, 1);
  const packed = packPoints(doing, points);
  const plan = planMaximization(doing, packed, covariance, covarianceFloor);
  return { plan, tolerance, maxIterations };
}

function requireEnoughPoints(doing: string, components: number, count: number): void {
  if (components <= count) return;
  const wish = `at most ${count}, the number of points`;
  throw new RangeError(refusal(doing, "components", components, wish));
}

/** E and M steps in place until the gain is below tolerance; the mixture is overwritten. */
function climb(
  mixture: PackedMixture,
  plan: MaximizationPlan,
  tolerance: number,
  maxIterations: number,
): MixtureFit {
  const responsibilities = new Float64Array(plan.points.count * mixture.size);
  const logLikelihoods: number[] = [];
  for (let iteration = 0;; iteration++) {
    const logLikelihood = expectationInto(responsibilities, mixture, plan.points);
    const gain = logLikelihood - (logLikelihoods.at(-1) ?? -Infinity);
    logLikelihoods.push(logLikelihood);
    const converged = Math.abs(gain) < tolerance * plan.points.count;
    if (converged || iteration === maxIterations) {
      const result = { logLikelihood, logLikelihoods, iterations: iteration, converged };
      return { mixture: unpackMixture(mixture, plan.kind), ...result };
    }
    maximizationInto(mixture, responsibilities, plan, iteration);
  }
}
