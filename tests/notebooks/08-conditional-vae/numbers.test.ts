/** Chapter 08: every number of the notebook, held against other computations. */
import { assertEquals, assertLess } from "@std/assert";
import { pin } from "../../support/mod.ts";
import { savedResult } from "../../support/notebooks.ts";
import {
  attended,
  average,
  coin,
  exactFit,
  openAt,
  overPlaces,
  right,
  type Rows,
  storedMean,
  storedValues,
} from "./oracle.ts";

const run = "the mean of the stored runs, read as plain JSON";
const same = { atol: 1e-12 };
const ofLane = (name: string, i: number) => storedMean("cvae-lane", name, i);
const ofWalk = (name: string, i: number) => storedMean("cvae-walk", name, i);

// a fit to a thousand points of spread 1.2: near x = 0 a hundred of them, five standard errors
pin(
  "08",
  "squares-middle",
  0,
  { atol: 0.6 },
  "the mean of two equal sides, from a thousand points",
);
// 1.5 tanh(1.5 x) lies beyond ±1 for |x| > 0.537, which are 18 of 41 places
pin(
  "08",
  "squares-passed",
  18 / 41,
  { atol: 0.15 },
  "where 1.5 tanh(1.5x) is beyond 1; three places a side",
);
pin(
  "08",
  "mixture-passed",
  1,
  { atol: 0.01 },
  "a half is 3.3 spreads from tree and edge: 0.1 % miss",
);
const exact = overPlaces(exactFit);
// log p spreads by ½√2 of the Gaussian and the coin's surprise, below 1 together: 2,000 draws
pin(
  "08",
  "exact-fit",
  exact,
  { atol: 5 / Math.sqrt(2000) },
  "entropies in closed form; five standard errors",
);
pin(
  "08",
  "mixture-fit",
  exact,
  { atol: 0.1 + 5 / Math.sqrt(2000) },
  "the truth, less what fitting costs",
);
pin("08", "code-passed", await ofLane("passed", 3), { atol: 0.03 }, "the stored runs at β = 3");
pin(
  "08",
  "code-fit",
  await ofLane("logLikelihood", 3),
  { atol: 0.12 },
  "the stored runs, on other steps",
);
pin("08", "code-price", await ofLane("kl", 3), { atol: 0.06 }, "the stored runs at β = 3");

pin("08", "threshold-middle", openAt(0) / 0.15 ** 2, { atol: 1e-9 }, "(CVAE-5), rounding");
pin(
  "08",
  "threshold-mean",
  overPlaces(openAt) / 0.15 ** 2,
  { rtol: 0.01 },
  "a mean over 201 places",
);
pin("08", "kl-at-30", await ofLane("kl", 5), same, run);
pin("08", "kl-at-100", await ofLane("kl", 6), same, run);
pin("08", "passed-cheap", await ofLane("passed", 0), same, run);
pin("08", "passed-best", await ofLane("passed", 4), same, run);
pin("08", "passed-dear", await ofLane("passed", 6), same, run);
pin(
  "08",
  "entropy-true",
  average(Array.from({ length: 21 }, (_, i) => coin(right(-1 + i / 10)))),
  { atol: 1e-12 },
  "the mean over the 21 places of the study",
);
pin("08", "entropy-best", await ofLane("entropy", 4), same, run);
pin("08", "entropy-dear", await ofLane("entropy", 6), same, run);

const answer = attended([[0, 2]], [[1, 1], [-1, 0], [0, 3]], [[1, 0], [0, 1], [5, 5]])[0]![0]!;
pin("08", "attended", answer, { atol: 1e-12 }, "attention from its equation");

pin(
  "08",
  "live-average",
  await ofWalk("squaresChunk", 0),
  { atol: 0.15 },
  "the stored runs: none is above 0.15",
);
pin(
  "08",
  "live-drawn",
  0.6,
  { atol: 0.3 },
  "a third of the stored runs' training: 0.59 to 0.86 there",
);
pin(
  "08",
  "live-drawn-entropy",
  Math.LN2,
  { atol: 0.35 },
  "a coin, of some fifty walkers, in part trained",
);

pin("08", "squares-chunk-passed", await ofWalk("squaresChunk", 0), same, run);
pin("08", "squares-one-passed", await ofWalk("squaresOne", 0), same, run);
pin("08", "squares-one-entropy", await ofWalk("squaresOne", 4), same, run);
pin("08", "mixture-one-passed", await ofWalk("mixtureOne", 0), same, run);
pin("08", "still-passed", await ofWalk("beta10Still", 0), same, run);
pin("08", "still-entropy", await ofWalk("beta10Still", 4), same, run);
pin("08", "drawn-passed", await ofWalk("beta10Drawn", 0), same, run);
pin("08", "drawn-entropy", await ofWalk("beta10Drawn", 4), same, run);
pin("08", "anew-mean-passed", await ofWalk("beta10DrawnMean", 0), same, run);
pin("08", "kept-mean-passed", await ofWalk("beta10KeptMean", 0), same, run);
pin("08", "kept-mean-entropy", await ofWalk("beta10KeptMean", 4), same, run);
pin("08", "one-drawn-passed", await ofWalk("oneDrawn", 0), same, run);
pin("08", "one-still-standing", await ofWalk("oneStill", 2), same, run);

/** The mean share of errands whose miss after a round is below a half. */
async function reached(name: string, round: number): Promise<number> {
  const runs = await storedValues("cvae-play", name) as readonly Rows[];
  return average(runs.map((rows) => average(rows.map((row) => row[round - 1]! < 0.5 ? 1 : 0))));
}
pin("08", "reached-codes-1", await reached("codes", 1), same, run);
pin("08", "reached-codes-2", await reached("codes", 2), same, run);
pin("08", "reached-codes-6", await reached("codes", 6), same, run);
pin("08", "reached-strides-1", await reached("strides", 1), same, run);
pin("08", "reached-strides-2", await reached("strides", 2), same, run);
pin("08", "reached-strides-6", await reached("strides", 6), same, run);
const distances = (await storedValues("cvae-play", "distance") as Rows).flat();
pin("08", "errand-shortest", Math.min(...distances), same, "the least of the stored ones");
const farthest = await storedValues("cvae-play", "farthest") as readonly number[];
pin("08", "play-farthest", farthest[0]!, { atol: 1e-9 }, "the stored run of the same play");
const fits = await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map((i) => ofLane("logLikelihood", i)));
pin("08", "code-best-fit", Math.max(...fits), same, run);

Deno.test("chapter 08: no errand is as short as twelve strides of play ever led", () => {
  assertLess(Math.max(...farthest), Math.min(...distances));
});

Deno.test("chapter 08: three rounds over strides reach less than two over codes", async () => {
  assertLess(await reached("strides", 3), await reached("codes", 2));
});

Deno.test("chapter 08: between β = 1 and 30 about nine in ten pass, drawn or still", async () => {
  for (const i of [2, 3, 4, 5]) {
    assertLess(Math.abs(await ofLane("passed", i) - 0.9), 0.03);
    assertLess(Math.abs(await ofLane("still", i) - await ofLane("passed", i)), 0.03);
  }
});

Deno.test("chapter 08: with a fixed code, of those that pass 98 in 100 take one side, in five runs", async () => {
  const still = await storedValues("cvae-walk", "beta10Still") as Rows;
  const passing = still.filter(([passed]) => passed! > 0.25);
  assertEquals(passing.length, 5);
  for (const [, , , share] of passing) assertLess(Math.min(share!, 1 - share!), 0.02);
  assertLess(await savedResult("08", "still-entropy"), 0.1);
});

Deno.test("chapter 08: what single strides by least squares and with z = 0 do, run by run", async () => {
  const squares = await storedValues("cvae-walk", "squaresOne") as Rows;
  assertEquals(squares.filter(([, , , share]) => Math.max(share!, 1 - share!) > 0.9).length, 6);
  const still = await storedValues("cvae-walk", "oneStill") as Rows;
  assertEquals(still.filter(([, , standing]) => standing! > 0.75).length, 4);
  assertEquals(still.filter(([, , standing]) => standing! < 0.25).length, 6);
});

Deno.test("chapter 08: at β = 1 sides are a little more even than the demonstrator's, from 3 on less", async () => {
  const truth = await savedResult("08", "entropy-true");
  assertLess(truth, await ofLane("entropy", 2));
  for (const i of [3, 4, 5]) assertLess(await ofLane("entropy", i), truth);
});
