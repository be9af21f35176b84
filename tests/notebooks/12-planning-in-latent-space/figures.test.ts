/** Chapter 12: its figures say what they draw, refuse nothing to draw, and keep to the roles. */
import { assertStringIncludes, assertThrows } from "@std/assert";
import * as figures from "chapters/12-planning-in-latent-space/figures.ts";
import { testDrawing, wordsOf } from "../../support/figures.ts";

const dark = Array<number>(256).fill(0), bright = Array<number>(256).fill(1);
const steps = Array.from({ length: 50 }, (_, t) => t + 1);
const trust = (name: string, by: number) => ({
  name,
  middle: steps.map((t) => by * t),
  low: steps.map((t) => by * t * 0.8),
  high: steps.map((t) => by * t * 1.2),
});
const drawn = {
  dream: figures.dream([0.1, 1], [dark, bright], [dark, dark], [3, 77], "A headline,\nand more"),
  twoFutures: figures.twoFutures(dark, bright, dark, 0.5),
  twoPaths: figures.twoPaths(),
  rods: figures.rods([0, 0.5, 1], [0, 0.4, 2]),
  learned: figures.learned(
    [2000, 4000, 6000],
    [[-1200, -300, -220], [-1000, -200, -210]],
    -212,
    "On",
  ),
  standings: figures.standings([
    { name: "true model", runs: [-212, -213], role: "wish" },
    { name: "both paths", runs: [-216, -220], role: "bound" },
    { name: "stochastic only", runs: [-400, -1500], role: "quiet" },
  ], "One\nline"),
  horizon: figures.horizon(
    0.1,
    [
      { ...trust("both paths", 1), role: "bound", dash: "solid", at: [30, -12] },
      { ...trust("nothing moves", 2), role: "ink", dash: "dashed", at: [20, 12] },
    ],
    [steps, steps.map((t) => 3 * t)],
    90,
    "How far",
  ),
  losses: figures.losses([0.7, 0.7, 2.5, 2.5], [0.5, 1.2, 2.5, 3.4], "Lost"),
  topples: figures.topples(0.1, [steps, steps.map((t) => 2 * t)], steps.map((t) => 3 * t), 0.7),
};
testDrawing("12", drawn);

Deno.test("chapter 12: notes and descriptions hold the number that is drawn", () => {
  assertStringIncludes(drawn.dream.description, "3 degrees at 0.1 s, 77 degrees at 1.0 s");
  assertStringIncludes(drawn.twoFutures.description, "misses both by 0.500");
  assertStringIncludes(wordsOf(drawn.learned), "−215 at");
  assertStringIncludes(drawn.learned.description, "−1100 at 2000, −250 at 4000");
  assertStringIncludes(drawn.learned.description, "finer scale, from −300 to −200; the same");
  assertStringIncludes(wordsOf(drawn.standings), "stochastic only: −950");
  assertStringIncludes(drawn.horizon.description, "both paths 5 at 0.5 s and 15 at 1.5 s");
  assertStringIncludes(drawn.horizon.description, "at 1.5 s 1 of them miss by less than 30");
  assertStringIncludes(wordsOf(drawn.losses), "3 of 4"); // 0.5 s is before the top
  assertStringIncludes(drawn.losses.description, "by 0.7 s or from 2.5 s on");
  assertStringIncludes(wordsOf(drawn.twoPaths), "o₂, r₂");
  assertStringIncludes(drawn.topples.description, "is 21.00 degrees there, and grows to 150");
  assertStringIncludes(drawn.rods.description, "3 frames");
});

Deno.test("chapter 12: figures of nothing are refused", () => {
  assertThrows(() => figures.dream([], [], [], [], ""), RangeError);
  assertThrows(() => figures.rods([], []), RangeError);
  assertThrows(() => figures.learned([], [], 0, ""), RangeError);
  assertThrows(() => figures.standings([], ""), RangeError);
  assertThrows(() => figures.horizon(0.1, [], [], 0, ""), RangeError);
  assertThrows(() => figures.losses([], [], ""), RangeError);
  assertThrows(() => figures.topples(0.1, [], [], 0), RangeError);
});
