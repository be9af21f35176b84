import { assertEquals, assertThrows } from "@std/assert";
import { elbo, energyEntropy, evidenceGap, reconstructionKl } from "lib/inference";
import { ShapeError } from "lib/math";
import { assertClose } from "../../support/mod.ts";

// A fair and a bent coin, one of them tossed once: heads.
const PRIOR = [0.7, 0.3];
const HEADS = [0.5, 0.9];
const JOINT = [0.35, 0.27];
const EVIDENCE = 0.62;
const ROUNDING = { atol: 2e-16 * 4 }; // four roundings of numbers near 1

Deno.test("elbo: is the two-term sum of the coins", () => {
  for (const fair of [0.01, 0.3, 0.9]) {
    const q = [fair, 1 - fair];
    const byHand = fair * Math.log(0.35 / fair) + (1 - fair) * Math.log(0.27 / (1 - fair));
    assertClose(elbo({ q, joint: JOINT }), byHand, ROUNDING);
  }
});

Deno.test("elbo: touches log p(x) at the posterior and nowhere else on a grid", () => {
  const posterior = JOINT.map((p) => p / EVIDENCE);
  assertClose(elbo({ q: posterior, joint: JOINT }), Math.log(EVIDENCE), ROUNDING);
  for (let i = 1; i < 100; i++) {
    const q = [i / 100, 1 - i / 100];
    const gap = Math.log(EVIDENCE) - elbo({ q, joint: JOINT });
    assertEquals(gap > 0, true, `gap ${gap} at ${q}`);
  }
});

Deno.test("energyEntropy, evidenceGap, reconstructionKl: three readings of one number", () => {
  for (const q of [[0.5, 0.5], [0.99, 0.01], [1, 0]]) {
    const value = elbo({ q, joint: JOINT });
    const energy = energyEntropy({ q, joint: JOINT });
    assertClose(energy.elbo, value, ROUNDING);
    assertClose(energy.expectedLogJoint + energy.entropy, value, ROUNDING);
    const gap = evidenceGap({ q, joint: JOINT });
    assertClose(gap.logEvidence, Math.log(EVIDENCE), ROUNDING);
    assertClose(gap.elbo + gap.kl, gap.logEvidence, ROUNDING);
    const parts = reconstructionKl({ q, prior: PRIOR, likelihood: HEADS });
    assertClose(parts.expectedLogLikelihood - parts.klToPrior, value, ROUNDING);
    assertClose(parts.elbo, value, ROUNDING);
  }
});

Deno.test("energyEntropy: each term is what its name says", () => {
  const { expectedLogJoint, entropy } = energyEntropy({ q: [0.25, 0.75], joint: JOINT });
  assertClose(expectedLogJoint, 0.25 * Math.log(0.35) + 0.75 * Math.log(0.27), ROUNDING);
  assertClose(entropy, -0.25 * Math.log(0.25) - 0.75 * Math.log(0.75), ROUNDING);
  const terms = reconstructionKl({ q: [0.25, 0.75], prior: PRIOR, likelihood: HEADS });
  const likelihood = 0.25 * Math.log(0.5) + 0.75 * Math.log(0.9);
  assertClose(terms.expectedLogLikelihood, likelihood, ROUNDING);
  const kl = 0.25 * Math.log(0.25 / 0.7) + 0.75 * Math.log(0.75 / 0.3);
  assertClose(terms.klToPrior, kl, ROUNDING);
});

Deno.test("elbo: is −∞ for a q that believes the impossible, finite for one that need not", () => {
  assertEquals(elbo({ q: [0.5, 0.5], joint: [0.4, 0] }), -Infinity);
  assertEquals(energyEntropy({ q: [0.5, 0.5], joint: [0.4, 0] }).elbo, -Infinity);
  assertEquals(evidenceGap({ q: [0.5, 0.5], joint: [0.4, 0] }).kl, Infinity);
  assertEquals(elbo({ q: [1, 0], joint: [0.4, 0] }), Math.log(0.4));
});

Deno.test("elbo: takes densities above 1 and more than two values", () => {
  // 50 values, joint 2 each: log p = log 100, any q with entropy H has ELBO = log 2 + H.
  const joint = Array.from({ length: 50 }, () => 2);
  const q = joint.map(() => 1 / 50);
  assertClose(elbo({ q, joint }), Math.log(100), { atol: 1e-14 }); // 50 roundings
});

Deno.test("elbo and its readings: refuse logs, unlike sizes, and what is no belief", () => {
  for (const f of [elbo, energyEntropy, evidenceGap]) {
    assertThrows(
      () => f({ q: [0.5, 0.5], joint: [-0.7, -1.2] }),
      RangeError,
      "joint[0] is -0.7, expected at least 0 (a probability or density, not its log)",
    );
    assertThrows(() => f({ q: [0.5, 0.4], joint: JOINT }), RangeError, "the sum of q is 0.9");
    assertThrows(() => f({ q: [1], joint: JOINT }), ShapeError, "joint is [2], expected [1]");
    assertThrows(() => f({ q: [0.5, 0.5], joint: [0.1, NaN] }), RangeError, "joint[1] is NaN");
    assertThrows(() => f({ q: [], joint: [] }), ShapeError, "q is [0]");
    assertThrows(() => f({ q: 1 as never, joint: JOINT }), TypeError, "q is 1, expected a vector");
  }
  assertThrows(() => elbo({ q: [1], joint: JOINT }), ShapeError, "Cannot evaluate elbo: joint is");
  assertThrows(
    () => evidenceGap({ q: [1, 0], joint: [0, 0] }),
    RangeError,
    "Cannot evaluate evidenceGap: the sum of joint is 0, expected a positive evidence p(x)",
  );
  const parts = { q: [0.5, 0.5], prior: PRIOR, likelihood: HEADS };
  assertThrows(
    () => reconstructionKl({ ...parts, prior: [0.7, 0.2] }),
    RangeError,
    "the sum of prior is 0.8999999999999999",
  );
  assertThrows(
    () => reconstructionKl({ ...parts, likelihood: [-1, 0] }),
    RangeError,
    "likelihood[0] is -1",
  );
});

Deno.test("the bounds: a hole, a misspelt name or no record at all is refused in our words", () => {
  const problem = { q: [0.5, 0.5], joint: [0.35, 0.27] };
  for (const bound of [elbo, energyEntropy, evidenceGap]) {
    const of = (given: unknown) => () => bound(given as never);
    assertThrows(
      of({ ...problem, joint: [0.35, , 0.27].slice(0, 2) }),
      TypeError,
      "joint[1] is undefined",
    );
    assertThrows(of({ ...problem, joints: [1] }), TypeError, 'an option is "joints"');
    assertThrows(of(undefined), TypeError, "q is undefined");
    assertThrows(of(null), TypeError, "problem is null");
    assertThrows(of({ ...problem, joint: [1] }), RangeError, "joint is [1], expected [2]");
  }
});
