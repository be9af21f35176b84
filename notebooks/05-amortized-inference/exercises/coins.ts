/** Exercises 05.1 and 05.4, about one coin. */
import { exercise } from "lib/notebook";

/** 05.1: mean, variance and best baseline of REINFORCE for a fair coin that pays 8 and 10. */
export const exercise05_1 = exercise<[]>({
  id: "05.1",
  cases: [[]],
  answer: () => [0.5, 20.25, 9],
  tolerance: 6e-3,
  mistakes: [
    {
      answer: () => [9, 1, 9],
      says: "That is the reward itself; the gradient is the score times the reward.",
    },
    {
      answer: () => [0.5, 20.5, 9],
      says: "20.5 is the mean of the squares, 16 and 25; take the squared mean away.",
    },
    {
      answer: () => [4.5, 0.25, 9],
      says: "The score of tails is −½, not ½: z − p.",
    },
    {
      answer: () => [5, 25, 10],
      says: "You took z itself for the score: in the logit it is z − p, here ∓½.",
    },
    {
      answer: () => [0.5, 4.5, 9],
      says: "4.5 is the spread of one toss: the variance is its square.",
    },
    {
      answer: () => [0.5, 0, 9],
      says: "0 is what the best baseline leaves; the variance without one is asked.",
    },
    {
      answer: () => [0.5, 40.5, 9],
      says: "The two tosses are all there is: divide by two, not by one.",
    },
    {
      answer: () => [1, 81, 9],
      says: "Scores of ±1: in the logit of a fair coin they are z − ½.",
    },
    {
      answer: () => [0.5, 20.25, 0],
      says: "With the baseline 0 the variance is 20.25, not least.",
    },
  ],
  solved: "Mean ½, spread 4½; with a baseline of 9 both tosses say ½.",
  hints: [
    "There are only two tosses. What does each of them give, score times reward?",
    "Scores are z − ½: tails gives −½·8, heads ½·10. Then (AVI-8) for the baseline.",
  ],
});

/** 05.4: the baseline with which every toss of a coin says the same. */
export const exercise05_4 = exercise<[number, number, number]>({
  id: "05.4",
  cases: [[0.5, 8, 10], [0.25, 0, 1], [0.9, -3, 7]],
  answer: (p, onTails, onHeads) => p * onTails + (1 - p) * onHeads,
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (p, onTails, onHeads) => (1 - p) * onTails + p * onHeads,
      says: "That is the mean reward. Try p = 0.25: do both tosses give the same?",
    },
    {
      answer: (_p, onTails, onHeads) => (onTails + onHeads) / 2,
      says: "The middle of both rewards is right for a fair coin only.",
    },
    {
      answer: (p, onTails, onHeads) => p * (1 - p) * (onHeads - onTails),
      says: "That is the slope itself, which each toss should give; the baseline is asked.",
    },
    {
      answer: (p, onTails, onHeads) =>
        (p * p * onTails + (1 - p) ** 2 * onHeads) / (p * p + (1 - p) ** 2),
      says: "Squared scores, but not yet weighed by how often each side falls.",
    },
    { answer: () => 0, says: "Without a baseline the two tosses give −p·r₀ and (1 − p)·r₁." },
  ],
  solved: "The chances stand the other way round: the rare side has the larger score.",
  hints: [
    "If the variance is zero, what must the two tosses have in common?",
    "Set (1 − p)(r₁ − b) equal to −p(r₀ − b) and solve for b.",
  ],
});
