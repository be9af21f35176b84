/** Exercises 02.4 and 02.5, about climbing it; the answers are written from the definitions. */
import { exercise } from "lib/notebook";

type List = readonly number[];

const sum = (values: List): number => values.reduce((total, each) => total + each, 0);

const [a, s, x] = [1.5, 0.8, 2];
const slopeIn = (z: number): number => (a * (x - a * z)) / s ** 2 - z;
const meanOf = (values: List): number => sum(values) / values.length;
const drawsAt = (mu: number, logSigma: number, noise: List): List =>
  noise.map((e) => mu + Math.exp(logSigma) * e);

/** 02.4: the reparameterized slopes of the linear world, from given draws. */
export const exercise02_4 = exercise<[number, number, List]>({
  id: "02.4",
  cases: [
    [0.4, 0, [0.5]],
    [0.4, Math.log(0.7), [-1.2, 0.3, 0.8, -0.1]],
    [-1, 0.4, [2, -0.5]],
  ],
  answer: (mu, logSigma, noise) => {
    const slopes = drawsAt(mu, logSigma, noise).map(slopeIn);
    const scaled = slopes.map((slope, m) => slope * Math.exp(logSigma) * noise[m]!);
    return [meanOf(slopes), 1 + meanOf(scaled)];
  },
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (mu, logSigma, noise) => {
        const slopes = drawsAt(mu, logSigma, noise).map(slopeIn);
        return [
          meanOf(slopes),
          meanOf(slopes.map((slope, m) => slope * Math.exp(logSigma) * noise[m]!)),
        ];
      },
      says: "The slope in μ is right. The entropy is missing from the other: ∂H/∂log σ = 1.",
    },
    {
      answer: (mu, logSigma, noise) => {
        const slopes = drawsAt(mu, logSigma, noise).map(slopeIn);
        return [meanOf(slopes), 1 + meanOf(slopes.map((slope, m) => slope * noise[m]!))];
      },
      says: "∂z/∂log σ is σε, not ε: the factor σ is missing (that would be the slope in σ).",
    },
    {
      answer: (mu, logSigma, noise) => {
        const slopes = drawsAt(mu, logSigma, noise).map(slopeIn);
        return [
          sum(slopes),
          1 + sum(slopes.map((slope, m) => slope * Math.exp(logSigma) * noise[m]!)),
        ];
      },
      says: "You added over the draws; the estimate is their average.",
    },
    {
      answer: () => [0, 1],
      says: "You held the draws fixed: with z = μ + σε they move when μ and σ do.",
    },
    {
      answer: (mu, logSigma, noise) => {
        const slopes = drawsAt(mu, logSigma, noise).map((z) => slopeIn(z) + z);
        const scaled = slopes.map((slope, m) => slope * Math.exp(logSigma) * noise[m]!);
        return [meanOf(slopes), 1 + meanOf(scaled)];
      },
      says: "That is the slope of log p(x | z) alone: the prior's, −z, is missing.",
    },
  ],
  solved: "That is the whole gradient: an average of slopes, and the entropy's push outward.",
  hints: [
    "What is ∂ log p(x, z) / ∂z here? And how does z = μ + σε move when μ moves, when log σ moves?",
    "With g(z) = a(x − az)/s² − z: the first is the average of g(z_m), the second the average of " +
    "g(z_m)·σ·ε_m, plus 1 from the entropy.",
  ],
});

const halfLogTwoPiE = 0.5 * Math.log(2 * Math.PI * Math.E);

/** 02.5: the entropy that a climb ending at half the variance must have used. */
export const exercise02_5 = exercise<[List]>({
  id: "02.5",
  cases: [[[0]], [[Math.log(0.5)]], [[0.3, -1.2]], [[1, 2, -0.5]]],
  answer: (logStd) => 0.5 * sum(logStd) + logStd.length * halfLogTwoPiE,
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (logStd) => sum(logStd) + logStd.length * halfLogTwoPiE,
      says: "That is the right entropy; with it her σ² would be right, too.",
    },
    {
      answer: (logStd) => 2 * sum(logStd) + logStd.length * halfLogTwoPiE,
      says: "That one pushes outward twice as hard: σ² would come out double, not half.",
    },
    {
      answer: (logStd) => 0.5 * sum(logStd) + halfLogTwoPiE,
      says: "The constant ½ log 2πe belongs to every coordinate, not once to all.",
    },
    {
      answer: (logStd) => 0.5 * sum(logStd),
      says: "Its slope is right; where all σ are 1 it should agree with the right entropy.",
    },
    {
      answer: (logStd) => 0.5 * sum(logStd.map(Math.exp)) + logStd.length * halfLogTwoPiE,
      says: "You added σ instead of log σ: the list already holds logarithms.",
    },
    {
      answer: (logStd) => -0.5 * sum(logStd) + logStd.length * halfLogTwoPiE,
      says: "With that sign nothing pushes outward, and σ would shrink to nothing.",
    },
  ],
  solved: "½ log(2πe σ): a standard deviation where the variance belongs, a bug that trains well.",
  hints: [
    "Where the climb stops, the slope in log σ is zero. Which number stands in place of the 1 if it " +
    "stops at half the variance?",
    "Her slope is ½ − σ²(1 + a²/s²), so her entropy grows with ½ log σ in each coordinate, and where " +
    "σ = 1 it equals ½ log 2πe.",
  ],
});
