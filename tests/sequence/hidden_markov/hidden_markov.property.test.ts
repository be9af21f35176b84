import fc from "fast-check";
import { smoothHidden } from "lib/sequence";
import { assertClose } from "../../support/mod.ts";
import { randomChain, range } from "../enumeration.ts";

const SEED = { seed: 20_240_302, numRuns: 100 };
const chains = fc.record({
  seed: fc.nat(),
  states: fc.integer({ min: 1, max: 6 }),
  steps: fc.integer({ min: 1, max: 12 }),
}).map(({ seed, states, steps }) => randomChain(seed, states, steps));

Deno.test("smoothHidden: all is distributions, and forward times backward is the evidence", () => {
  fc.assert(
    fc.property(chains, (model) => {
      const { predicted, filtered, smoothed, logBackward, logStep, logEvidence } = smoothHidden(
        model,
      );
      let past = 0;
      for (const t of range(logStep.length)) {
        for (const row of [predicted[t]!, filtered[t]!, smoothed[t]!]) {
          assertClose(row.reduce((a, b) => a + b), 1, { atol: 1e-14 }); // six exponentials
        }
        past += logStep[t]!;
        const ahead = filtered[t]!.reduce(
          (sum, p, i) => sum + p * Math.exp(logBackward[t]![i]!),
          0,
        );
        assertClose(past + Math.log(ahead), logEvidence, { atol: 1e-13 }); // sums below 50
      }
    }),
    SEED,
  );
});

Deno.test("smoothHidden: a likelihood times a constant changes the evidence alone", () => {
  fc.assert(
    fc.property(chains, fc.double({ min: -500, max: 500, noNaN: true }), (model, shift) => {
      const logLikelihood = model.logLikelihood.map((row) => row.map((value) => value + shift));
      const [before, after] = [smoothHidden(model), smoothHidden({ ...model, logLikelihood })];
      const moved = before.logEvidence + shift * logLikelihood.length;
      assertClose(after.logEvidence, moved, { atol: 1e-11 }); // an ulp of 6,000 a step
      after.smoothed.forEach((row, t) => assertClose(row, before.smoothed[t]!, { atol: 1e-11 }));
    }),
    SEED,
  );
});

Deno.test("smoothHidden: the names of the states do not matter", () => {
  fc.assert(
    fc.property(chains, (model) => {
      const turned = <T>(row: readonly T[]) => row.toReversed();
      const { smoothed, logEvidence } = smoothHidden({
        initial: turned(model.initial),
        transition: turned(model.transition.map(turned)),
        logLikelihood: model.logLikelihood.map(turned),
      });
      const plain = smoothHidden(model);
      assertClose(logEvidence, plain.logEvidence, { atol: 1e-13 }); // another order of sums
      smoothed.forEach((row, t) => assertClose(turned(row), plain.smoothed[t]!, { atol: 1e-13 }));
    }),
    SEED,
  );
});
