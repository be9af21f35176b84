/** Chapter 18: its figures say what they draw, refuse nothing to draw, and keep to the roles. */
import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import * as figures from "chapters/18-max-entropy-policy-gradient/figures.ts";
import { testDrawing, wordsOf } from "../../support/figures.ts";

const curve = (from: number, to: number) =>
  Array.from({ length: 30 }, (_, i) => from + (to - from) * i / 29);
const group = (title: string) => ({
  title,
  runs: [curve(0.6, 0.02), curve(0.65, 0.4), curve(0.5, 0.3)],
  fallen: [true, false, false],
});
const long = (title: string) => ({
  title,
  runs: [curve(20, 9), curve(20, 300), curve(20, 480)],
  fallen: [true, false, false],
});
const lambdas = Array.from({ length: 51 }, (_, i) => i / 50);
const ignorant = lambdas.map((each) => ({ bias: 0.32 * (1 - each), spread: 0.8 + 7 * each ** 4 }));
const knowing = lambdas.map((each) => ({ bias: 0, spread: 0.76 + each ** 3 }));
const losses = (from: number, to: number) =>
  Array.from({ length: 101 }, (_, i) => from * (to / from) ** (i / 100));

const drawn = {
  twoFates: figures.twoFates({ every: 2560, groups: [group("reward alone"), group("both")] }),
  baselineParabola: figures.baselineParabola({
    baselines: [0, 0.5, 1, 2].map((b) => ({ b, variance: 0.21 * (b - 0.95) ** 2 })),
    best: 0.95,
    kept: 0.0005296,
    dropped: 0.1894,
  }),
  lambdaTrade: figures.lambdaTrade({
    lambdas,
    knowing,
    ignorant,
    misses: [10, 100, 1000].map((count) => ({
      count,
      miss: ignorant.map(({ bias, spread }) => Math.sqrt(bias ** 2 + spread ** 2 / count)),
    })),
  }),
  twoPushes: figures.twoPushes({
    q: [0.9, 0.4],
    byQ: [-1.5, 0],
    byPolicy: [-0.4, 0.4],
    byValue: [-1.1, -0.4],
    alpha: 0.5,
  }),
  fourLearners: figures.fourLearners({
    every: 20,
    alone: losses(5, 5.2),
    softQ: losses(5, 0.25),
    hopeful: losses(5, 1.5e-3),
    actorCritic: losses(5, 1.5e-4),
  }),
  poleRuns: figures.poleRuns({
    every: 2560,
    groups: ["a", "b", "c", "d", "e", "f"].map(long),
    live: curve(20, 200),
  }),
  rodScores: figures.rodScores({
    temperatures: [0, 0.1, 0.3, 1],
    scores: [[-641, -200, -170], [-286, -172, -160], [-245, -180, -166], [-280, -234, -190]],
    medians: [-200, -172, -180, -234],
  }),
  planePaths: figures.planePaths([0, 1, 10].map((temperature) => ({
    temperature,
    paths: [[[0, 0], [-2, 0.2], [-4.5, 0]], [[0, 0], [-1, -0.5], [-4.2, 0.3]]],
  }))),
};
testDrawing("18", drawn);

Deno.test("figures: their notes and descriptions hold the numbers of what they draw", () => {
  assertStringIncludes(wordsOf(drawn.twoFates), "1 of 3 collapsed");
  assertStringIncludes(wordsOf(drawn.baselineParabola), "358 times the variance"); // .1894 / .0005296
  assertStringIncludes(drawn.fourLearners.description, "alone 5.20");
  assertStringIncludes(wordsOf(drawn.rodScores), "−641 at worst");
  assertStringIncludes(drawn.planePaths.description, "2.0, 2.0, 2.0 steps");
  assertStringIncludes(drawn.poleRuns.description, "1 (a)");
  const [before, after] = [1 / (1 + Math.exp(-1)), 1 / (1 + Math.exp(2))]; // Q apart by 0.5, −1; α = ½
  for (const chance of [before, after]) {
    assertStringIncludes(wordsOf(drawn.twoPushes), `${Math.round(100 * chance)} %`);
  }
  assertStringIncludes(wordsOf(drawn.fourLearners), "stuck, 0.25 short");
});

Deno.test("lambdaTrade: names the λ of the least miss for each number of paths", () => {
  const miss = (count: number) => ignorant.map((e) => e.bias ** 2 + e.spread ** 2 / count);
  for (const count of [10, 100, 1000]) {
    const best = lambdas[miss(count).indexOf(Math.min(...miss(count)))]!;
    assertStringIncludes(
      drawn.lambdaTrade.description,
      `${best.toFixed(2)} for ${count.toLocaleString("en")} paths`,
    );
  }
});

Deno.test("figures: refuse nothing to draw", () => {
  assertThrows(() => figures.planePaths([]), RangeError);
  assertThrows(() => figures.twoFates({ every: 1, groups: [] }), RangeError);
  assertEquals(drawn.twoPushes.description.includes("(-1.50, 0.00)"), true);
});
