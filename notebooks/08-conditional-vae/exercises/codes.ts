/** Exercises 08.1, 08.3 and 08.5: means, thresholds and hidden weights. */
import { exercise } from "lib/notebook";

/** 08.1: the mean of three quarters right. */
export const exercise08_1 = exercise<[]>({
  id: "08.1",
  cases: [[]],
  answer: () => 0.75,
  tolerance: 1e-6,
  mistakes: [
    { answer: () => 1.5, says: "That is the likelier answer; least squares takes the mean." },
    { answer: () => 0, says: "That is the mean of a fair coin; here three in four go right." },
    { answer: () => 1.125, says: "Those who go left count, too, with −1.5." },
    { answer: () => -0.75, says: "The sign: right is positive, and the larger share." },
  ],
  solved: "Inside the tree, though every demonstrator passes it.",
  hints: [
    "Which single number minimizes the expected squared error? (CVAE-1) says.",
    "Weigh +1.5 by ¾ and −1.5 by ¼, and add.",
  ],
});

/** 08.3: the variance of what a linear conditional autoencoder draws. */
export const exercise08_3 = exercise<[number, number, number]>({
  id: "08.3",
  cases: [[2, 0.5, 1], [2, 0.5, 1.5], [2, 0.5, 0.5], [2, 0.5, 8], [0.3, 0.5, 1]],
  answer: (v, variance, beta) => Math.max(0, v - beta * variance) + variance,
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (v, variance, beta) => v - beta * variance + variance,
      says: "Beyond the threshold w² would be negative: the code is ignored there, and w = 0.",
    },
    {
      answer: (v, variance, beta) => Math.max(0, v - beta * variance),
      says: "That is w² alone; a draw has the decoder's own σ² on top.",
    },
    { answer: (v) => v, says: "Only with β = 1: another weight is another model." },
    {
      answer: (v, variance, beta) => Math.max(0, v - variance / beta) + variance,
      says: "β multiplies σ²: a larger weight lets less through.",
    },
  ],
  solved:
    "β = 1 draws what the data have, where they have more than σ²; then β above 1 draws too narrowly.",
  hints: [
    "Which two independent things vary in a draw, once z and then y are drawn?",
    "w*² from (CVAE-5), never below 0, plus σ².",
  ],
});

/** 08.5: the β that a mean over the chunk hides. */
export const exercise08_5 = exercise<[number, number]>({
  id: "08.5",
  cases: [[12, 2], [100, 14], [1, 2]],
  answer: (steps, actions) => steps * actions,
  tolerance: 1e-9,
  mistakes: [
    { answer: (steps) => steps, says: "The mean is over the numbers of every action, too." },
    { answer: () => 1, says: "The sum and the mean differ by the count of numbers." },
    {
      answer: (steps, actions) => 1 / (steps * actions),
      says: "Upside down: his error is too small, so his divergence is too dear.",
    },
    {
      answer: (steps, actions) => 2 * steps * actions,
      says: "He has the 2σ² below the square already.",
    },
  ],
  solved: "A mean in place of a sum is a β of kA: a code is silent once βσ² reaches the variance.",
  hints: [
    "By what would you multiply his loss to turn the mean into our sum?",
    "Multiply all of it by k·A, and look at what stands before the KL.",
  ],
});
