/** Checkers of chapter 01; the answers are written from the definitions and import nothing. */
import { exercise } from "lib/notebook";

type List = readonly number[];

const short = 0.36 * 0.8;
const long = 0.64 * 0.03;

/** 01.1: the mood behind a brief wait, on paper. */
export const exercise01_1 = exercise({
  id: "01.1",
  cases: [[]],
  answer: () => long / (short + long),
  tolerance: 6e-4, // on paper: three decimals, rounded either way
  mistakes: [
    {
      answer: () => short / (short + long),
      says: "That is the short mood's probability. The question asks for the long one's.",
    },
    {
      answer: () => long,
      says: "That is the joint p(long, brief). Divide it by p(brief) to condition on the evidence.",
    },
    {
      answer: () => 0.03,
      says: "That is p(brief | long), the condition the wrong way round. Use Bayes' rule.",
    },
    {
      answer: () => (100 * long) / (short + long),
      says: "That is in per cent. A probability lies between 0 and 1.",
    },
    {
      answer: () => 0.03 / 0.83,
      says: "You left out the prior: both moods were counted as equally frequent.",
    },
  ],
  solved: "0.0625: one brief wait in sixteen comes from the long mood.",
});

const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI);
const logNormal = (x: number, mean: number, std: number): number =>
  -0.5 * ((x - mean) / std) ** 2 - Math.log(std) - halfLogTwoPi;

function logMixture(x: number, weights: List, means: List, stds: List): number {
  const terms = weights.map((w, k) => Math.log(w) + logNormal(x, means[k]!, stds[k]!));
  const top = Math.max(...terms);
  return top + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - top), 0));
}

/** 01.2: the log-density of a mixture, safe far out. */
export const exercise01_2 = exercise<[number, List, List, List]>({
  id: "01.2",
  cases: [
    [0, [1], [0], [1]],
    [60, [0.4, 0.6], [54, 80], [6, 5]],
    [1000, [0.4, 0.6], [54, 80], [6, 5]],
    [-3, [0.2, 0.3, 0.5], [-4, 0, 2], [0.5, 1, 3]],
  ],
  answer: logMixture,
  tolerance: 1e-8,
  mistakes: [
    {
      answer: (x, weights, means, stds) =>
        Math.log(
          weights.reduce((sum, w, k) => sum + w * Math.exp(logNormal(x, means[k]!, stds[k]!)), 0),
        ),
      says:
        "Right near the data, −∞ at x = 1000: the densities underflow to zero before the log. " +
        "Stay in logarithms and use logSumExp.",
    },
    {
      answer: (x, weights, means, stds) =>
        weights.reduce((sum, w, k) => sum + w * logNormal(x, means[k]!, stds[k]!), 0),
      says: "You averaged the logs. It is the log of the average: the sum stands inside.",
    },
    {
      answer: (x, weights, means, stds) => logMixture(x, weights.map(() => 1), means, stds),
      says: "The weights are missing: each part counts as if its weight were one.",
    },
    {
      answer: (x, weights, means, stds) => logMixture(x, weights, means, stds) + halfLogTwoPi,
      says: "The constant −½ log 2π is missing: without it the density does not have area one.",
    },
    {
      answer: (x, weights, means, stds) => logMixture(x, weights, means, stds.map(Math.sqrt)),
      says: "You took the standard deviations for variances: square them where a variance stands.",
    },
    {
      answer: (x, weights, means, stds) =>
        logMixture(x, weights, means.map((m, k) => x - (x - m) * Math.sqrt(stds[k]!)), stds),
      says: "The square is divided by σ where σ² belongs.",
    },
    {
      answer: (x, weights, means, stds) =>
        logMixture(x, weights.map((w, k) => w * stds[k]!), means, stds),
      says: "The −log σ of each part is missing: a narrow bell must be higher than a wide one.",
    },
  ],
  solved: "It holds even at x = 1000, a hundred and eighty standard deviations out.",
});
