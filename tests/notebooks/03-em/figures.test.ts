/** Chapter 03: its figures say what they draw, refuse nothing to draw, and keep to the roles. */
import { assertStringIncludes, assertThrows } from "@std/assert";
import {
  bicCurves,
  climbs,
  clusteredPoints,
  emRounds,
  hillOfMeans,
  monotoneChain,
  shrinkingGains,
} from "chapters/03-em/figures.ts";
import type { Mixture } from "lib/prob";
import { testDrawing, wordsOf } from "../../support/figures.ts";

const mixture = (means: readonly (readonly number[])[], variance: number): Mixture => ({
  weights: means.map(() => 1 / means.length),
  components: means.map((mean) => ({
    mean,
    covariance: { kind: "full", matrix: [[variance / 100, 0], [0, variance]] },
  })),
});
const points = [[2, 54], [1.8, 50], [4.3, 80], [4.5, 85], [3, 67]];
const path = [mixture([[3, 60], [3, 85]], 400), mixture([[2, 54], [4.3, 80]], 30)];
const link = (logLikelihood: number, raised: number, next: number) => {
  return { logLikelihood, raised, next };
};
const ends = [-1284, -1283, -1240, -1205, -1185, -1170, -1150, -1140, -1131];
const chain = [
  link(-1600, -1290, -1284),
  ...ends.slice(1).map((next, t) => link(ends[t]!, t === 1 ? -1280 : next - 1, next)),
];
const curve = (name: string, top: number) => {
  return { name, values: Array.from({ length: 201 }, (_, t) => top - 300 * Math.exp(-t / 5)) };
};
const choices = ["full", "tied", "diagonal"].flatMap((kind, k) =>
  [2, 3, 4].map((K) => ({ kind, K, score: -2320 - 4 * k - Math.abs(K - 3) }))
);
const side = Array.from({ length: 29 }, (_, i) => 40 + 2 * i);
const hill = side.map((y) => side.map((x) => -1034 - 0.05 * ((x - 55) ** 2 + (y - 80) ** 2)));
const road = { from: [48, 60], em: [[48, 60], [55, 79]], gradient: [[48, 60], [50, 70]] };
const figures = {
  monotoneChain: monotoneChain(chain),
  emRounds: emRounds(points, path),
  shrinkingGains: shrinkingGains(Array.from({ length: 20 }, (_, t) => 100 * 0.4 ** t), 1.2e-4),
  climbs: climbs([curve("EM", -1130), curve("a", -1131), curve("b", -1130), curve("c", -1290)]),
  bicCurves: bicCurves(choices),
  clusteredPoints: clusteredPoints(
    points,
    [0, 0, 1, 2, 1],
    [true, true, true, true, false],
    mixture([[2, 54], [4, 77], [4.6, 82]], 30),
  ),
  hillOfMeans: hillOfMeans(side, hill, [road, { ...road, em: [[62, 62], [71, 71]] }]),
};

testDrawing("03", figures);

Deno.test("emRounds, monotoneChain, bicCurves: an empty list is refused by name", () => {
  assertThrows(() => emRounds([], []), RangeError, "path is empty");
  assertThrows(() => monotoneChain([]), RangeError, "rounds");
  assertThrows(() => bicCurves([]), RangeError, "choices is empty");
});

Deno.test("monotoneChain: its note is the tallest thing that a bound gives after round 0", () => {
  assertStringIncludes(wordsOf(figures.monotoneChain), "40.0 nats");
});

Deno.test("emRounds: counts the eruptions of which neither component is nine tenths sure", () => {
  assertStringIncludes(figures.emRounds.description, "fall from 5 to 1");
});

Deno.test("shrinkingGains: names the first round that 32 bits cannot see", () => {
  assertStringIncludes(wordsOf(figures.shrinkingGains), "from round 16 on");
});

Deno.test("clusteredPoints, bicCurves, hillOfMeans: the numbers in their words are their data's", () => {
  assertStringIncludes(wordsOf(figures.clusteredPoints), "grey: 1 of 5");
  assertStringIncludes(wordsOf(figures.bicCurves), "best: −2320.0");
  const [best, second] = choices.map(({ score }) => score).toSorted((a, b) => b - a);
  assertStringIncludes(wordsOf(figures.bicCurves), `${(best! - second!).toFixed(1)} ahead of`);
  assertStringIncludes(figures.hillOfMeans.description, "are 71.0 minutes");
});
