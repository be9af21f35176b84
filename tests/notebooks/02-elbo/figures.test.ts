/** Chapter 02: its figures say what they draw, refuse nothing to draw, and keep to the roles. */
import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
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

Deno.test("boundHill: the bar is the gap at even odds, which is a divergence", () => {
  const posterior = 0.685, odds = [1 - posterior, posterior];
  const joint = odds.map((p) => p * Math.exp(-1.582));
  const elbo = (q: number) => (1 - q) * Math.log(joint[0]! / (1 - q)) + q * Math.log(joint[1]! / q);
  const made = boundHill(share, share.map(elbo), { logEvidence: -1.582, posterior });
  assertStringIncludes(wordsOf(made), `gap ${kl(0.5, posterior).toFixed(3)} = KL`);
});

Deno.test("debtPaid: the bound's name says where it ends in the most dimensions, on average", () => {
  assertStringIncludes(wordsOf(figures.debtPaid), "bound: −0.02 at D = 28");
});

Deno.test("slidingGuesses: posterior and q are named once a row", () => {
  const words = wordsOf(figures.slidingGuesses);
  assertEquals(words.match(/"text":\["posterior"\]/g)?.length, 2);
  assertEquals(words.match(/"text":\["q"\]/g)?.length, 2);
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
