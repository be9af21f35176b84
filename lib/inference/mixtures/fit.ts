/** Fitting a mixture of Gaussians: EM to convergence, from a start or from several. */
import {
  atLeast,
  door,
  type Given,
  type Key,
  keyShape,
  MOST_ENTRIES,
  positive,
  required,
  type Resolved,
  setting,
  settings,
  split,
  type Vector,
  whole,
} from "../../math/mod.ts";
import { type Mixture, mixtureShape } from "../../prob/mod.ts";
import { CollapsedComponentError } from "./collapse.ts";
import { COVARIANCE } from "./covariance_kind.ts";
import { POINTS, requireAtMost } from "./data_shapes.ts";
import { expectationInto } from "./expectation.ts";
import { planMaximization } from "./maximization.ts";
import { maximizationInto, type MaximizationPlan } from "./moments.ts";
import { type PackedMixture, packMixture, packPoints, unpackMixture } from "./packed.ts";
import { startMixture } from "./start.ts";

const EM = settings({
  /** Shape of the covariances. */
  covariance: setting(COVARIANCE, "full"),
  /** The least variance in any direction (0: none, a collapse is an error). */
  covarianceFloor: setting(atLeast(0), 0),
  /** Stop when the log-likelihood gains less, in nats per point. */
  tolerance: setting(positive, 1e-10),
  /** Stop after so many M steps. */
  maxIterations: setting(whole(1), 1000),
});

const FIT = settings({
  /** How many components. */
  components: required(whole(1)),
  /** How many starts; the best fit is kept. */
  restarts: setting(whole(1, MOST_ENTRIES), 10),
  ...EM.table,
});

/** How EM runs from one start. */
export type EmConfig = Given<typeof EM>;

/** How a mixture is fitted from scratch. */
export type MixtureConfig = Given<typeof FIT>;

const DOING = "fit a mixture";
const checkFrom = door(DOING, { mixture: mixtureShape, points: POINTS });
const checkFit = door(DOING, { key: keyShape, points: POINTS });

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
  config?: EmConfig,
): MixtureFit {
  const em = EM.read(DOING, config, "config");
  checkFrom({ mixture, points });
  requireAtMost(DOING, "components", mixture.components.length, points.length);
  return climb(packMixture(DOING, mixture), planOf(points, em), em);
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
  const { components, restarts, ...em } = FIT.read(DOING, config, "config");
  checkFit({ key, points });
  requireAtMost(DOING, "components", components, points.length);
  const plan = planOf(points, em);
  const outcomes = split(key, restarts).map((startKey) => {
    const start = startMixture(startKey, plan, components);
    try {
      return climb(start, plan, em);
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

function planOf(points: readonly Vector[], { covariance, covarianceFloor }: Em): MaximizationPlan {
  return planMaximization(DOING, packPoints(points), covariance, covarianceFloor);
}

type Em = Resolved<typeof EM>;

/** E and M steps in place until the gain is below tolerance; the mixture is overwritten. */
function climb(
  mixture: PackedMixture,
  plan: MaximizationPlan,
  { tolerance, maxIterations }: Em,
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
