/** The evidence lower bound of a Gaussian chain, in closed form. */
import {
  cholesky,
  door,
  finite,
  logDeterminant,
  type Matrix,
  matVec,
  multiply,
  NotPositiveDefiniteError,
  ShapeError,
  solveLower,
  transpose,
  type Vector,
} from "../../math/mod.ts";
import { chainShape, type GaussianChain } from "./chain.ts";
import { type LinearGaussian, type Observations, readModel, readObservations } from "./model.ts";

/** A bound and the two parts it is made of; nats. */
export interface ChainBound {
  /** Σ_t E_q[log p(x_t | z_t)]. */
  readonly logLikelihood: number;
  /** Σ_t E_q KL(q(z_t | z_t−1) ‖ p(z_t | z_t−1)). */
  readonly kl: number;
  /** Their difference, at most log p(x₁:T); what is missing is KL(q ‖ posterior). */
  readonly elbo: number;
}

const DOING = "evaluate the bound of a chain";
const checkChain = door(DOING, { chain: chainShape });

/**
 * ELBO(q) = Σ_t E_q[log p(x_t | z_t)] − Σ_t E_q KL(q(z_t | z_t−1) ‖ p(z_t | z_t−1)), exact: q's
 * means and covariances are carried along the chain, μ_t = F_t μ_t−1 + g_t, Σ_t = F_t Σ_t−1 F_tᵀ + V_t.
 *
 * @param chain q(z₁:T), of as many steps as there are observations
 * @returns nats
 * @throws as `filterKalman`; {ShapeError} for a chain of another length or width;
 *   {NotPositiveDefiniteError} naming the step whose covariance is none
 * @example
 * ```ts
 * import { chainElbo, filterKalman, posteriorChain } from "lib/sequence";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const model = {
 *   transition: [[1]],
 *   transitionCovariance: [[1]],
 *   emission: [[1]],
 *   emissionCovariance: [[1]],
 *   initialMean: [0],
 *   initialCovariance: [[1]],
 * };
 * const seen = [[0], [4], null, [2]];
 * const { elbo } = chainElbo(model, seen, posteriorChain(model, seen));
 * assertAlmostEquals(elbo, filterKalman(model, seen).logEvidence, 1e-12); // tight
 * ```
 */
export function chainElbo(
  model: LinearGaussian,
  observations: Observations,
  chain: GaussianChain,
): ChainBound {
  const read = readModel(DOING, model);
  readObservations(DOING, observations, read.emission.length);
  checkChain({ chain });
  requireFitting(chain, [observations.length, read.initialMean.length]);
  let logLikelihood = 0, kl = 0, before: Belief | undefined;
  for (let t = 0; t < observations.length; t++) {
    const now = carried(chain, t, before);
    kl += stepKl(read, chain, t, now, before);
    const x = observations[t]!;
    if (x !== null) logLikelihood += stepLogLikelihood(read, x, now);
    finite.check(DOING, `the bound up to observations[${t}]`, logLikelihood - kl);
    before = now;
  }
  return { logLikelihood, kl, elbo: logLikelihood - kl };
}

function requireFitting(chain: GaussianChain, wanted: readonly number[]): void {
  const sizes = [chain.offsets.length, chain.offsets[0]!.length];
  if (sizes.every((size, i) => size === wanted[i])) return;
  throw new ShapeError(DOING, "chain.offsets", sizes, `[${wanted.join(",")}]`);
}

interface Belief {
  readonly mean: Vector;
  readonly covariance: Matrix;
}

function carried(
  { gains, offsets, covariances }: GaussianChain,
  t: number,
  before?: Belief,
): Belief {
  const offset = offsets[t]!, V = covariances[t]!;
  if (before === undefined) return { mean: offset, covariance: V };
  const F = gains[t]!, moved = matVec(F, before.mean);
  const spread = multiply(multiply(F, before.covariance), transpose(F));
  return {
    mean: moved.map((each, k) => each + offset[k]!),
    covariance: V.map((row, i) => Array.from(row, (each, j) => each + spread[i]![j]!)),
  };
}

/** E_q KL of one step: q's noise V against the model's, and what the means differ by on average. */
function stepKl(
  model: LinearGaussian,
  { gains, offsets, covariances }: GaussianChain,
  t: number,
  now: Belief,
  before?: Belief,
): number {
  const V = covariances[t]!, noise = t === 0 ? model.initialCovariance : model.transitionCovariance;
  const size = offsets[t]!.length;
  const expected = before === undefined ? model.initialMean : matVec(model.transition, before.mean);
  const off = now.mean as readonly number[];
  const apart = off.map((each, k) => each - expected[k]!);
  let spread: Matrix = V;
  if (before !== undefined) {
    const turn = gains[t]!.map((row, i) =>
      Array.from(row, (each, j) => each - model.transition[i]![j]!)
    );
    const more = multiply(multiply(turn, before.covariance), transpose(turn));
    spread = V.map((row, i) => Array.from(row, (each, j) => each + more[i]![j]!));
  }
  const determinants = logDeterminant(noise) - 2 * logRoot(V, t);
  return 0.5 * (traceOver(noise, spread) + squareOver(noise, apart) - size + determinants);
}

/** ½ log |V|. */
function logRoot(V: Matrix, t: number): number {
  try {
    return cholesky(V).reduce((sum, row, i) => sum + Math.log(row[i]!), 0);
  } catch (error) {
    if (!(error instanceof NotPositiveDefiniteError)) throw error;
    throw new NotPositiveDefiniteError(DOING, `chain.covariances[${t}]`, error.row, error.pivot);
  }
}

/** E_q log N(x; C z, R). */
function stepLogLikelihood(
  { emission, emissionCovariance: R }: LinearGaussian,
  x: ArrayLike<number>,
  { mean, covariance }: Belief,
): number {
  const centre = matVec(emission, mean), apart = centre.map((each, d) => x[d]! - each);
  const spread = multiply(multiply(emission, covariance), transpose(emission));
  const constant = centre.length * Math.log(2 * Math.PI) + logDeterminant(R);
  return -0.5 * (constant + squareOver(R, apart) + traceOver(R, spread));
}

/** vᵀ S⁻¹ v. */
function squareOver(S: Matrix, v: Vector): number {
  return solveLower(cholesky(S), v).reduce((sum, each) => sum + each * each, 0);
}

/** tr S⁻¹ M: M = B Bᵀ is symmetric and its columns are solved for, row by row. */
function traceOver(S: Matrix, M: Matrix): number {
  const lower = cholesky(S);
  const half = M.map((row) => solveLower(lower, row)); // (L⁻¹ M)ᵀ
  const columns = M.map((_, j) => half.map((row) => row[j]!));
  return columns.reduce((sum, column, j) => sum + solveLower(lower, column)[j]!, 0);
}
