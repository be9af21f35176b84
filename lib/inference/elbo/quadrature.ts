/** The evidence lower bound for a scalar latent with a Gaussian belief, by quadrature. */
import { callable, finite, integrate, positive, required, settings } from "../../math/mod.ts";
import { gaussianEntropy } from "../../prob/mod.ts";

/** A Gaussian belief N(mean, standardDeviation²) beside log p(x, z) at the observed x. */
export interface ScalarProblem {
  readonly logJoint: (z: number) => number;
  readonly mean: number;
  readonly standardDeviation: number;
}

const PROBLEM = settings({
  logJoint: required(callable<(z: number) => number>("a function of z")),
  mean: required(finite),
  standardDeviation: required(positive),
});

/**
 * ELBO(q) = E_q[log p(x, z)] + H[q] for q = N(mean, standardDeviation²), in nats. The entropy is
 * exact; the expectation is an adaptive integral over u = (z − μ)/σ with relative error 1e-10.
 *
 * @param problem logJoint gives log p(x, z) at the observed x, finite for every z
 * @throws {NonFiniteError} when logJoint is not finite where q has weight,
 *   {IntegrationError} when the expectation does not converge (or does not exist)
 * @example
 * ```ts
 * import { elboByQuadrature } from "lib/inference";
 * import { normalLogDensity } from "lib/prob";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * // z ~ N(0, 1), x | z ~ N(z, 1), x = 2: the posterior is N(1, ½) and the bound is tight there.
 * const logJoint = (z: number) => normalLogDensity(z, 0, 1) + normalLogDensity(2, z, 1);
 * const bound = elboByQuadrature({ logJoint, mean: 1, standardDeviation: Math.SQRT1_2 });
 * assertAlmostEquals(bound, normalLogDensity(2, 0, Math.SQRT2), 1e-12);
 * ```
 */
export function elboByQuadrature(problem: ScalarProblem): number {
  const { logJoint, mean, standardDeviation } = PROBLEM.read(
    "evaluate elboByQuadrature",
    problem,
    "problem",
  );
  const expected = integrate(
    (u) => {
      const weight = Math.exp(-0.5 * u * u) / Math.sqrt(2 * Math.PI);
      return weight === 0 ? 0 : weight * logJoint(mean + standardDeviation * u);
    },
    -Infinity,
    Infinity,
  );
  const variance = standardDeviation ** 2;
  return expected.value + gaussianEntropy({
    mean: [mean],
    covariance: { kind: "spherical", variance },
  });
}
