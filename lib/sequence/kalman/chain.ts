/** Guesses about a hidden sequence: Gaussian chains, each step given the one before. */
import {
  door,
  inverse,
  list,
  type Matrix,
  matrix,
  matVec,
  multiply,
  record,
  type Shape,
  transpose,
  type Vector,
  vector,
} from "../../math/mod.ts";
import {
  type Beliefs,
  type LinearGaussian,
  type Observations,
  readModel,
  readObservations,
} from "./model.ts";
import { smoothKalman } from "./smooth.ts";

/**
 * q(z₁:T) = Π N(z_t; F_t z_t−1 + g_t, V_t). With all F_t = 0 the steps are independent; F₁ has
 * nothing to look at and is not read.
 */
export interface GaussianChain {
  /** F_t, `[T][K][K]`. */
  readonly gains: readonly Matrix[];
  /** g_t, `[T][K]`. */
  readonly offsets: readonly Vector[];
  /** V_t, `[T][K][K]`, positive definite. */
  readonly covariances: readonly Matrix[];
}

/** A chain whose sizes fit; T and K to a door. */
export const chainShape: Shape<GaussianChain> = record(
  {
    gains: list(matrix("K", "K"), "T"),
    offsets: list(vector("K"), "T"),
    covariances: list(matrix("K", "K"), "T"),
  },
  "a chain { gains, offsets, covariances }",
) as Shape<GaussianChain>;

const zeros = (size: number): number[][] =>
  Array.from({ length: size }, () => new Array<number>(size).fill(0));
const minus = (a: Matrix, b: Matrix): number[][] =>
  a.map((row, i) => Array.from(row, (each, j) => each - b[i]![j]!));
const symmetric = (a: Matrix): number[][] =>
  a.map((row, i) => Array.from(row, (each, j) => (each + a[j]![i]!) / 2));

/**
 * The posterior as a chain: p(z_t | z_t−1, x₁:T) = N(F_t z_t−1 + g_t, V_t) with
 * F_t = Cov(z_t, z_t−1 | x₁:T) Ŝ_t−1⁻¹, V_t = Ŝ_t − F_t Cov(z_t−1, z_t | x₁:T), g_t = ŝ_t − F_t ŝ_t−1, from the
 * smoother's means ŝ and covariances Ŝ. Given z_t−1 what was seen before t says nothing more, so it
 * is p(z_t | z_t−1, x_t:T), too. Exact.
 *
 * @throws as `filterKalman`
 * @example
 * ```ts
 * import { posteriorChain } from "lib/sequence";
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
 * const { gains, offsets, covariances } = posteriorChain(model, [[0], [4]]);
 * // z₂ given z₁ and x₂ = 4: half way between them
 * assertAlmostEquals(gains[1]![0]![0]!, 0.5, 1e-12);
 * assertAlmostEquals(offsets[1]![0]!, 2, 1e-12);
 * assertAlmostEquals(covariances[1]![0]![0]!, 0.5, 1e-12);
 * ```
 */
export function posteriorChain(model: LinearGaussian, observations: Observations): GaussianChain {
  const { smoothed: { means, covariances }, lagged } = smoothKalman(model, observations);
  const gains = means.map((m, t) =>
    t === 0 ? zeros(m.length) : multiply(lagged[t - 1]!, inverse(covariances[t - 1]!))
  );
  return {
    gains,
    offsets: means.map((m, t) => {
      if (t === 0) return m;
      const carried = matVec(gains[t]!, means[t - 1]!);
      return m.map((each, k) => each - carried[k]!);
    }),
    covariances: covariances.map((S, t) =>
      t === 0 ? S : symmetric(minus(S, multiply(gains[t]!, transpose(lagged[t - 1]!))))
    ),
  };
}

const checkIndependent = door("make steps independent", {
  beliefs: record(
    { means: list(vector("K"), "T"), covariances: list(matrix("K", "K"), "T") },
    "beliefs { means, covariances }",
  ),
});

/**
 * Beliefs about each step as a guess about all: their product, as a chain without gains.
 *
 * @throws {ShapeError|RangeError|TypeError} for sizes that differ, and what is no number
 * @example
 * ```ts
 * import { independentChain } from "lib/sequence";
 * import { assertEquals } from "@std/assert";
 *
 * const { gains } = independentChain({ means: [[0], [1]], covariances: [[[1]], [[1]]] });
 * assertEquals(gains, [[[0]], [[0]]]);
 * ```
 */
export function independentChain(beliefs: Beliefs): GaussianChain {
  checkIndependent({ beliefs });
  const { means, covariances } = beliefs;
  return { gains: means.map((m) => zeros(m.length)), offsets: means, covariances };
}

const MEAN_FIELD = "find the best independent steps";

/**
 * The best guess with independent steps, the least of KL(q ‖ posterior): the smoother's means, and
 * for each step the variance given all others, (Λ_t)⁻¹ with
 * Λ_t = Q⁻¹ (P₁⁻¹ at the first step) + Cᵀ R⁻¹ C (where something was seen) + Aᵀ Q⁻¹ A (but for the last step).
 * Bishop 2006, section 10.1.2, with blocks for coordinates.
 *
 * @throws as `filterKalman`
 * @example
 * ```ts
 * import { bestIndependentChain } from "lib/sequence";
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
 * const { covariances } = bestIndependentChain(model, [[0], [4]]);
 * assertAlmostEquals(covariances[0]![0]![0]!, 1 / 3, 1e-12); // prior, what is seen, the next step
 * ```
 */
export function bestIndependentChain(
  model: LinearGaussian,
  observations: Observations,
): GaussianChain {
  const read = readModel(MEAN_FIELD, model);
  readObservations(MEAN_FIELD, observations, read.emission.length);
  const { transition: A, emission: C } = read, Q = inverse(read.transitionCovariance);
  const looks = multiply(transpose(C), multiply(inverse(read.emissionCovariance), C));
  const moves = multiply(transpose(A), multiply(Q, A)), first = inverse(read.initialCovariance);
  const { means } = smoothKalman(model, observations).smoothed, last = means.length - 1;
  const covariances = means.map((_, t) => {
    const parts = [
      t === 0 ? first : Q,
      ...observations[t] === null ? [] : [looks],
      ...t === last ? [] : [moves],
    ];
    return symmetric(inverse(parts.reduce((sum, each) => minus(sum, negative(each)))));
  });
  return independentChain({ means, covariances });
}

const negative = (a: Matrix): number[][] => a.map((row) => Array.from(row, (each) => -each));
