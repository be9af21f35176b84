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
    { every: 100, from: 100, code: 8 },
    three([[0.01, 0.21, 0.02], [0.01, 0.23, 0.02]]),
    [[-15, -35], [-16, -36]],
  ),
  byRound: figures.byRound([750, 1000, 2000], [[-700, -500, -120], [-400, -450, -480]], -83, -516),
  standings: figures.standings([
    { name: "truth", runs: [-83, -82], role: "wish" },
    { name: "code", runs: [-120, -476], role: "bound" },
  ]),
  controls: figures.controls([
    { name: "images", runs: [-83, -82], role: "world" },
    { name: "strict", runs: [-500, -300], role: "bound" },
  ]),
  leaning: figures.leaning([{ name: "code", runs: [3, 45, 20, 19.9], role: "bound" }], 20),
};
testDrawing("10", drawn);

Deno.test("chapter 10: notes and descriptions hold the number that is drawn", () => {
  assertStringIncludes(drawn.dream.description, "0.000 at 0.0 s and 1.000 at 1.0 s");
  assertStringIncludes(wordsOf(drawn.distances), "at 60 degrees"); // 3.9 is above 0.9 · 4
  assertStringIncludes(wordsOf(drawn.spectrum), "9 directions"); // 0.7⁹ = 0.040
  assertStringIncludes(wordsOf(drawn.velocities), "explained: 0.88");
  assertStringIncludes(drawn.shrinking.description, "falls from 0.22 at step 100 to 0.02");
  // 8 log(0.22 / 0.02) = 19.2 of the 20 from −15.5 to −35.5
  assertStringIncludes(drawn.shrinking.description, "by 20.0 nats after step 100, 19.2 of them");
  assertStringIncludes(wordsOf(drawn.byRound), "−300 at last");
  assertStringIncludes(wordsOf(drawn.standings), "code: −298");
  assertStringIncludes(wordsOf(drawn.controls), "strict: −400");
  assertStringIncludes(wordsOf(drawn.leaning), "code: 2 of 4 within 20°");
});

Deno.test("chapter 10: figures of nothing are refused", () => {
  assertThrows(() => figures.dream([], [], []), RangeError);
  assertThrows(() => figures.standings([]), RangeError);
  assertThrows(() => figures.leaning([], 20), RangeError);
  assertThrows(() => figures.byRound([], [], 0, 0), RangeError);
});
