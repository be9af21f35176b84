/** Chapter 13: its figures say what they draw, refuse nothing to draw, and keep to the roles. */
import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import {
  lights,
  probabilityOfReturn,
  reachingPaths,
  spreadOverSteps,
  temperatureHills,
  trajectoryBars,
} from "chapters/13-behaviour-as-inference/figures.ts";
import { testDrawing, wordsOf } from "../../support/figures.ts";
import { given, three } from "./oracle.ts";

const best = three.toSorted((p, q) => q.return - p.return);
const off = best.map(({ offsets }) => Math.abs(offsets[3]!));
const returns = best.map((each) => each.return);
const at = (alpha: number) => given(best, alpha);
const alphas = [0.4, 0.6, 0.7, 0.9, 1.5];
const interval = { low: 0.6, mean: 0.7, high: 0.8 };
const paths = [[0, 1, 1, 0], [0, 0, -1, 0]];
const figures = {
  lights: lights(),
  trajectoryBars: trajectoryBars([
    { alpha: "¼", probability: at(0.25) },
    { alpha: "1", probability: at(1) },
    { alpha: "16", probability: at(16) },
  ], off),
  probabilityOfReturn: probabilityOfReturn(
    returns,
    [0.5, 1, 4].map((alpha) => ({ alpha, probability: at(alpha) })),
  ),
  reachingPaths: reachingPaths([
    { name: "near-optimal", role: "bound", paths },
    { name: "aimless", role: "quiet", paths: [[0, 1, 1, 0], [0, 0, -1, -2]] },
  ]),
  spreadOverSteps: spreadOverSteps({
    wished: [0, 0.72, 0.95, 1.07, 1.11, 1.09, 1, 0.82, 0.44],
    aimless: [0, 0.72, 1.02, 1.25, 1.44, 1.61, 1.77, 1.91, 2.04],
    pinned: [0, 0.7, 0.91, 1.02, 1.06, 1.02, 0.91, 0.7, 0],
  }),
  temperatureHills: temperatureHills(alphas, {
    curves: [[-7, -6.6, -6.5, -6.6, -7], [-6.52, -6.49, -6.51, -6.7, -7.1]],
    reaches: 60,
    fitted: [0.6, 0.7, 0.7, 0.9],
    truth: 0.7,
    interval,
  }),
};

testDrawing("13", figures);

Deno.test("trajectoryBars: each bar says what the best behaviour has, and the cup, counted", () => {
  const words = wordsOf(figures.trajectoryBars);
  for (const alpha of [0.25, 1, 16]) {
    const weights = three.map((tau) => Math.exp(tau.return / alpha)); // a flat prior cancels
    const sumOf = (list: readonly number[]) => list.reduce((sum, each) => sum + each, 0);
    const arrive = weights.filter((_, i) => three[i]!.offsets[3] === 0);
    assertStringIncludes(words, `straight: ${(Math.max(...weights) / sumOf(weights)).toFixed(2)}`);
    assertStringIncludes(words, `at the cup: ${(sumOf(arrive) / sumOf(weights)).toFixed(2)}`);
  }
});

Deno.test("trajectoryBars: the pieces of a bar lie end to end, from nothing to one", () => {
  const [panel] = figures.trajectoryBars.spec.concat as unknown as readonly {
    readonly layer: readonly { readonly data: { readonly values: readonly { x: number }[] } }[];
  }[];
  const values = panel!.layer[0]!.data.values as unknown as readonly Record<string, number>[];
  const misses = panel!.layer[1]!.data.values as unknown as readonly Record<string, number>[];
  const ends = [...values, ...misses].flatMap(({ x, x2 }) => [x!, x2!]);
  assertEquals([Math.min(...ends), Number(Math.max(...ends).toFixed(6))], [0, 1]);
});

Deno.test("probabilityOfReturn: five rewards less cost five over alpha nats", () => {
  for (const alpha of [0.5, 1, 4]) {
    assertStringIncludes(wordsOf(figures.probabilityOfReturn), `"${5 / alpha} nats"`);
  }
});

Deno.test("reachingPaths: says how many of the reaches drawn arrive", () => {
  assertStringIncludes(wordsOf(figures.reachingPaths), "1 of 2 arrive");
});

Deno.test("temperatureHills: the note is how far the truth lies below a top, at most", () => {
  // 60 reaches; at 0.7 the first hand is at its top, the other 0.02 a reach below its own
  assertStringIncludes(wordsOf(figures.temperatureHills), `${(60 * 0.02).toFixed(1)} nats at most`);
});

Deno.test("spreadOverSteps: the note is the near-optimal hand's spread at the cup", () => {
  assertStringIncludes(wordsOf(figures.spreadOverSteps), "0.44 columns");
});

Deno.test("figures of chapter 13 refuse nothing to draw, by name", () => {
  assertThrows(() => trajectoryBars([], off), RangeError, "warmths is empty");
  assertThrows(() => reachingPaths([]), RangeError, "hands is empty");
});
