/** The four shapes of covariance that a mixture may be fitted with, and what each costs. */
import { door, numberWith, oneOf, required, settings, unknownKind, whole } from "../../math/mod.ts";

/**
 * "full": a matrix for each component; "tied": one matrix for all; "diagonal": a variance for each
 * coordinate and component; "spherical": one variance for each component.
 * In mclust's letters: VVV, EEE, VVI, VII.
 */
export type CovarianceKind = "full" | "tied" | "diagonal" | "spherical";

/** The name of a covariance kind. */
export const COVARIANCE = oneOf("full", "tied", "diagonal", "spherical");

const checkCount = door("count parameters", {
  kind: COVARIANCE,
  components: whole(1),
  dimension: whole(1),
});

/** A log-likelihood so large that twice of it is none is a slip. */
const MOST = Number.MAX_VALUE / 4;
const logLikelihood = numberWith(
  `a finite number of size at most ${MOST}`,
  (value) => Math.abs(value) <= MOST,
);
const TERMS = settings({
  logLikelihood: required(logLikelihood),
  parameters: required(whole(0)),
  count: required(whole(1)),
});

/**
 * How many numbers a mixture is free in: K − 1 weights, K D means, and its covariances.
 *
 * @param kind full: K D(D+1)/2, tied: D(D+1)/2, diagonal: K D, spherical: K
 * @param components K ≥ 1
 * @param dimension D ≥ 1
 * @throws {TypeError|RangeError} for an unknown kind or impossible sizes
 * @example
 * ```ts
 * import { mixtureParameterCount } from "lib/inference";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(mixtureParameterCount("tied", 3, 2), 11); // mclust's EEE, 3 on Old Faithful
 * ```
 */
export function mixtureParameterCount(
  kind: CovarianceKind,
  components: number,
  dimension: number,
): number {
  checkCount({ kind, components, dimension });
  const common = components - 1 + components * dimension;
  switch (kind) {
    case "full":
      return common + components * dimension * (dimension + 1) / 2;
    case "tied":
      return common + dimension * (dimension + 1) / 2;
    case "diagonal":
      return common + components * dimension;
    case "spherical":
      return common + components;
    default:
      throw unknownKind("count parameters", "kind", kind);
  }
}

/**
 * The Bayesian information criterion in mclust's sign, larger is better:
 * 2 log L − parameters · log count. (scikit-learn's `bic` is minus this.) Schwarz 1978; half of it
 * approximates the log evidence of the model up to a constant that does not grow with the count.
 *
 * @param terms logLikelihood in nats, summed over `count` points
 * @throws {TypeError|RangeError} for non-finite or impossible numbers, or an unknown name
 * @example
 * ```ts
 * import { bic } from "lib/inference";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const value = bic({ logLikelihood: -1130.264, parameters: 11, count: 272 });
 * assertAlmostEquals(value, -2322.192, 2e-3); // mclust, VVV with 2 components
 * ```
 */
export function bic(
  terms: {
    readonly logLikelihood: number;
    readonly parameters: number;
    readonly count: number;
  },
): number {
  const { logLikelihood, parameters, count } = TERMS.read("evaluate bic", terms, "terms");
  return 2 * logLikelihood - parameters * Math.log(count);
}
