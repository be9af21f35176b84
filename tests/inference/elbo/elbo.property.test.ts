import { assertLessOrEqual } from "@std/assert";
import fc from "fast-check";
import { elbo, energyEntropy, evidenceGap } from "lib/inference";
import { assertClose } from "../../support/mod.ts";

const RUNS = { seed: 20_240_229, numRuns: 500 };

const positive = fc.double({ min: 1e-6, max: 1, noNaN: true });
const problems = fc.integer({ min: 1, max: 12 }).chain((size) => {
  const list = fc.array(positive, { minLength: size, maxLength: size });
  return fc.tuple(list, list, fc.double({ min: 1e-6, max: 1e3, noNaN: true }));
}).map(([weights, joint, scale]) => {
  const sum = weights.reduce((total, value) => total + value, 0);
  return { q: weights.map((value) => value / sum), joint: joint.map((value) => scale * value) };
});
// Sums of at most 12 terms below 30, each rounded once: some ulps of 30.
const ROUNDING = 2e-14;

const logEvidence = (joint: readonly number[]) => Math.log(joint.reduce((sum, p) => sum + p, 0));

Deno.test("elbo: is never above log p(x), whatever q", () => {
  fc.assert(
    fc.property(problems, ({ q, joint }) => {
      assertLessOrEqual(elbo({ q, joint }), logEvidence(joint) + ROUNDING);
    }),
    RUNS,
  );
});

Deno.test("elbo: equals log p(x) at q = p(z | x)", () => {
  fc.assert(
    fc.property(problems, ({ joint }) => {
      const sum = joint.reduce((total, p) => total + p, 0);
      const bound = elbo({ q: joint.map((p) => p / sum), joint });
      assertClose(bound, logEvidence(joint), { atol: ROUNDING });
    }),
    RUNS,
  );
});

Deno.test("elbo: energy + entropy, and log p − KL, whatever q", () => {
  fc.assert(
    fc.property(problems, (problem) => {
      const bound = elbo(problem);
      const { expectedLogJoint, entropy } = energyEntropy(problem);
      assertClose(expectedLogJoint + entropy, bound, { atol: ROUNDING });
      const gap = evidenceGap(problem);
      assertClose(gap.logEvidence - gap.kl, bound, { atol: ROUNDING });
    }),
    RUNS,
  );
});

Deno.test("elbo: is concave in q", () => {
  fc.assert(
    fc.property(problems, fc.double({ min: 0, max: 1, noNaN: true }), ({ q, joint }, t) => {
      const even = q.map(() => 1 / q.length);
      const mixed = q.map((value, z) => t * value + (1 - t) * even[z]!);
      const chord = t * elbo({ q, joint }) + (1 - t) * elbo({ q: even, joint });
      assertLessOrEqual(chord, elbo({ q: mixed, joint }) + ROUNDING);
    }),
    RUNS,
  );
});
