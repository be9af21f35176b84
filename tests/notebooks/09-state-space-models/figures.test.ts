/** Chapter 09: its figures say what they draw, refuse nothing to draw, and keep to the roles. */
import { assertStringIncludes, assertThrows } from "@std/assert";
import * as figures from "chapters/09-state-space-models/figures.ts";
import { testDrawing, wordsOf } from "../../support/figures.ts";

const steps = Array.from({ length: 12 }, (_, t) => t);
const truth = steps.map((t) => [3 * t, t * t / 4]);
const beliefs = (variance: (t: number) => number) => ({
  means: truth.map(([x, y]) => [x!, y!, 1, 1]),
  covariances: steps.map((t) =>
    [0, 1, 2, 3].map((i) => [0, 1, 2, 3].map((j) => i === j ? variance(t) : 0))
  ),
});
const years = Array.from({ length: 100 }, (_, t) => 1871 + t);
const level = (height: number) => ({
  means: years.map(() => [height]),
  covariances: years.map(() => [[2500]]),
});
const curve = steps.concat([12, 13, 14, 15]).map((i) => 20 / (i + 1));
const drawn = {
  blackout: figures.blackout({
    truth,
    seen: truth.map((x, t) => t >= 4 && t < 9 ? null : x),
    filtered: beliefs((t) => t < 9 ? 36 : 1),
    smoothed: beliefs(() => 4),
  }),
  nileLevel: figures.nileLevel({
    years,
    volumes: years.map((_, t) => 900 + 100 * Math.sin(t)),
    filtered: level(1037),
    smoothed: level(951),
  }),
  creeping: figures.creeping({
    history: Array.from({ length: 300 }, (_, i) => -3 * Math.exp(-i / 16)),
    top: 0,
    early: { round: 128, move: 104 },
    move: 100,
  }),
  bet: figures.bet([
    { name: "a  product of filters", gap: 215.8 },
    { name: "c  best independent", gap: 21.8 },
    { name: "e  chain of smoothers", gap: 0 },
  ]),
  lookingAhead: figures.lookingAhead({
    ahead: [0, 1, 2, 3, 4, 5, 6],
    price: [17.8, 9.2, 4.9, 2.6, 1.4, 0.73, 0.4],
    nile: [16.3, 8.9, 4.8, 2.5, 1.4, 0.74, 0.4],
    independence: 21.8,
  }),
  twoPrices: figures.twoPrices({ independence: 21.79, blindness: 17.81 }),
  lessons: figures.lessons({
    steps: curve.map((_, i) => 100 * i),
    gaps: {
      now: [curve.map(() => 18)],
      past: [curve.map(() => 8)],
      all: [curve.map(() => 4.5)],
      "past, chained": [curve.map(() => 3.5)],
      "all, chained": [curve.map((g) => g / 20)],
      "all, chained, attention": [curve.map((g) => g / 10)],
    },
    floors: [4.5, 3.5],
  }),
  wrongWorlds: figures.wrongWorlds({
    moves: [100, 1500, 12_000, 40_000],
    exact: [-646, -641.6, -647, -660],
    independent: [-678, -663, -651.2, -660],
    past: [-667, -655, -657, -660],
  }),
};

testDrawing("09", drawn);

Deno.test("blackout: names the ratio of the ellipses at the last dark step", () => {
  assertStringIncludes(wordsOf(drawn.blackout), "9 × the area"); // variances of 36 and 4
  assertStringIncludes(drawn.blackout.description, "seen at 7 of 12");
});

Deno.test("nileLevel: its note has both levels of 1899", () => {
  assertStringIncludes(wordsOf(drawn.nileLevel), "951 in hindsight");
  assertStringIncludes(wordsOf(drawn.nileLevel), "1037 when it came");
});

Deno.test("creeping: its note has what is missing, and how far the variance is off", () => {
  assertStringIncludes(wordsOf(drawn.creeping), "a step still 4 % off");
  assertStringIncludes(wordsOf(drawn.creeping), "round 128: 0.001 nats short"); // 3 e⁻⁸
});

Deno.test("bet and twoPrices: describe every gap, and the sum", () => {
  assertStringIncludes(drawn.bet.description, "best independent 21.8");
  assertStringIncludes(drawn.twoPrices.description, "blind to the future 39.6");
  assertThrows(() => figures.bet([]), RangeError, "guesses is empty");
});

Deno.test("lookingAhead: its note is the price at five years", () => {
  assertStringIncludes(wordsOf(drawn.lookingAhead), "0.73 nats");
});

Deno.test("lessons: describes where each encoder ends", () => {
  assertStringIncludes(drawn.lessons.description, "past, chained 3.50");
  assertStringIncludes(drawn.lessons.description, "all, chained 0.06");
});

Deno.test("wrongWorlds: finds the tops, and how far they are apart", () => {
  assertStringIncludes(drawn.wrongWorlds.description, "1,500, 12,000, 1,500");
  assertStringIncludes(wordsOf(drawn.wrongWorlds), "8 times the best");
});
