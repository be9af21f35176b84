/** Entropy and divergence of distributions over finitely many values, in nats. */
import { door, probabilities, type Vector, xlogy } from "../math/mod.ts";

const checkEntropy = door("evaluate entropy", { p: probabilities() });
const PAIR = { q: probabilities("n"), p: probabilities("n") };
const checkCrossEntropy = door("evaluate crossEntropy", PAIR);
const checkKl = door("evaluate kl", PAIR);

/**
 * H[p] = −Σ p log p: the mean surprise. 0 when one value is sure, log n when all are alike.
 *
 * @param p `[n]` probabilities
 * @throws {TypeError|RangeError} when p is no distribution
 * @example
 * ```ts
 * import { entropy } from "lib/prob";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(entropy([0.5, 0.5, 0]), Math.log(2), 1e-15);
 * ```
 */
export function entropy(p: Vector): number {
  checkEntropy({ p });
  return 0 - p.reduce((sum, pi) => sum + xlogy(pi, pi), 0); // 0 − 0 is 0, −0 is not
}

/**
 * −Σ q log p: the mean surprise of one who believes p while q is true; H[q] + KL(q ‖ p).
 *
 * @param q `[n]` probabilities
 * @param p `[n]` probabilities
 * @returns nats; +∞ when q > 0 somewhere p = 0
 * @throws {TypeError|RangeError} when one is no distribution, or the sizes differ
 * @example
 * ```ts
 * import { crossEntropy } from "lib/prob";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * assertAlmostEquals(crossEntropy([1, 0], [0.25, 0.75]), Math.log(4), 1e-15);
 * ```
 */
export function crossEntropy(q: Vector, p: Vector): number {
  checkCrossEntropy({ q, p });
  return 0 - q.reduce((sum, qi, i) => sum + xlogy(qi, p[i]!), 0);
}

/**
 * KL(q ‖ p) = Σ q log(q / p): how much more surprised than necessary. Never below 0 but by rounding
 * (about 1e-16), 0 only for q = p, not symmetric.
 *
 * @param q `[n]` probabilities
 * @param p `[n]` probabilities
 * @returns nats; +∞ when q > 0 somewhere p = 0
 * @throws as {@link crossEntropy}
 * @example
 * ```ts
 * import { kl } from "lib/prob";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(kl([1, 0], [0.5, 0.5]), Math.LN2);
 * assertEquals(kl([0.5, 0.5], [1, 0]), Infinity);
 * ```
 */
export function kl(q: Vector, p: Vector): number {
  checkKl({ q, p });
  return q.reduce((sum, qi, i) => sum + (qi === 0 ? 0 : qi * Math.log(qi / p[i]!)), 0);
}
