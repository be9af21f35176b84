/** The evidence lower bound of a discrete latent variable, and three ways to take it apart. */
import {
  numberWith,
  probabilities,
  refusal,
  required,
  settings,
  type Vector,
  vector,
  xlogy,
} from "../../math/mod.ts";
import { entropy, kl } from "../../prob/mod.ts";

/** A belief q(z) beside p(x, z) at the observed x: the values of a joint, not logs, any sum. */
export interface DiscreteProblem {
  readonly q: Vector;
  readonly joint: Vector;
}

const density = numberWith(
  "at least 0 (a probability or density, not its log)",
  (value) => value >= 0,
);
const PROBLEM = settings({
  q: required(probabilities("Z")),
  joint: required(vector("Z", density)),
});
const READING = settings({
  q: required(probabilities("Z")),
  prior: required(probabilities("Z")),
  likelihood: required(vector("Z", density)),
});

/**
 * ELBO(q) = Σ_z q(z) log (p(x, z) / q(z)) in nats; exact, to be maximized. Never above log p(x),
 * whatever q is, and equal to it exactly when q(z) = p(z | x). Jordan et al. 1999, section 6.
 *
 * @param problem q `[Z]` probabilities; joint `[Z]` with p(x, z) ≥ 0
 * @returns nats; −∞ when q > 0 somewhere p(x, z) = 0
 * @throws {ShapeError} when the sizes differ, {RangeError} when q is no distribution or a joint is
 *   negative or not finite
 * @example
 * ```ts
 * import { elbo } from "lib/inference";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const joint = [0.7 * 0.5, 0.3 * 0.9]; // a fair and a bent coin; heads
 * const posterior = joint.map((p) => p / (joint[0]! + joint[1]!));
 * assertAlmostEquals(elbo({ q: posterior, joint }), Math.log(0.62), 1e-15);
 * ```
 */
export function elbo(problem: DiscreteProblem): number {
  PROBLEM.read("evaluate elbo", problem, "problem");
  const { q, joint } = problem;
  return q.reduce((sum, qz, z) => sum + (qz === 0 ? 0 : qz * Math.log(joint[z]! / qz)), 0);
}

/**
 * The first reading of the bound: E_q[log p(x, z)] + H[q], "explain the data" plus "stay uncertain"
 * (physics: negative energy plus entropy).
 *
 * @param problem as for {@link elbo}
 * @returns all three in nats; elbo = expectedLogJoint + entropy
 * @throws as {@link elbo}
 * @example
 * ```ts
 * import { elbo, energyEntropy } from "lib/inference";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const problem = { q: [0.5, 0.5], joint: [0.35, 0.27] };
 * const { expectedLogJoint, entropy } = energyEntropy(problem);
 * assertAlmostEquals(expectedLogJoint + entropy, elbo(problem), 1e-15);
 * ```
 */
export function energyEntropy(
  problem: DiscreteProblem,
): { readonly expectedLogJoint: number; readonly entropy: number; readonly elbo: number } {
  PROBLEM.read("split elbo into energy and entropy", problem, "problem");
  const { q, joint } = problem;
  const expectedLogJoint = q.reduce((sum, qz, z) => sum + xlogy(qz, joint[z]!), 0);
  const spread = entropy(q);
  return { expectedLogJoint, entropy: spread, elbo: expectedLogJoint + spread };
}

/**
 * The second reading: log p(x) = ELBO(q) + KL(q ‖ p(z | x)). Each of the three is computed by its
 * own formula, so that the identity is a test and not a definition.
 *
 * @param problem as for {@link elbo}
 * @returns all three in nats
 * @throws as {@link elbo}; {RangeError} when the evidence Σ p(x, z) is 0
 * @example
 * ```ts
 * import { evidenceGap } from "lib/inference";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const { logEvidence, kl, elbo } = evidenceGap({ q: [0.5, 0.5], joint: [0.35, 0.27] });
 * assertAlmostEquals(logEvidence, elbo + kl, 1e-15);
 * ```
 */
export function evidenceGap(
  problem: DiscreteProblem,
): { readonly logEvidence: number; readonly kl: number; readonly elbo: number } {
  PROBLEM.read("evaluate evidenceGap", problem, "problem");
  const { q, joint } = problem;
  const evidence = joint.reduce((sum, p) => sum + p, 0);
  if (!(evidence > 0)) {
    const wish = "a positive evidence p(x)";
    throw new RangeError(refusal("evaluate evidenceGap", "the sum of joint", evidence, wish));
  }
  const posterior = joint.map((p) => p / evidence);
  return { logEvidence: Math.log(evidence), kl: kl(q, posterior), elbo: elbo({ q, joint }) };
}

/**
 * The third reading, the one autoencoders train: E_q[log p(x | z)] − KL(q ‖ p(z)).
 *
 * @param problem q and prior `[Z]` probabilities; likelihood `[Z]` with p(x | z) ≥ 0, not logs
 * @returns all three in nats; elbo = expectedLogLikelihood − klToPrior
 * @throws as {@link elbo}
 * @example
 * ```ts
 * import { elbo, reconstructionKl } from "lib/inference";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const q = [0.5, 0.5];
 * const terms = reconstructionKl({ q, prior: [0.7, 0.3], likelihood: [0.5, 0.9] });
 * assertAlmostEquals(terms.elbo, elbo({ q, joint: [0.35, 0.27] }), 1e-15);
 * ```
 */
export function reconstructionKl(
  problem: { readonly q: Vector; readonly prior: Vector; readonly likelihood: Vector },
): { readonly expectedLogLikelihood: number; readonly klToPrior: number; readonly elbo: number } {
  READING.read("split elbo into reconstruction and KL", problem, "problem");
  const { q, prior, likelihood } = problem;
  const expectedLogLikelihood = q.reduce((sum, qz, z) => sum + xlogy(qz, likelihood[z]!), 0);
  const klToPrior = kl(q, prior);
  return { expectedLogLikelihood, klToPrior, elbo: expectedLogLikelihood - klToPrior };
}
