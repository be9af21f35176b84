/** Exercises 06.1, 06.4 and 06.5, about what a code costs; the answers are written from the definitions. */
import { exercise } from "lib/notebook";

type List = readonly number[];
const sum = (values: List): number => values.reduce((total, each) => total + each, 0);

/** 06.1: the price of μ = (1, −1), σ = (½, 1). */
export const exercise06_1 = exercise<[]>({
  id: "06.1",
  cases: [[]],
  answer: () => 0.125 + Math.LN2 + 0.5,
  tolerance: 6e-4,
  mistakes: [
    {
      answer: () => 0.125 - Math.LN2 + 0.5,
      says: "The sign of log σ: a narrow q costs more, not less.",
    },
    { answer: () => 0.125 + 0.5, says: "The term −log σ is missing: log ½ is not zero." },
    {
      answer: () => 0.5 * (1 + 0.5 - 1) + Math.LN2 + 0.5,
      says: "σ² belongs in the bracket, and (½)² is ¼.",
    },
    { answer: () => 0.125 + Math.LN2, says: "The second number costs, too: its mean is not 0." },
    {
      answer: () => (0.125 + Math.LN2 + 0.5) / 2,
      says: "Prices of a code's numbers are added, not averaged.",
    },
  ],
  solved: "That is what a note costs: distance from the middle, and sharpness.",
  hints: [
    "Which number of the code is cheaper, and what makes the first one dear: its mean, or its spread?",
    "Put each pair (μ, σ) into ½(μ² + σ² − 1) − log σ, and add the two.",
  ],
});

/** 06.4: the variance that a weighted squared error has chosen. */
export const exercise06_4 = exercise<[number, number, number]>({
  id: "06.4",
  cases: [[784, 1, 784], [1, 1, 64], [10, 4, 100]],
  answer: (a, b, pixels) => (b * pixels) / (2 * a),
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (a, b) => b / (2 * a),
      says: "MSE is a mean: the sum of squares is P times as large.",
    },
    {
      answer: (a, b, pixels) => (b * pixels) / a,
      says: "The Gaussian has 2σ² below the square: a factor ½ is missing.",
    },
    {
      answer: (a, _b, pixels) => pixels / (2 * a),
      says: "The weight b of the KL: divide the whole loss by it first.",
    },
    {
      answer: (a, b, pixels) => (a * pixels) / (2 * b),
      says: "Upside down: a larger weight a on the error means less noise.",
    },
    {
      answer: (a, b, pixels) => Math.sqrt((b * pixels) / (2 * a)),
      says: "That is σ; the question is σ².",
    },
  ],
  solved: "So “784·MSE + KL” says σ² = ½, and β is σ² in disguise.",
  hints: [
    "In a negative ELBO the KL counts exactly once. How do you get there from b·KL?",
    "Set (a/b)·MSE equal to P·MSE/(2σ²) and solve for σ².",
  ],
});

const right = (mean: List, logStd: List): number =>
  sum(mean.map((m, d) => 0.5 * (m * m + Math.exp(2 * logStd[d]!) - 1) - logStd[d]!));

/** 06.5: the price of someone who took log σ for log σ². */
export const exercise06_5 = exercise<[List, List]>({
  id: "06.5",
  cases: [[[0], [0]], [[0], [-1]], [[1.5], [0.5]], [[0.3, -2], [-0.7, 0.2]]],
  answer: (mean, logStd) =>
    sum(mean.map((m, d) => 0.5 * (m * m + Math.exp(logStd[d]!) - 1 - logStd[d]!))),
  tolerance: 1e-9,
  mistakes: [
    { answer: right, says: "That is the right price; at log σ = −1 it asks for 0.568, not 0.184." },
    {
      answer: (mean, logStd) =>
        sum(mean.map((m, d) => 0.5 * (m * m + Math.exp(2 * logStd[d]!) - 1 - logStd[d]!))),
      says: "With σ² in the bracket and half of the logarithm it would be 0.068 at log σ = −1.",
    },
    {
      answer: (mean, logStd) =>
        sum(mean.map((m, d) => 0.5 * (m * m + Math.exp(logStd[d]!) - 1) - logStd[d]!)),
      says: "Nearly: in her formula the ½ stands before the logarithm, too.",
    },
    {
      answer: (mean, logStd) =>
        sum(mean.map((m, d) => 0.5 * (m * m + Math.exp(logStd[d]!) - 1 - logStd[d]!))) /
        mean.length,
      says: "She adds over the code's numbers; you averaged.",
    },
  ],
  solved: "½(μ² + σ − 1 − log σ): a bug that trains well, and makes every reported bound wrong.",
  hints: [
    "The paper's formula is ½(μ² + e^v − 1 − v), v = log σ². What does she put in for v?",
    "Put log σ in for v, and check it on the second clue: ½(e^−1 − 1 + 1).",
  ],
});
