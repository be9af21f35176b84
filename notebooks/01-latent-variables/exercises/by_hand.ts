/** Exercises 01.1 and 01.2, about Bayes' rule; the answers are written from the definitions. */
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
  hints: [
    "How many of a hundred waits are brief and long? How many are brief at all?",
    "Bayes' rule (LVM-2): 0.64·0.03 over the sum of 0.36·0.80 and 0.64·0.03.",
  ],
});

const over = (values: List, total: number): number[] => values.map((each) => each / total);
const sum = (values: List): number => values.reduce((total, each) => total + each, 0);
const times = (prior: List, likelihood: List): number[] => prior.map((p, z) => p * likelihood[z]!);

/** 01.2: a posterior without its prior. */
export const exercise01_2 = exercise<[List, List]>({
  id: "01.2",
  cases: [
    [[0.36, 0.64], [0.8, 0.03]],
    [[0.5, 0.5], [0.2, 0.6]],
    [[0.2, 0.3, 0.5], [0.1, 0.4, 0.3]],
  ],
  answer: (_prior, likelihood) => over(likelihood, sum(likelihood)),
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (prior, likelihood) => over(times(prior, likelihood), sum(times(prior, likelihood))),
      says: "That is Bayes' rule, done right: for the table it gives 0.0625, not his 0.036.",
    },
    {
      answer: (prior, likelihood) => times(prior, likelihood),
      says: "That is the joint: for the table 0.0192, and it does not sum to one.",
    },
    {
      answer: (_prior, likelihood) => [...likelihood],
      says: "Those are the likelihoods themselves. His numbers sum to one.",
    },
    {
      answer: (prior) => [...prior],
      says: "That is the prior: what he saw must come in.",
    },
  ],
  solved: "He forgets how often each mood occurs: base-rate neglect.",
  hints: [
    "Which of the numbers 0.36, 0.64, 0.80 and 0.03 make 0.036?",
    "0.03/(0.80 + 0.03): the likelihoods, divided by their sum.",
  ],
});
