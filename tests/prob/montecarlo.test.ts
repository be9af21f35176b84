import { assert, assertEquals, assertThrows } from "@std/assert";
import { fold, key } from "lib/math";
import {
  entropyMonteCarlo,
  type Gaussian,
  gaussianEntropy,
  gaussianKl,
  klMonteCarlo,
} from "lib/prob";
import { assertClose } from "../support/mod.ts";

const Q: Gaussian = { mean: [1, 0], covariance: { kind: "full", matrix: [[1, 0.4], [0.4, 2]] } };
const P: Gaussian = { mean: [0, 0], covariance: { kind: "spherical", variance: 3 } };

Deno.test("klMonteCarlo, entropyMonteCarlo: lie within five standard errors of the closed form", () => {
  const kl = klMonteCarlo(key(1), Q, P, 50_000);
  assertClose(kl.mean, gaussianKl(Q, P), { atol: 5 * kl.standardError });
  const entropy = entropyMonteCarlo(key(2), Q, 50_000);
  assertClose(entropy.mean, gaussianEntropy(Q), { atol: 5 * entropy.standardError });
  // −log q is D/2 · χ²-like with variance D/2 = 1: the error is 1/√n, known to 5 %.
  assertClose(entropy.standardError, 1 / Math.sqrt(50_000), { rtol: 0.05 });
  assertEquals(entropy.count, 50_000);
});

Deno.test("klMonteCarlo: its standard error says how far it is off", () => {
  const trials = 400;
  let within = 0;
  for (let trial = 0; trial < trials; trial++) {
    const { mean, standardError } = klMonteCarlo(fold(key(3), trial), Q, P, 200);
    if (Math.abs(mean - gaussianKl(Q, P)) < 1.96 * standardError) within++;
  }
  // Nominally 95 %, a little less with a skewed log ratio; a binomial share has s = 1.1 %.
  assert(within / trials > 0.89 && within / trials < 0.99, `${within} of ${trials}`);
});

Deno.test("klMonteCarlo, entropyMonteCarlo: refuse a single draw and unlike dimensions", () => {
  assertThrows(
    () => klMonteCarlo(key(0), Q, P, 1),
    RangeError,
    "Cannot estimate a KL divergence: count is 1, expected a whole number in [2, 16777216]",
  );
  assertThrows(() => entropyMonteCarlo(key(0), Q, 0), RangeError, "Cannot estimate an entropy");
  const narrow: Gaussian = { mean: [0], covariance: { kind: "spherical", variance: 1 } };
  assertThrows(
    () => klMonteCarlo(key(0), Q, narrow, 10),
    RangeError,
    "p.mean is [1], expected [2]",
  );
});
