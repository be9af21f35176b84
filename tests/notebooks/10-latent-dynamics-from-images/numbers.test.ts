/** Chapter 10: every number of the notebook, held against other computations. */
import { assert, assertLess } from "@std/assert";
import { pin } from "../../support/mod.ts";
import {
  average,
  greatest,
  rod,
  type Row,
  storedLast,
  storedMean,
  storedValues,
  sum,
} from "./oracle.ts";

const run = "the mean of the stored runs, read as plain JSON";
const same = { rtol: 1e-12 };

/** Mean distance of rods that are so many degrees apart. */
const apart = (degrees: number) =>
  average(Array.from({ length: 36 }, (_, k) => {
    const [one, two] = [rod(k * Math.PI / 18), rod(k * Math.PI / 18 + degrees * Math.PI / 180)];
    return Math.sqrt(sum(one.map((each, p) => (each - two[p]!) ** 2)));
  }));
const turns = Array.from({ length: 61 }, (_, i) => 3 * i), far = turns.map(apart);
pin(
  "10",
  "turn-far",
  turns[far.findIndex((each) => each > 0.9 * Math.max(...far))]!,
  { atol: 3 },
  "rods drawn by the nearest of many points; a step of the grid",
);
const shares = greatest(Array.from({ length: 120 }, (_, i) => rod(2 * Math.PI * i / 120)), 24);
const needed = shares.findIndex((_, k) => sum(shares.slice(0, k + 1)) >= 0.95) + 1;
pin("10", "directions", needed, { atol: 0 }, "power iteration with deflation, on rods of its own");

// the mean of five velocities that know nothing misses 1 + 1/5 of the variance; some 360 moments
pin("10", "velocity-one", -0.2, { atol: 0.25 }, "five unrelated moments, 1 − (1 + 1/5)");
pin(
  "10",
  "velocity-two",
  1,
  { atol: 0.3 },
  "all of it, less what five neighbours of 351 differ by",
);
pin("10", "cheat", 8 * Math.log(10), { atol: 2e-3 }, "−D log c; float32 weights");
pin("10", "cheat-pictures", 0, { atol: 2e-3 }, "a decoder that divides by c; float32");
pin("10", "own-change", 0, { atol: 2e-2 }, "a ratio that c leaves; float32, a term of some tens");
pin("10", "spread-learned", await storedLast("learnedSpread"), same, run);
pin("10", "spread-fixed", await storedLast("fixedSpread"), same, run);
pin("10", "spread-own", await storedLast("ownSpread"), same, run);
pin("10", "pictures-learned", await storedLast("learnedPictures"), same, run);
pin("10", "pictures-own", await storedLast("ownPictures"), same, run);
// three rounds of 50 plans: the five best of the first are some 0.2 off, and a third of that later
pin("10", "toy-first", 0.5, { atol: 0.15 }, "the optimum, after three rounds");

const returns = await storedValues("ldm-control", "returns") as readonly (readonly Row[])[];
const ofRound = (round: number) => average(returns.map((rows) => average(rows[round - 1]!)));
pin(
  "10",
  "live-last",
  average(returns[0]![5]!),
  { rtol: 1e-3 },
  "the stored run of the same seed; other kernels round otherwise",
);
pin("10", "round-1", ofRound(1), same, run);
pin("10", "round-6", ofRound(6), same, run);
pin("10", "truth", await storedMean("truth"), same, run);
pin("10", "idle", await storedMean("idle"), same, run);
pin("10", "open", await storedMean("open"), same, run);
pin("10", "images", await storedMean("images"), same, run);
pin(
  "10",
  "cost-ratio",
  (513 * 128 + 128 * 64 + 64 * 128 + 128 * 256 + 513 * 64 + 64 * 64 + 64) /
    (9 * 64 + 64 * 64 + 64 * 8 + 9 * 64 + 64 * 64 + 64),
  same,
  "counted by hand",
);

const greys = rod(1), middleGrey = average(greys);
const blank = Math.sqrt(average(greys.map((each) => (each - middleGrey) ** 2)));
pin("10", "dream-now", 0, { atol: blank / 3 }, "nothing missed, to a third of what a blank misses");
pin("10", "dream-second", 0, { atol: blank }, "nothing missed, to what a blank picture misses");
pin("10", "film-end", 0, { atol: 20 }, "upright, to the swing of a hand's breadth");

Deno.test("chapter 10: what the text says of the stored runs", async () => {
  const shrink = async (name: string) => await storedValues("ldm-shrink", name) as readonly Row[];
  const [learned, fixed, own] = await Promise.all(
    ["learnedSpread", "fixedSpread", "ownSpread"].map(shrink),
  );
  for (const seed of [0, 1, 2, 3, 4]) { // the order of the spreads, in every run
    assertLess(learned![seed]!.at(-1)!, fixed![seed]!.at(-1)!);
    assertLess(fixed![seed]!.at(-1)!, own![seed]!.at(-1)!);
    assertLess(learned![seed]!.at(-1)!, learned![seed]!.at(-6)!); // every 100 steps
  }
  for (const name of ["learnedMissed", "fixedMissed", "ownMissed"]) {
    const missed = await storedValues("ldm-shrink", name) as Row;
    assert(missed.every((each) => each < 0.0125), "little more than a hundredth, or less");
  }
  const finals = returns.map((rows) => average(rows[5]!));
  const images = (await storedValues("ldm-control", "images") as readonly Row[]).map(average);
  assert(finals.filter((each) => each > -180).length === 4, "four of five learn it");
  assert(finals.filter((each, i) => each < images[i]!).length === 4, "images earn more in four");
});
