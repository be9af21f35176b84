/** Chapter 02: every equation and every number, held against oracles that import nothing of lib. */
import { assert, assertGreater } from "@std/assert";
import { gaussianEntropy, kl } from "lib/prob";
import * as inference from "lib/inference";
import {
  assertClose,
  integral,
  logNormal,
  maximizer,
  normalPdf,
  otherNormals,
  spreadOf,
  sum,
} from "../../support/mod.ts";
import {
  a,
  divergence,
  elbo,
  entropy,
  evidence,
  gaussianElbo,
  joint,
  likelihood,
  linearJoint,
  linearSlope,
  type List,
  posterior,
  posteriorMean,
  posteriorStd,
  prior,
  s,
  slopeAt07,
  squareJoint,
  squareSlope,
  x,
} from "./oracle.ts";

const guesses: List[] = [[0.5, 0.5], [0.9, 0.1], [0.01, 0.99], posterior];

Deno.test("ELBO-1: entropy is the expected surprise; uniform over K has log K", () => {
  for (const K of [1, 2, 7]) {
    const uniform = Array.from({ length: K }, () => 1 / K);
    assertClose(entropy(uniform), Math.log(K), { atol: 1e-14 });
  }
  assertClose(entropy(prior), -(0.36 * Math.log(0.36) + 0.64 * Math.log(0.64)), { atol: 1e-15 });
});

Deno.test("ELBO-1 erratum 000.1: the determinant is the covariance's; σ = ½ has .7258 nats, not 1.0724", () => {
  const byQuadrature = -integral((z) => normalPdf(z, 0, 0.5) * logNormal(z, 0, 0.5), -8, 8);
  const printed = 0.5 * Math.log(2 * Math.PI * Math.E * 0.5);
  assertClose(byQuadrature, 0.7258, { atol: 5e-5 }); // the errata give four decimals
  assertClose(printed, 1.0724, { atol: 5e-5 });
  const lib = gaussianEntropy({ mean: [0], covariance: { kind: "diagonal", variances: [0.25] } });
  assertClose(lib, byQuadrature, { atol: 1e-12 });
});

Deno.test("ELBO-2: KL is cross-entropy minus entropy, and not symmetric", () => {
  const [q, p] = [[0.36, 0.64], [0.75, 0.25]];
  const cross = -sum(q.map((each, z) => each * Math.log(p[z]!)));
  assertClose(kl(q, p), cross - entropy(q), { atol: 1e-15 });
  assertGreater(Math.abs(kl(q, p) - kl(p, q)), 0.02);
});

Deno.test("ELBO-3: KL is never negative, and zero only at equality", () => {
  for (let i = 1; i < 100; i++) {
    const q = [i / 100, 1 - i / 100];
    const value = kl(q, [0.75, 0.25]);
    if (i === 75) assertClose(value, 0, { atol: 1e-15 });
    else assertGreater(value, 0);
  }
});

Deno.test("ELBO-4: the log of an average is at least the average of the logs", () => {
  for (const values of [[1, 9], [0.1, 0.2, 5], [3, 3, 3]]) {
    const left = Math.log(sum(values) / values.length);
    const right = sum(values.map(Math.log)) / values.length;
    assert(left >= right - 1e-15);
  }
});

Deno.test("ELBO-5: an average of p(x,z)/q(z) over draws from q is the evidence, whatever q is", () => {
  for (const q of guesses) {
    const normal = otherNormals(11);
    // whether a normal draw exceeds a threshold is a coin with the chance that q asks for
    const above = (t: number) => integral((u) => normalPdf(u, 0, 1), t, 9);
    const threshold = maximizer((t) => -((above(t) - q[1]!) ** 2), -4, 4);
    const ratios = Array.from({ length: 40_000 }, () => {
      const z = normal() > threshold ? 1 : 0;
      return joint[z]! / q[z]!;
    });
    const { mean, standardError } = spreadOf(ratios);
    assertClose(mean, evidence, { atol: 5 * standardError + 1e-6 }); // 1e-6: the threshold's own error
  }
});

Deno.test("ELBO-6: the bound lies below log p(x) for every q", () => {
  for (const q of guesses) {
    assertClose(inference.elbo({ q, joint }), elbo(q), { atol: 1e-14 });
    assert(inference.elbo({ q, joint }) <= Math.log(evidence) + 1e-15);
  }
});

Deno.test("ELBO-7: log p(x) = ELBO + KL(q ‖ posterior)", () => {
  for (const q of guesses) {
    const terms = inference.evidenceGap({ q, joint });
    assertClose(terms.kl, divergence(q, posterior), { atol: 1e-14 });
    assertClose(elbo(q) + terms.kl, Math.log(evidence), { atol: 1e-14 });
  }
});

Deno.test("ELBO-8: energy plus entropy", () => {
  for (const q of guesses) {
    const terms = inference.energyEntropy({ q, joint });
    const energy = sum(q.map((each, z) => each * Math.log(joint[z]!)));
    assertClose(terms.expectedLogJoint, energy, { atol: 1e-14 });
    assertClose(energy + entropy(q), elbo(q), { atol: 1e-14 });
  }
});

Deno.test("ELBO-8 erratum 004: adding E[log q] instead of subtracting it rewards certainty", () => {
  const scanned = (q: List) => sum(q.map((each, z) => each * Math.log(joint[z]!))) - entropy(q);
  assertClose(scanned([0.5, 0.5]), elbo([0.5, 0.5]) - 2 * Math.LN2, { atol: 1e-14 });
  const sharp = [1e-9, 1 - 1e-9];
  assertGreater(scanned(sharp), scanned(posterior)); // its best guess is not the posterior
});

Deno.test("ELBO-9: explanation minus divergence from the prior", () => {
  for (const q of guesses) {
    const terms = inference.reconstructionKl({ q, prior, likelihood });
    assertClose(terms.klToPrior, divergence(q, prior), { atol: 1e-14 });
    assertClose(terms.expectedLogLikelihood - terms.klToPrior, elbo(q), { atol: 1e-14 });
  }
});

Deno.test("ELBO-10: the best q is the posterior", () => {
  const top = maximizer((long) => elbo([1 - long, long]), 0.01, 0.99);
  assertClose(top, posterior[1]!, { atol: 1e-7 }); // golden section: √ of rounding
  assertClose(elbo(posterior), Math.log(evidence), { atol: 1e-15 });
});

Deno.test("ELBO-11: the closed form for a Gaussian q equals the integral", () => {
  for (const [mean, std] of [[0.4, 0.7], [-1, 0.2], [posteriorMean, posteriorStd]] as const) {
    const closed = -0.5 * Math.log(2 * Math.PI * s * s) -
      ((x - a * mean) ** 2 + a * a * std * std) / (2 * s * s) - 0.5 * Math.log(2 * Math.PI) -
      (mean * mean + std * std) / 2 + 0.5 * Math.log(2 * Math.PI * Math.E * std * std);
    assertClose(closed, gaussianElbo(linearJoint, mean, std), { atol: 1e-11 });
    const lib = inference.elboByQuadrature({ logJoint: linearJoint, mean, standardDeviation: std });
    assertClose(lib, closed, { atol: 1e-9 });
  }
});

Deno.test("ELBO-12: estimates from ten draws each scatter around the bound", () => {
  const normal = otherNormals(12);
  const entropyOfQ = 0.5 * Math.log(2 * Math.PI * Math.E * 0.49);
  const estimates = Array.from(
    { length: 4000 },
    () =>
      sum(Array.from({ length: 10 }, () => linearJoint(0.4 + 0.7 * normal()))) / 10 + entropyOfQ,
  );
  const { mean, standardError } = spreadOf(estimates);
  assertClose(mean, gaussianElbo(linearJoint, 0.4, 0.7), { atol: 5 * standardError });
});

Deno.test("ELBO-13: the expected slope through the samples is the slope of the bound", () => {
  const [mu, std, h] = [0.4, 0.7, 1e-4];
  for (
    const [logJoint, slope] of [[linearJoint, linearSlope], [squareJoint, squareSlope]] as const
  ) {
    const through = (factor: (e: number) => number) =>
      integral((e) => normalPdf(e, 0, 1) * slope(mu + std * e) * factor(e), -12, 12);
    const bound = (m: number, d: number) => gaussianElbo(logJoint, m, d);
    const byMu = (bound(mu + h, std) - bound(mu - h, std)) / (2 * h);
    const byLogStd = (bound(mu, std * Math.exp(h)) - bound(mu, std * Math.exp(-h))) / (2 * h);
    assertClose(through(() => 1), byMu, { atol: 1e-5 }); // difference error ~ h²
    assertClose(through((e) => std * e) + 1, byLogStd, { atol: 1e-5 });
  }
});

const evidenceAt = (slope: number) => logNormal(x, 0, Math.hypot(slope, s));

Deno.test("ELBO-14: a tight bound has the likelihood's slope where it touches", () => {
  const v = 1 / (1 + (0.7 * 0.7) / (s * s)), m = (v * 0.7 * x) / (s * s), h = 1e-4;
  const bound = (slope: number) =>
    gaussianElbo((z) => logNormal(z, 0, 1) + logNormal(x, slope * z, s), m, Math.sqrt(v));
  assertClose(bound(0.7), evidenceAt(0.7), { atol: 1e-11 });
  assertClose((bound(0.7 + h) - bound(0.7 - h)) / (2 * h), slopeAt07, { atol: 1e-6 });
});
