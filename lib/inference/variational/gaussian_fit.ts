/** The Gaussian that is closest to a density in KL(q ‖ p): Gaussian variational inference. */
import {
  callable,
  door,
  finite,
  type Given,
  inverse,
  type Matrix,
  matVec,
  oneOf,
  plain,
  positive,
  record,
  type Resolved,
  setting,
  settings,
  type Shape,
  whole,
} from "../../math/mod.ts";
import { covarianceMatrix, type Gaussian, gaussianEntropy, gaussianShape } from "../../prob/mod.ts";
import { symmetricPart } from "./symmetric_part.ts";
import type { AveragedTarget, TargetAverages } from "./target.ts";

const DOING = "fit a Gaussian by its bound";
const TARGET: Shape<Pick<AveragedTarget, "averages" | "dimension">> = record({
  dimension: whole(1),
  averages: callable("a function of a Gaussian"),
}) as Shape<Pick<AveragedTarget, "averages" | "dimension">>;
const checkFit = door(DOING, { target: TARGET, start: gaussianShape() });
const OPTIONS = settings({
  /** "full", or "diagonal" for independent coordinates. */
  family: setting(oneOf("full", "diagonal"), "full"),
  /** Stop when the slopes of the bound, in units of q's spread, are below this. */
  tolerance: setting(positive, 1e-9),
  /** Stop after so many steps. */
  maxIterations: setting(whole(1), 500),
});

/** How {@link fitGaussian} runs. */
export type GaussianFitOptions = Given<typeof OPTIONS>;

/** The guess, its bound, and how it was found. */
export interface GaussianFit {
  readonly q: Gaussian;
  /** ELBO(q), nats. */
  readonly elbo: number;
  /** The bound of the start and after every step; it never falls. */
  readonly elbos: readonly number[];
  /** False when maxIterations ended it. */
  readonly converged: boolean;
}

/**
 * Maximizes ELBO(q) = E_q[log p] + H(q) over Gaussians. At the top E_q[∇ log p] = 0 and
 * S⁻¹ = E_q[−∇∇ᵀ log p] (for independent coordinates its diagonal): Laplace's two conditions, but
 * averaged over q. Each step moves S⁻¹ and μ towards them, S⁻¹ ← (1 − ρ) S⁻¹ + ρ E_q[curvature],
 * μ ← μ + ρ S E_q[∇ log p], ρ halved from 1 until the bound does not fall: a natural-gradient step.
 * Opper & Archambeau 2009, section 3; Khan & Rue 2023, equation 9.
 *
 * @param target its averages under a Gaussian are exact
 * @param start over `[D]`
 * @param options family ("full"), tolerance (1e-9), maxIterations (500)
 * @throws {NotPositiveDefiniteError} when the average curvature is no precision,
 *   {ShapeError|RangeError|TypeError} for bad input
 * @example
 * ```ts
 * import { fitGaussian, logisticTarget } from "lib/inference";
 * import { assert } from "@std/assert";
 *
 * const coin = logisticTarget({ inputs: [[1]], successes: [3], trials: [4] });
 * const start = { mean: [0], covariance: { kind: "spherical", variance: 1 } } as const;
 * const { q, converged } = fitGaussian(coin, start);
 * assert(converged && q.mean[0]! > Math.log(3)); // further out than the top
 * ```
 */
export function fitGaussian(
  target: AveragedTarget,
  start: Gaussian,
  options?: GaussianFitOptions,
): GaussianFit {
  const config = OPTIONS.read(DOING, options);
  checkFit({ target, start });
  gaussianShape(target.dimension).check(DOING, "start", start);
  let now = seenAt(target, shaped(start, config.family));
  const elbos = [now.elbo];
  for (let iteration = 0; iteration < config.maxIterations; iteration++) {
    if (unrest(now, config.family) <= config.tolerance) {
      return { q: now.q, elbo: now.elbo, elbos, converged: true };
    }
    const next = stepped(target, now, config);
    if (next === undefined) break; // no step rises: rounding is all that is left
    now = next;
    elbos.push(now.elbo);
  }
  const converged = unrest(now, config.family) <= Math.sqrt(config.tolerance);
  return { q: now.q, elbo: now.elbo, elbos, converged };
}

/** A guess with what it sees. */
interface Seen {
  readonly q: Gaussian;
  readonly averages: TargetAverages;
  readonly elbo: number;
}

type Family = Resolved<typeof OPTIONS>["family"];

function shaped({ mean, covariance }: Gaussian, family: Family): Gaussian {
  const matrix = covarianceMatrix({ mean, covariance });
  return gaussianWith([...mean], matrix, family);
}

function gaussianWith(mean: readonly number[], matrix: Matrix, family: Family): Gaussian {
  return family === "full"
    ? { mean, covariance: { kind: "full", matrix } }
    : { mean, covariance: { kind: "diagonal", variances: matrix.map((row, d) => row[d]!) } };
}

function seenAt(target: AveragedTarget, q: Gaussian): Seen {
  const averages = target.averages(q);
  plain.check(DOING, "target.averages(q)", averages);
  const energy = finite.check(DOING, "E[log p]", averages.logDensity);
  return { q, averages, elbo: energy + gaussianEntropy(q) };
}

/** The curvature that the family can answer to. */
function wished(curvature: Matrix, family: Family): Matrix {
  const whole = symmetricPart(curvature);
  return family === "full"
    ? whole
    : whole.map((row, i) => row.map((each, j) => i === j ? each : 0));
}

/** How far the two conditions are from holding, in units of q's standard deviations. */
function unrest({ q, averages }: Seen, family: Family): number {
  const spread = covarianceMatrix(q), goal = wished(averages.curvature, family);
  const slopes = averages.gradient.map((each, d) => Math.abs(each) * Math.sqrt(spread[d]![d]!));
  const precision = inverse(spread);
  const misfits = goal.flatMap((row, i) =>
    row.map((each, j) =>
      Math.abs(each - precision[i]![j]!) / Math.sqrt(precision[i]![i]! * precision[j]![j]!)
    )
  );
  return Math.max(...slopes, ...misfits);
}

/** The natural-gradient step, halved until the bound does not fall. */
function stepped(
  target: AveragedTarget,
  { q, averages, elbo }: Seen,
  { family }: Resolved<typeof OPTIONS>,
): Seen | undefined {
  const precision = inverse(covarianceMatrix(q)), goal = wished(averages.curvature, family);
  for (let share = 1; share > 1e-6; share /= 2) {
    const mixed = goal.map((row, i) =>
      row.map((each, j) => share * each + (1 - share) * precision[i]![j]!)
    );
    const matrix = symmetricPart(inverse(symmetricPart(mixed)));
    const move = matVec(matrix, averages.gradient);
    const mean = q.mean.map((each, d) => each + share * move[d]!);
    const next = seenAt(target, gaussianWith(mean, matrix, family));
    if (next.elbo >= elbo) return next;
  }
  return undefined;
}
