/** Chapter 10: its figures say what they draw, refuse nothing to draw, and keep to the roles. */
import { assertStringIncludes, assertThrows } from "@std/assert";
import * as figures from "chapters/10-latent-dynamics-from-images/figures.ts";
import { testDrawing, wordsOf } from "../../support/figures.ts";

const dark = Array<number>(16).fill(0), bright = Array<number>(16).fill(1);
const three = (rows: readonly (readonly number[])[]) => ({ learned: rows, fixed: rows, own: rows });
const drawn = {
  dream: figures.dream([0, 0.5, 1], [dark, bright, dark], [dark, bright, bright]),
  distances: figures.distances([0, 30, 60, 180], [0, 2, 3.9, 4]),
  spectrum: figures.spectrum(Array.from({ length: 30 }, (_, i) => 1 - 0.7 ** (i + 1)), 0.95),
  velocities: figures.velocities([-3, 0, 3], [0, 1, -1], [-2.8, 0.1, 2.7], [-0.123, 0.876]),
  shrinking: figures.shrinking(
    100,
    three([[0.01, 0.21, 0.2], [0.01, 0.23, 0.16]]),
    three([[-15, -25], [-16, -26]]),
  ),
  byRound: figures.byRound([750, 1000, 2000], [[-700, -500, -120], [-400, -450, -480]], -83, -516),
  standings: figures.standings([
    { name: "truth", runs: [-83, -82], role: "wish" },
    { name: "code", runs: [-120, -476], role: "bound" },
  ]),
};
testDrawing("10", drawn);

Deno.test("chapter 10: notes and descriptions hold the number that is drawn", () => {
  assertStringIncludes(drawn.dream.description, "0.000 at 0.0 s and 1.000 at 1.0 s");
  assertStringIncludes(wordsOf(drawn.distances), "at 60 degrees"); // 3.9 is above 0.9 · 4
  assertStringIncludes(wordsOf(drawn.spectrum), "9 directions"); // 0.7⁹ = 0.040
  assertStringIncludes(wordsOf(drawn.velocities), "explained: 0.88");
  assertStringIncludes(drawn.shrinking.description, "from 0.01 to 0.18");
  assertStringIncludes(drawn.shrinking.description, "falls to -25.5 nats");
  assertStringIncludes(wordsOf(drawn.byRound), "−300 at last");
  assertStringIncludes(wordsOf(drawn.standings), "code: −298");
});

Deno.test("chapter 10: figures of nothing are refused", () => {
  assertThrows(() => figures.dream([], [], []), RangeError);
  assertThrows(() => figures.standings([]), RangeError);
  assertThrows(() => figures.byRound([], [], 0, 0), RangeError);
});
