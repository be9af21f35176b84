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
    { name: "aimless", role: "quiet", paths },
  ]),
  spreadOverSteps: spreadOverSteps({
    wished: [0, 0.72, 0.95, 1.07, 1.11, 1.09, 1, 0.82, 0.44],
    aimless: [0, 0.72, 1.02, 1.25, 1.44, 1.61, 1.77, 1.91, 2.04],
    pinned: [0, 0.7, 0.91, 1.02, 1.06, 1.02, 0.91, 0.7, 0],
  }),
  temperatureHills: temperatureHills(alphas, {
    curves: [[-7, -6.6, -6.5, -6.6, -7]],
    fitted: [0.6, 0.7, 0.7, 0.9],
    truth: 0.7,
    interval,
  }),
};

testDrawing("13", figures);

Deno.test("trajectoryBars: each panel says what the best behaviour has, counted", () => {
  assertStringIncludes(wordsOf(figures.trajectoryBars), `"${at(0.25)[0]!.toFixed(2)}"`);
  assertStringIncludes(wordsOf(figures.trajectoryBars), `"${at(16)[0]!.toFixed(2)}"`);
});

Deno.test("probabilityOfReturn: the dot of the note holds the six behaviours that end two off", () => {
  assertStringIncludes(wordsOf(figures.probabilityOfReturn), "6 behaviours");
  assertEquals(returns.filter((each) => each === -9).length, 6);
});

Deno.test("spreadOverSteps: the note is the near-optimal hand's spread at the cup", () => {
  assertStringIncludes(wordsOf(figures.spreadOverSteps), "0.44 columns");
});

Deno.test("figures of chapter 13 refuse nothing to draw, by name", () => {
  assertThrows(() => trajectoryBars([], off), RangeError, "warmths is empty");
  assertThrows(() => reachingPaths([]), RangeError, "hands is empty");
});
