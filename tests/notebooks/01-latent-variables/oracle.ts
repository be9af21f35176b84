/** Chapter 01: what counts and integrals say of the geyser; imports nothing of lib. */
import { integral, logNormal, normalPdf, sum } from "../../support/mod.ts";
import { waits as waiting } from "../../support/faithful.ts";

// mixtools' fit of the waits (Benaglia et al. 2009, as in notes on published numbers)
export const [weights, centres, sigma] = [[0.36085, 0.63915], [54.61364, 80.09031], 5.86909];
export const density = (x: number, mu = centres) =>
  sum(weights.map((w, k) => w * normalPdf(x, mu[k]!, sigma)));
export const opinion = (x: number, mu = centres) =>
  weights.map((w, k) => (w * normalPdf(x, mu[k]!, sigma)) / density(x, mu));

/** P(X > t) for a standard normal, by the midpoint rule far into the tail. */
export const upperTail = (t: number) => integral((x) => normalPdf(x, 0, 1), t, 40, 400_000);
export const average = sum(waiting) / 272;
export const oneNormal = -136 *
  (Math.log(2 * Math.PI * (sum(waiting.map((x) => (x - average) ** 2)) / 272)) + 1);

export const s = 0.5, typical = Math.hypot(1, s);
export const exactLogEvidence = logNormal(typical, 0, Math.hypot(1, s));

export const secondMoment = integral(
  (z) => normalPdf(z, 0, 1) * normalPdf(typical, z, s) ** 2,
  -12,
  12,
);
export const rho = secondMoment / Math.exp(2 * exactLogEvidence);

export const complete = sum(
  waiting.map((x) =>
    sum(opinion(x).map((r, k) => r * (Math.log(weights[k]!) + logNormal(x, centres[k]!, sigma))))
  ),
);
export const indecision = -sum(
  waiting.map((x) => sum(opinion(x).map((r) => (r === 0 ? 0 : r * Math.log(r))))),
);

export const slopeAt = (mu: number) =>
  sum(waiting.map((x) => (opinion(x, [mu, centres[1]!])[0]! * (x - mu)) / sigma ** 2));
/** Σ_h C(20, h) 2⁻²⁰ N(12.3; h, 1), with C from Pascal's triangle. */
export const pascal = Array.from({ length: 20 }).reduce<number[]>(
  (row) => [1, ...row.slice(1).map((each, i) => each + row[i]!), 1],
  [1],
);
export const byHeads = sum(pascal.map((count, h) => (count / 2 ** 20) * normalPdf(12.3, h, 1)));
