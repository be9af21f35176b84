/** Chapter 02: entropies, bounds and climbs by plain sums and integrals; imports nothing of lib. */
import { integral, logNormal, sum } from "../../support/mod.ts";

export type List = readonly number[];

export const entropy = (q: List) => -sum(q.map((each) => (each === 0 ? 0 : each * Math.log(each))));
export const divergence = (q: List, p: List) =>
  sum(q.map((each, z) => (each === 0 ? 0 : each * Math.log(each / p[z]!))));

// the geyser's table
export const prior = [0.36, 0.64];
export const likelihood = [0.18, 0.22];
export const joint = prior.map((p, z) => p * likelihood[z]!);
export const evidence = sum(joint);
export const posterior = joint.map((p) => p / evidence);
export const elbo = (q: List) => sum(q.map((each, z) => each * Math.log(joint[z]! / each)));

// causes on a line: z ~ N(0, 1), x | z ~ N(a z, s²), x = 2
export const [a, s, x] = [1.5, 0.8, 2];
export const linearJoint = (z: number) => logNormal(z, 0, 1) + logNormal(x, a * z, s);
export const squareJoint = (z: number) => logNormal(z, 0, 1) + logNormal(x, z * z, s);
export const gaussianElbo = (logJoint: (z: number) => number, mean: number, std: number) =>
  integral(
    (z) => {
      const logQ = logNormal(z, mean, std);
      return Math.exp(logQ) * (logJoint(z) - logQ);
    },
    mean - 12 * std,
    mean + 12 * std,
  );
export const linearEvidence = Math.log(integral((z) => Math.exp(linearJoint(z)), -12, 12));
export const weight = (z: number) => Math.exp(linearJoint(z) - linearEvidence);
export const posteriorMean = integral((z) => z * weight(z), -12, 12);
export const posteriorStd = Math.sqrt(
  integral((z) => (z - posteriorMean) ** 2 * weight(z), -12, 12),
);

export const linearSlope = (z: number) => -z + (a * (x - a * z)) / (s * s); // d log p(x, z) / dz, by hand
export const squareSlope = (z: number) => -z + (2 * z * (x - z * z)) / (s * s);
// d/da [−½ log(a² + s²) − x²/(2(a² + s²))], by hand
export const total = 0.7 ** 2 + s ** 2;
export const slopeAt07 = -0.7 / total + (x * x * 0.7) / (total * total);
export const slope = (a * (x - a * 0.4)) / (s * s) - 0.4;
