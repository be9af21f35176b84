import { assert, assertEquals, assertThrows } from "@std/assert";
import { ShapeError } from "lib/math";
import { filterHidden, type HiddenMarkov, smoothHidden } from "lib/sequence";
import { assertClose } from "../../support/mod.ts";
import { enumerate, randomChain, range } from "../enumeration.ts";

// Sums of up to 250 positive products of up to 10 factors.
const ENUMERATED = { atol: 1e-13 };

/** Russell & Norvig's umbrella: rain or not; the umbrella is seen with .9 in rain, else .2. */
const umbrella = (days: readonly (boolean | undefined)[]): HiddenMarkov => ({
  initial: [0.5, 0.5],
  transition: [[0.7, 0.3], [0.3, 0.7]],
  logLikelihood: days.map((seen) =>
    seen === undefined ? [0, 0] : (seen ? [0.9, 0.2] : [0.1, 0.8]).map(Math.log)
  ),
});
const rain = (table: readonly (readonly number[])[]) => table.map((row) => row[0]!);

Deno.test("filterHidden: the umbrella world's published numbers", () => {
  // Day 0 has no observation. Russell & Norvig, "Artificial Intelligence", section on filtering.
  const { filtered, predicted } = filterHidden(umbrella([undefined, true, true]));
  assertClose(rain(filtered), [0.5, 0.818, 0.883], { atol: 5e-4 }); // three digits are printed
  assertClose(rain(predicted), [0.5, 0.5, 0.627], { atol: 5e-4 });
});

Deno.test("smoothHidden: the umbrella world's published numbers", () => {
  const model = umbrella([undefined, true, true, false, true, true]);
  const { smoothed, logEvidence } = smoothHidden(model);
  // aima-python's forward_backward, days 0 to 5; four digits.
  const published = [0.6469, 0.8673, 0.8204, 0.3075, 0.8204, 0.8673];
  assertClose(rain(smoothed), published, { atol: 5e-5 });
  assertClose(logEvidence, -3.3725, { atol: 5e-6 }); // computed with numpy, five digits
  assertClose(rain(smoothHidden(umbrella([true, true])).smoothed), [0.883, 0.883], { atol: 5e-4 });
});

Deno.test("filterHidden and smoothHidden: agree with the sum over all hidden sequences", () => {
  for (
    const [seed, states, steps] of [[1, 2, 6], [2, 3, 5], [3, 4, 4], [4, 1, 3], [5, 5, 1]] as const
  ) {
    const model = randomChain(seed, states, steps);
    const wanted = enumerate(model);
    const found = smoothHidden(model);
    assertClose(found.logEvidence, Math.log(wanted.evidence), ENUMERATED);
    for (const t of range(steps)) {
      assertClose(found.predicted[t]!, wanted.predicted[t]!, ENUMERATED);
      assertClose(found.filtered[t]!, wanted.filtered[t]!, ENUMERATED);
      assertClose(found.smoothed[t]!, wanted.smoothed[t]!, ENUMERATED);
      assertClose(found.logBackward[t]!, wanted.backward[t]!.map(Math.log), ENUMERATED);
      const before = t === 0 ? 1 : wanted.prefix[t - 1]!;
      assertClose(found.logStep[t]!, Math.log(wanted.prefix[t]! / before), ENUMERATED);
    }
  }
});

Deno.test("filterHidden and smoothHidden: impossible transitions and observations stay impossible", () => {
  const model = {
    initial: [0.5, 0.5, 0],
    transition: [[0, 1, 0], [0, 0, 1], [0, 0, 1]],
    logLikelihood: [[0, -Infinity, 0], [0, -1, -2], [-Infinity, -3, -0.5]],
  };
  const wanted = enumerate(model);
  const found = smoothHidden(model);
  assertEquals(found.smoothed, [[1, 0, 0], [0, 1, 0], [0, 0, 1]]); // one way is left
  assertClose(found.logEvidence, Math.log(wanted.evidence), ENUMERATED);
  found.logBackward.forEach((row, t) =>
    assertClose(row, wanted.backward[t]!.map(Math.log), ENUMERATED)
  );
});

Deno.test("smoothHidden: with nothing more to come, the filter; with nothing seen, the prior", () => {
  const { filtered, smoothed, logBackward } = smoothHidden(randomChain(6, 3, 5));
  assertClose(smoothed.at(-1)!, filtered.at(-1)!, { atol: 1e-15 }); // normalized once more
  assertEquals(logBackward.at(-1), [0, 0, 0]);
  const blind = { ...randomChain(6, 3, 5), logLikelihood: range(5).map(() => [0, 0, 0]) };
  const { predicted, smoothed: unseen, logEvidence } = smoothHidden(blind);
  unseen.forEach((row, t) => assertClose(row, predicted[t]!, { atol: 1e-14 }));
  assertClose(logEvidence, 0, { atol: 1e-14 });
});

Deno.test("smoothHidden: long and improbable sequences do not underflow", () => {
  const steps = 10_000;
  const model = umbrella(range(steps).map((t) => t % 3 > 0));
  const shifted = {
    ...model,
    logLikelihood: model.logLikelihood.map((row) => Array.from(row, (value) => value - 1000)),
  };
  const { smoothed, logEvidence } = smoothHidden(shifted);
  let [rainy, dry, logScale] = [0.5, 0.5, 0];
  for (let t = 0; t < steps; t++) {
    if (t > 0) [rainy, dry] = [0.7 * rainy + 0.3 * dry, 0.3 * rainy + 0.7 * dry];
    [rainy, dry] = t % 3 > 0 ? [0.9 * rainy, 0.2 * dry] : [0.1 * rainy, 0.8 * dry];
    logScale += Math.log(rainy + dry);
    [rainy, dry] = [rainy / (rainy + dry), dry / (rainy + dry)];
  }
  assertClose(logEvidence, logScale - 1000 * steps, { rtol: 1e-12 }); // 10,000 additions
  assertClose(smoothed.at(-1)!, [rainy, dry], { atol: 1e-12 });
  assert(smoothed.every((row) => Math.abs(row[0]! + row[1]! - 1) < 1e-14));
});

Deno.test("smoothHidden: an observation may revive what the last one buried", () => {
  // State 1 is e^-2000 after the first observation, and the only one possible after the second.
  const found = smoothHidden({
    initial: [0.5, 0.5],
    transition: [[1, 0], [0, 1]],
    logLikelihood: [[0, -2000], [-3000, 0]],
  });
  assertEquals(found.smoothed, [[0, 1], [0, 1]]);
  assertClose(found.logEvidence, -2000 + Math.log(0.5), { rtol: 1e-15 });
});

Deno.test("filterHidden: refuses an observation that no state can have produced", () => {
  const model = umbrella([true, true]);
  const dead = { ...model, logLikelihood: [[0, 0], [-Infinity, -Infinity]] };
  const words = "Cannot condition a hidden Markov chain: the likelihood of observation 1 is 0, " +
    "expected above 0 in a state that can be reached";
  assertThrows(() => filterHidden(dead), RangeError, words);
  assertThrows(() => smoothHidden(dead), RangeError, words);
});

Deno.test("smoothHidden: typed tables are tables", () => {
  const model = randomChain(7, 3, 4);
  const typed = {
    initial: Float64Array.from(model.initial),
    transition: model.transition.map((row) => Float64Array.from(row)),
    logLikelihood: model.logLikelihood.map((row) => Float64Array.from(row)),
  };
  assertEquals(smoothHidden(typed), smoothHidden(model));
  assertEquals(filterHidden(typed), filterHidden(model));
});

Deno.test("filterHidden: refuses log-likelihoods whose sums overflow", () => {
  const model = umbrella([true, true, true]);
  const loud = (size: number) => [[-size, -size], [-size, -Infinity], [-size, size]];
  const words = "the sum over steps of the largest |logLikelihood| is 6e+307, expected at most";
  for (const run of [filterHidden, smoothHidden]) {
    assertThrows(() => run({ ...model, logLikelihood: loud(2e307) }), RangeError, words);
    assertThrows(() => run({ ...model, logLikelihood: loud(1e308) }), RangeError, "is Infinity");
    // state 0 all the way costs 3e307; state 1 at the end pays it back, all but 1e307
    const { logEvidence } = run({ ...model, logLikelihood: loud(1e307) });
    assertClose(logEvidence, -1e307, { rtol: 1e-15 });
  }
});

Deno.test("filterHidden: refuses models that are none", () => {
  const model = umbrella([true, true]);
  const refuses = (spoilt: object, error: ErrorConstructor | typeof ShapeError, words: string) =>
    assertThrows(() => filterHidden({ ...model, ...spoilt }), error, words);
  refuses({ initial: [0.5, 0.6] }, RangeError, "the sum of initial is 1.1, expected 1");
  refuses({ initial: [] }, ShapeError, "initial is [0]");
  refuses({ transition: [[0.7, 0.3]] }, ShapeError, "transition is [1], expected [2]");
  refuses(
    { transition: [[0.7, 0.3], [0.3, 0.6]] },
    RangeError,
    "the sum of transition[1] is 0.8999",
  );
  refuses({ transition: [[0.7, 0.3], [1]] }, ShapeError, "transition[1] is [1], expected [2]");
  refuses({ transition: 3 }, TypeError, "transition is 3, expected a list");
  refuses({ logLikelihood: [] }, ShapeError, "logLikelihood is [0], expected at least one entry");
  refuses({ logLikelihood: [[0]] }, ShapeError, "logLikelihood[0] is [1], expected [2]");
  refuses(
    { logLikelihood: [[0, NaN]] },
    RangeError,
    "logLikelihood[0][1] is NaN, expected a finite",
  );
  refuses({ logLikelihood: [[Infinity, 0]] }, RangeError, "logLikelihood[0][0] is Infinity");
  refuses({ logLikelihood: [[0, "0"]] }, TypeError, 'logLikelihood[0][1] is "0"');
  refuses({ emission: [] }, TypeError, 'an option is "emission"');
});

Deno.test("filterHidden, smoothHidden: a hole in any table is refused, naming its place", () => {
  const chain = {
    initial: [0.5, 0.5],
    transition: [[0.7, 0.3], [0.4, 0.6]],
    logLikelihood: [[-1, -2], [-3, -1]],
  };
  const [half, rowOfOne] = [[0.5, , 0.5] as number[], [1, , 0] as number[]];
  const wrong: readonly (readonly [object, string])[] = [
    [{ ...chain, logLikelihood: [[-1, -2], , [-3, -1]] }, "logLikelihood[1] is undefined"],
    [{ ...chain, logLikelihood: [[-1, , -2].slice(0, 2)] }, "logLikelihood[0][1] is undefined"],
    [{ ...chain, transition: [[0.7, 0.3], ,] }, "transition[1] is undefined"],
    [{ ...chain, initial: half }, "initial[1] is undefined"],
    [
      {
        initial: [1, 0, 0],
        transition: [rowOfOne, rowOfOne, rowOfOne],
        logLikelihood: [[0, 0, 0]],
      },
      "transition[0][1] is",
    ],
    [{ ...chain, logLikelyhood: [] }, 'an option is "logLikelyhood"'],
    [new Map(Object.entries(chain)), "model is a Map"],
  ];
  for (const run of [filterHidden, smoothHidden]) {
    for (const [model, words] of wrong) assertThrows(() => run(model as never), TypeError, words);
  }
});
