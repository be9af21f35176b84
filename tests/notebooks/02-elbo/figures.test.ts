/** Chapter 02: its figures say what they draw, refuse nothing to draw, and keep to the roles. */
import { assertStringIncludes, assertThrows } from "@std/assert";
import {
  boundHill,
  closingGaps,
  debtPaid,
  divergenceCurves,
  jensenChord,
  priceOfNotLooking,
  type Slide,
  slidingGuesses,
  touchingBounds,
} from "chapters/02-elbo/figures.ts";
import { testDrawing, wordsOf } from "../../support/figures.ts";

const share = [0.2, 0.5, 0.75, 0.9];
const kl = (q: number, p: number) => q * Math.log(q / p) + (1 - q) * Math.log((1 - q) / (1 - p));
const slide: Slide = {
  world: "linear",
  path: [{ mean: -1, std: 1.5 }, { mean: 1, std: 0.5 }],
  posterior: (z) => Math.exp(-z * z),
};
const slopes = [0, 0.7, 1.2, 2.4, 4];
const runs = [1, 28].flatMap((D) => [-1, -3].map((e) => ({ D, prior: e * D / 7, bound: e / 100 })));
const gaps = (end: number) => Array.from({ length: 301 }, (_, i) => end + 4 * Math.exp(-i / 5));
const figures = {
  divergenceCurves: divergenceCurves(
    share,
    share.map((q) => kl(q, 0.75)),
    share.map((q) => kl(0.75, q)),
  ),
  jensenChord: jensenChord(1, 9),
  boundHill: boundHill(share, [-2.2, -1.8, -1.6, -1.7], { logEvidence: -1.582, posterior: 0.685 }),
  touchingBounds: touchingBounds(slopes, [-3, -2.75, -2.3, -2.2, -2.4], [
    { start: 0.7, bound: [-4, -2.75, -2.4, -3, -5] },
  ]),
  slidingGuesses: slidingGuesses([slide, { ...slide, world: "square" }]),
  closingGaps: closingGaps(gaps(1e-4), gaps(0.75)),
  debtPaid: debtPaid(runs),
  priceOfNotLooking: priceOfNotLooking(
    [[50, 6], [67, 0.1], [67, 0.1], [90, 5]].map(([wait, kl]) => {
      return { wait: wait!, kl: kl! };
    }),
  ),
};

testDrawing("02", figures);

Deno.test("slidingGuesses: an empty path is refused by name", () => {
  assertThrows(() => slidingGuesses([{ ...slide, path: [] }]), RangeError, "path is empty");
});

Deno.test("jensenChord: its note is log 5/3, computed from the two ends", () => {
  assertStringIncludes(wordsOf(figures.jensenChord), `${Math.log(5 / 3).toFixed(3)} nats`);
});

Deno.test("debtPaid: the note is the mean of the prior's runs in the most dimensions", () => {
  assertStringIncludes(wordsOf(figures.debtPaid), "8.0 nats");
});

Deno.test("priceOfNotLooking: names the minute with the least gap, and the sum", () => {
  assertStringIncludes(wordsOf(figures.priceOfNotLooking), "67 min: looking");
  assertStringIncludes(wordsOf(figures.priceOfNotLooking), "4 waits together: 11 nats");
});

Deno.test("closingGaps: the note is what the end is above log 2", () => {
  assertStringIncludes(wordsOf(figures.closingGaps), `${(0.75 - Math.LN2).toFixed(2)} more`);
});
