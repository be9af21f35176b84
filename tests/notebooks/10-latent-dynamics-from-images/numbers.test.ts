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
pin("10", "pictures-fixed", await storedLast("fixedPictures"), same, run);
pin("10", "pictures-own", await storedLast("ownPictures"), same, run);
const terms = await storedValues("ldm-shrink", "learnedDynamics") as readonly Row[];
const sizes = await storedValues("ldm-shrink", "learnedSpread") as readonly Row[];
/** 250 steps between spreads, from step 0; stretches of 250 steps between terms, from the first. */
const fell = (from: number, to: number) =>
  average(terms.map((row) => row[from / 250 - 1]! - row[to / 250 - 1]!));
const shrank = (from: number, to: number) =>
  8 * average(sizes.map((row) => Math.log(row[from / 250]!) - Math.log(row[to / 250]!)));
const differences = "differences of the stored runs, read as plain JSON";
pin("10", "fall-late", fell(2000, 8000), same, differences);
pin("10", "size-late", shrank(2000, 8000), same, differences);
pin("10", "fall-early", fell(250, 2000), same, differences);
pin("10", "size-early", shrank(250, 2000), { atol: 1e-12 }, differences);
const left = async (from: number) => {
  const rows = await storedValues("ldm-shrink", "learnedSpread") as readonly Row[];
  return average(rows.map((row) => row[(from + 1000) / 250]! / row[from / 250]!));
};
pin("10", "kept-first", await left(2000), same, run);
pin("10", "kept-last", await left(7000), same, run);
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
pin("10", "open-truth", await storedMean("openTruth"), same, run);
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
pin("10", "dream-blank", blank, { atol: 0.01 }, "a rod at another angle, on the same pixels");

const offs = async (name: string) =>
  (await storedValues("ldm-control", `${name}Off`) as readonly Row[]).flat();
const near = async (name: string) => (await offs(name)).filter((each) => each < 20).length;
const film = (await offs("code"))[1]!;
pin("10", "film-end", film, { atol: 0.5 }, "the stored run; other kernels round otherwise");
pin("10", "code-upright", await near("code"), { atol: 0 }, "counted in the stored runs");
pin("10", "images-upright", await near("images"), { atol: 0 }, "counted in the stored runs");
pin("10", "fixed-upright", await near("fixed"), { atol: 0 }, "counted in the stored runs");
pin("10", "along", await storedMean("along"), same, run);
pin("10", "fresh", await storedMean("fresh"), same, run);
pin("10", "lenient", await storedMean("lenient"), same, run);
pin("10", "fixed", await storedMean("fixed"), same, run);
/** Student's interval for five differences; t = 2.776445 at four degrees of freedom, from a table. */
const interval = (differences: Row): readonly [number, number, number] => {
  const middle = average(differences);
  const deviation = Math.sqrt(sum(differences.map((each) => (each - middle) ** 2)) / 4);
  const reach = 2.776445 * deviation / Math.sqrt(5);
  return [middle, middle - reach, middle + reach];
};
const runMeans = async (name: string) =>
  (await storedValues("ldm-control", name) as readonly Row[]).map(average);
const finals = returns.map((rows) => average(rows[5]!));
const [strict, fixedSigma, seen] = [
  await runMeans("fresh"),
  await runMeans("fixed"),
  await runMeans("images"),
];
const win = interval(seen.map((each, i) => each - finals[i]!));
const gain = interval(fixedSigma.map((each, i) => each - strict[i]!));
const student = "Student's interval by hand, t to six decimals";
pin("10", "win", win[0], same, run);
pin("10", "win-low", win[1], { rtol: 1e-4 }, student);
pin("10", "win-high", win[2], { rtol: 1e-4 }, student);
pin("10", "fixed-gain-low", gain[1], { rtol: 1e-4 }, student);
pin("10", "fixed-gain-high", gain[2], { rtol: 1e-4 }, student);

Deno.test("chapter 10: what the text says of the codes that shrink", async () => {
  const of = async (name: string) => await storedValues("ldm-shrink", name) as readonly Row[];
  const [fixed, own] = [await of("fixedSpread"), await of("ownSpread")];
  const pictures = await Promise.all(
    ["learned", "own", "fixed"].map((name) => of(`${name}Pictures`)),
  );
  for (const seed of [0, 1, 2, 3, 4]) {
    const falling = sizes[seed]!.slice(8); // from step 2,000
    assert(falling.every((each, i) => i === 0 || each < falling[i - 1]!), "without a stop");
    assertLess(fixed[seed]!.at(-1)!, Math.max(...fixed[seed]!)); // late it shrinks
    assertLess(own[seed]![16]!, own[seed]!.at(-1)!); // it goes on growing
    const [learned, ofOwn, ofFixed] = pictures.map((rows) => rows[seed]!) as [Row, Row, Row];
    assertLess(ofOwn.at(-1)!, learned.at(-1)!); // learned the worst, fixed the best
    assertLess(ofFixed.at(-1)!, ofOwn.at(-1)!);
    assertLess(learned[7]!, ofOwn[7]!); // at step 2,000 (LDM-4)'s are the worst
    assertLess(ofFixed[7]!, learned[7]!);
  }
  for (const name of ["learnedMissed", "fixedMissed", "ownMissed"]) {
    const missed = await storedValues("ldm-shrink", name) as Row;
    assert(missed.every((each) => each < 0.005), "less than half a hundredth");
  }
});

Deno.test("chapter 10: what the text says of the planners", () => {
  assert(finals.filter((each) => each > -180).length === 4, "four of five learn it");
  assert(finals.filter((each, i) => each < seen[i]!).length === 4, "images earn more in four");
  assertLess(win[1], 0); // the interval holds 0
  assert(strict.every((each, i) => each < fixedSigma[i]!), "the strict code is worse in every run");
  assert(
    finals.filter((each, i) => each > strict[i]!).length === 4,
    "the learner is better in four",
  );
  const apart = interval(seen.map((each, i) => each - fixedSigma[i]!));
  assert(apart[1] < 0 && apart[2] > 0, "five runs cannot tell σ fixed from the pictures");
});
