/** Chapter 15: its figures say what they draw, refuse nothing to draw, and keep to the roles. */
import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import {
  buyingBound,
  dreams,
  gapStack,
  lockedGraph,
  luckyOutcomes,
  returnsOverSlip,
} from "chapters/15-optimism/figures.ts";
import { testDrawing, wordsOf } from "../../support/figures.ts";

const splits = [
  { name: "no wish", bound: -3.2, start: 0.07, luck: 0.48, choice: 0.25 },
  { name: "posterior's", bound: -2.8, start: 0.07, luck: 0.33, choice: 0 },
  { name: "best", bound: -2.76, start: 0.07, luck: 0.26, choice: 0.03 },
];
const cells = Array.from({ length: 21 }, (_, i) => ({
  row: Math.floor(i / 7),
  column: i % 7,
  letter: i === 14 ? "S" : i === 20 ? "G" : i > 14 ? "!" : ".",
}));
const field = { rows: 3, columns: 7, cells };
const chances = [0.001, 0.25, 0.5, 0.75, 0.999];
const figures = {
  lockedGraph: lockedGraph(),
  luckyOutcomes: luckyOutcomes(
    [-2, 0, 2].map((power) => ({ power, believes: 0.994, wins: 0.01, soberBuys: 0.3 })),
  ),
  buyingBound: buyingBound(chances, [-0.7, -0.35, -0.44, -0.8, -1.57], {
    best: 0.29,
    posterior: 0.995,
    logEvidence: 4.708,
  }),
  dreams: dreams(
    field,
    ["the dream", "the dreamer, awake", "sober"].map((name, k) => ({
      name,
      role: (["wish", "world", "bound"] as const)[k]!,
      visits: cells.map((_, i) => i / 7),
      falls: k / 4,
    })),
  ),
  returnsOverSlip: returnsOverSlip(
    [0, 0.2, 0.3].map((slip) => ({
      slip,
      dream: -8.24,
      dreamer: -8 - 90 * slip,
      sober: -8 - 40 * slip,
      best: -8,
    })),
  ),
  gapStack: gapStack(splits, -2.4),
};

testDrawing("15", figures);

Deno.test("gapStack: each bar is the gap in its three parts, and the note what is traded", () => {
  const words = wordsOf(figures.gapStack);
  assertStringIncludes(words, "0.07 less luck");
  assertStringIncludes(words, "0.03 for choice");
  for (const { bound, start, luck, choice } of splits) { // as the chapter's numbers do
    assertEquals((bound + start + luck + choice).toFixed(9), (-2.4).toFixed(9));
  }
});

Deno.test("dreams: each map is named with how often it falls", () => {
  for (const falls of ["0.00", "0.25", "0.50"]) {
    assertStringIncludes(wordsOf(figures.dreams), `falls ${falls}`);
  }
});

Deno.test("returnsOverSlip: the note is the distance of the two at 0.2", () => {
  assertStringIncludes(wordsOf(figures.returnsOverSlip), "10.0 apart");
  assertStringIncludes(
    wordsOf(figures.returnsOverSlip),
    "What the dream expects, -8.2, is a level",
  );
});

Deno.test("figures of chapter 15 refuse nothing to draw, by name", () => {
  assertThrows(() => gapStack([], 0), RangeError, "splits is empty");
  assertThrows(() => luckyOutcomes([]), RangeError, "stakes is empty");
  assertThrows(() => dreams(field, []), RangeError, "walks is empty");
  assertThrows(() => returnsOverSlip([]), RangeError, "rows is empty");
});
