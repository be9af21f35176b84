/** Exercises 18.1 to 18.3: slopes and variances by hand. */
import { exercise } from "lib/notebook";

const deviation = (sum: number, b: number) => (sum / 4 - b / 2) ** 2;
const both = 4 + 2 * Math.LN2; // G of heads and of tails

/** 18.1: slope of a fair coin that pays 3 and 1 and for its entropy; variances for two baselines. */
export const exercise18_1 = exercise<[]>({
  id: "18.1",
  cases: [[]],
  answer: () => [0.5, deviation(both, 0), deviation(both, 1)],
  tolerance: 6e-3,
  mistakes: [
    {
      answer: () => [0.5, 1, 0.25],
      says: "The entropy's part of G is missing: both sides are paid log 2 as well.",
    },
    {
      answer: () => [0.5, deviation(both, 0) + 0.25, deviation(both, 1) + 0.25],
      says: "Those are means of squares; take the squared mean away.",
    },
    {
      answer: () => [1, 4 * deviation(both, 0), 4 * deviation(both, 1)],
      says: "The scores of a fair coin are ±½, not ±1.",
    },
    {
      answer: () => [0.5, deviation(both, 1), deviation(both, 0)],
      says: "The two variances have changed places: the smaller one belongs to b = 1.",
    },
  ],
  solved: "½, 1.813 and 0.717: the −1 more than halves the variance.",
  hints: [
    "There are two tosses. What is G of each, with −log π in it?",
    "Each toss gives ±½(G − b); half the distance between the two is the deviation.",
  ],
});

type Row = readonly number[];
const entropyOf = (p: Row) => p.reduce((sum, each) => sum - each * Math.log(each), 0);

/** 18.2: ∂H/∂θ(b) of softmax probabilities. */
export const exercise18_2 = exercise<[Row]>({
  id: "18.2",
  cases: [[[0.7, 0.3]], [[0.1, 0.2, 0.7]], [[0.25, 0.25, 0.25, 0.25]]],
  answer: (p) => p.map((each) => -each * (Math.log(each) + entropyOf(p))),
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (p) => p.map((each) => each * (Math.log(each) + entropyOf(p))),
      says: "The sign: a rare action's logit must rise.",
    },
    {
      answer: (p) => p.map((each) => -each * (Math.log(each) + 1)),
      says:
        "That is π times the derivative by π; a logit moves all probabilities, so H takes the place of 1.",
    },
    {
      answer: (p) => p.map((each) => -(Math.log(each) + entropyOf(p))),
      says: "Each entry needs its probability as a factor: the entries must add up to 0.",
    },
    {
      answer: (p) => p.map((each) => -each * Math.log(each)),
      says: "Those add up to H; the score has a second part, −π(b), at every action.",
    },
  ],
  solved: "Each logit rises by how much more surprising its action is than the average.",
  hints: [
    "The score of action a has 1 − π(a) at a, and −π(b) at every other b. Add up over a.",
    "The 1 gives −π(b) log π(b); the −π(b) stands before the average of −log π, which is H.",
  ],
});

/** 18.3: where the policy gradient of a Gaussian on a parabola rests. */
export const exercise18_3 = exercise<[number, number, number]>({
  id: "18.3",
  cases: [[1, 0.5, 0.5], [2, -1, 0.3], [0.5, 2, 3]],
  answer: (c, m, temperature) => [m, Math.sqrt(temperature / (2 * c))],
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (c, m, temperature) => [m, temperature / (2 * c)],
      says: "That is the variance; σ is its root.",
    },
    {
      answer: (c, m, temperature) => [m, Math.sqrt(temperature / c)],
      says: "A factor is lost: log π has −½ z² in it.",
    },
    {
      answer: (c, m, temperature) => [m, Math.sqrt(2 * c / temperature)],
      says: "Upside down: a steeper parabola makes a narrower policy.",
    },
    {
      answer: (c, _m, temperature) => [0, Math.sqrt(temperature / (2 * c))],
      says: "The policy comes to rest over the parabola's top, and that is at m.",
    },
  ],
  solved: "The policy rests at exp(Q/α), normalized.",
  hints: [
    "Write a = μ + σz and use E[z²] = 1, E[z³] = 0, E[z⁴] = 3.",
    "Both averages must be 0: −2c(μ − m) = 0, then α − 2cσ² = 0.",
  ],
});
