/** Chapter 08: its figures say what they draw, refuse nothing to draw, and keep to the roles. */
import { assertStringIncludes, assertThrows } from "@std/assert";
import * as figures from "chapters/08-conditional-vae/figures.ts";
import { testDrawing, wordsOf } from "../../support/figures.ts";

const betas = [0.01, 1, 10, 100], way = [[0, 0], [0.5, 4], [1.8, 8]];
const drawn = {
  sides: figures.sides({
    x: [-1, 0, 1],
    y: [-1.5, 1.4, 1.6],
    places: [-1, 0, 1],
    squares: [-1.4, 0.031, 1.3],
  }),
  codeCurves: figures.codeCurves(
    [-3, 0, 3],
    [0.01, 3].map((beta) => ({
      beta,
      curves: [[-1.5, 0, 1.5], [1.5, 0.1, -1.5]],
      passed: 0.917,
    })),
  ),
  betaSweep: figures.betaSweep({
    betas,
    passed: [[0.4, 0.85, 0.93, 0.5], [0.5, 0.9, 0.91, 0.5]],
    still: [[0.1, 0.85, 0.95, 0.5], [0, 0.9, 0.9, 0.5]],
    entropy: [[0.6, 0.5, 0.4, 0], [0.6, 0.45, 0.38, 0.01]],
    trueEntropy: 0.467,
  }),
  walks: figures.walks("Two ways", "Ways of walkers past the tree, in two panels.", [
    { title: "expert", ways: [way], passed: 1 },
    { title: "code", ways: [way, way.map(([x, y]) => [-x!, y!])], passed: 0.51 },
  ]),
  standings: figures.standings([
    { name: "drawn", runs: [[0.8, 0.66]], role: "bound", shape: "circle", at: [0.5, 0.76] },
    { name: "still", runs: [[0.1, 0], [1, 0]], role: "world", shape: "square", at: [0.5, 0.1] },
  ], { headline: "Two", description: "Two methods as dots, by success and by entropy." }),
  policyStandings: figures.policyStandings({
    mixture: [[0.9, 0.6]],
    squares: [[0, 0]],
    still: [[0.04, 0.21], [0.97, 0]],
    drawn: [[0.7, 0.6]],
  }),
  plans: figures.plans({ pieces: [way], plans: [way], goals: [[1.8, 8]] }),
  rounds: figures.rounds([[0.4, 0.835, 0.9, 1, 1, 1]], [[0.04, 0.385, 0.8, 0.9, 1, 1]]),
};
testDrawing("08", drawn);

Deno.test("chapter 08: notes hold the number that is drawn", () => {
  assertStringIncludes(wordsOf(drawn.sides), "y = 0.03 here");
  assertStringIncludes(wordsOf(drawn.betaSweep), "0.92 at best"); // (0.93 + 0.91) / 2
  assertStringIncludes(drawn.policyStandings.description, "from 0.04 to 0.97");
  assertStringIncludes(drawn.policyStandings.description, "0.21 nats at most");
  assertStringIncludes(wordsOf(drawn.rounds), '"0.40"');
  assertStringIncludes(wordsOf(drawn.walks), "51 %");
  assertStringIncludes(wordsOf(drawn.policyStandings), "97 % pass,");
  assertStringIncludes(drawn.plans.description, "over 8.2 units"); // from (0, 0) to (1.8, 8)
  assertStringIncludes(wordsOf(drawn.codeCurves), "92 % pass");
  assertStringIncludes(drawn.codeCurves.description, "at β = 3, 92 % of draws over all x pass");
  assertStringIncludes(drawn.rounds.description, "0.83 after two"); // 0.835 as a binary number
});

Deno.test("chapter 08: figures of nothing are refused", () => {
  assertThrows(() => figures.walks("None", "No ways of any walker past the tree.", []), RangeError);
  assertThrows(() => figures.rounds([], []), RangeError);
  assertThrows(
    () =>
      figures.standings([], {
        headline: "None",
        description: "No methods as dots, by success and by entropy.",
      }),
    RangeError,
  );
});
