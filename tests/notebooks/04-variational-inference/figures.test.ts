/** Chapter 04: its figures say what they draw, refuse nothing to draw, and keep to the roles. */
import { assertStringIncludes, assertThrows } from "@std/assert";
import * as chapter from "chapters/04-variational-inference/figures.ts";
import { testDrawing, wordsOf } from "../../support/figures.ts";

const full = (
  mean: number[],
  matrix: number[][],
) => ({ mean, covariance: { kind: "full", matrix } } as const);
const diagonal = (mean: number[], variances: number[]) =>
  ({ mean, covariance: { kind: "diagonal", variances } }) as const;
const posterior = full([1, 1], [[5 / 9, -4 / 9], [-4 / 9, 5 / 9]]);
const guess = diagonal([1, 1], [0.2, 0.2]), marginals = diagonal([1, 1], [5 / 9, 5 / 9]);
const beliefs = Array.from(
  { length: 24 },
  (_, i) => full([Math.cos(i), Math.sin(i)], [[0.1, 0], [0, 0.2]]),
);
const kinds = beliefs.map((_, i) => 1 + i % 3);
const degrees = [0, 45, 90, 135, 180];
const wave = degrees.map((each) => ({
  logLikelihood: -10,
  bound: -10 - 8 * Math.sin(2 * each * Math.PI / 180) ** 2,
}));
const side = Array.from({ length: 41 }, (_, i) => i);
const grid = {
  alpha: side.map((i) => -3 + i / 4),
  beta: side.map((i) => -6 + i),
  logs: side.map((j) => side.map((i) => -0.5 * ((-3 + i / 4) ** 2 + ((-6 + j - 8) / 5) ** 2))),
};
const trace = (shift: number) => Array.from({ length: 1000 }, (_, t) => 5 + shift + Math.sin(t));
const weights = (shift: number, ratio: number) => ({
  shifts: Array.from({ length: 14 }, (_, d) => shift * Math.cos(d)),
  ratios: Array.from({ length: 14 }, () => ratio),
});
const three = [
  { name: "Laplace", ...weights(1.38, 0.93) },
  { name: "full Gaussian", ...weights(0.03, 0.9) },
  { name: "mean field", ...weights(0.16, 0.65) },
];
const figures = {
  whatMeanFieldMisses: chapter.whatMeanFieldMisses(posterior, guess, marginals),
  twoClimbs: chapter.twoClimbs(posterior, [[-1.5, 0], [1.8, 0], [1.8, 0.4]], [[-1.5, 0], [0, 1.5], [
    1,
    1,
  ]]),
  twoDirections: chapter.twoDirections(
    { weights: [0.6, 0.4], means: [-2, 2], std: 0.5 },
    { mean: -2, std: 0.5 },
    { mean: 2, std: 0.5 },
    { mean: -0.4, std: 2 },
  ),
  winesByCause: chapter.winesByCause(beliefs, kinds),
  heywood: chapter.heywood(
    [10, 30, 100, 1000, 3000],
    [0.04, 0.02, 0.007, 0.0008, 0.0003].map((psi) => [0.16, 0.15, psi, 0.04]),
    [4, 2, 0.7, 0.07, 0.02],
  ),
  guessesFilm: chapter.guessesFilm(
    [{ step: 0, guesses: beliefs }, { step: 9, guesses: beliefs }],
    beliefs,
    kinds,
  ),
  priceOfRotation: chapter.priceOfRotation(degrees, wave),
  ascentsOnWine: chapter.ascentsOnWine([[-400, -9, -2.5], [-400, -8, -0.5]], 100, 0),
  threeGuesses: chapter.threeGuesses(
    grid,
    three.map(({ name }, k) => ({ name, q: diagonal([1, 8 + k], [1, 16]) })),
    [1.3, 11.6],
  ),
  believable: chapter.believable([0, 0, 0, 0].map(trace), [-2, -1, 0, 1].map(trace), {
    good: 1.0002,
    bad: 2.1,
  }),
  fourteenWeights: chapter.fourteenWeights(three),
};

testDrawing("04", figures);

Deno.test("whatMeanFieldMisses: its note has both variances", () => {
  assertStringIncludes(wordsOf(figures.whatMeanFieldMisses), "variance 0.20, not 0.56");
});

Deno.test("priceOfRotation: its note is the largest loss", () => {
  assertStringIncludes(wordsOf(figures.priceOfRotation), "8.0 nats");
});

Deno.test("ascentsOnWine: its note is the run that ends lowest", () => {
  assertStringIncludes(wordsOf(figures.ascentsOnWine), "the slowest: 2.5");
});

Deno.test("believable: its panels carry R̂", () => {
  assertStringIncludes(wordsOf(figures.believable), "R̂ = 2.1");
});

Deno.test("figures of chapter 04: nothing to draw is refused by name", () => {
  assertThrows(() => chapter.winesByCause([], []), RangeError, "beliefs is empty");
  assertThrows(() => chapter.guessesFilm([], [], []), RangeError, "frames is empty");
  assertThrows(() => chapter.fourteenWeights([]), RangeError, "guesses is empty");
});
