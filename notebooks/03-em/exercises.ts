/** Checkers of chapter 03; the answers are written from the definitions and import nothing. */
import { exercise } from "lib/notebook";

type List = readonly number[];

const data = [-1, 1, 4];
const r = [1, 0.5, 0];
const weighted = (values: List, weights: List): number =>
  values.reduce((total, each, i) => total + each * weights[i]!, 0);
const own = 1.5; // N₁
const centre = weighted(data, r) / own;
const squares = (about: number): number => weighted(data.map((x) => (x - about) ** 2), r);

/** 03.1: the M step's variance for three data, on paper. */
export const exercise03_1 = exercise({
  id: "03.1",
  cases: [[]],
  answer: () => squares(centre) / own,
  tolerance: 6e-4, // on paper: three decimals, rounded either way
  mistakes: [
    {
      answer: () => squares(centre) / data.length,
      says: "You divided by the number of data, 3. This component answers for 1.5 of them.",
    },
    {
      answer: () => squares(centre) / (own - 1),
      says: "That divides by N₁ − 1, the unbiased estimate. Maximum likelihood divides by N₁.",
    },
    {
      answer: () => squares(4 / 3) / own,
      says: "You measured from the mean of all data. Measure from this component's own mean.",
    },
    {
      answer: () => squares(0) / own,
      says: "That is the second moment: subtract this component's mean before squaring.",
    },
    {
      answer: () => Math.sqrt(squares(centre) / own),
      says: "That is the standard deviation. The question asks for the variance, its square.",
    },
  ],
  solved: "Eight ninths: the half-believed datum at 1 counts half, the one at 4 not at all.",
});

const logWeight = (x: number, w: number, mean: number, std: number): number =>
  Math.log(w) - Math.log(std) - 0.5 * ((x - mean) / std) ** 2;

const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI);

function normalized(logs: List): number[] {
  const top = Math.max(...logs);
  const total = logs.reduce((sum, each) => sum + Math.exp(each - top), 0);
  return logs.map((each) => Math.exp(each - top) / total);
}

/** 03.2: one E step in one dimension, safe far out. */
export const exercise03_2 = exercise<[number, List, List, List]>({
  id: "03.2",
  cases: [
    [66, [0.36, 0.64], [54.6, 80.1], [5.9, 5.9]],
    [0, [0.5, 0.5], [-1, 1], [1, 3]],
    [1000, [0.4, 0.6], [54, 80], [6, 6.5]],
    [0.3, [0.2, 0.3, 0.5], [-4, 0, 2], [0.5, 1, 3]],
  ],
  answer: (x, weights, means, stds) =>
    normalized(weights.map((w, k) => logWeight(x, w, means[k]!, stds[k]!))),
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (x, weights, means, stds) => {
        const terms = weights.map((w, k) => Math.exp(logWeight(x, w, means[k]!, stds[k]!)));
        const total = terms.reduce((sum, each) => sum + each);
        return terms.map((each) => each / total); // 0/0 far out
      },
      says: "Right near the data, but at x = 1000 every density underflows and you get 0/0. " +
        "Stay in logarithms until after the subtraction.",
    },
    {
      answer: (x, weights, means, stds) =>
        normalized(weights.map((_, k) => logWeight(x, 1, means[k]!, stds[k]!))),
      says: "The weights are missing: a rare component must answer for less.",
    },
    {
      answer: (x, weights, means, stds) =>
        normalized(
          weights.map((w, k) => logWeight(x, w, means[k]!, stds[k]!) + Math.log(stds[k]!)),
        ),
      says: "The −log σ is missing: it does not cancel unless all components are equally wide.",
    },
    {
      answer: (x, weights, means, stds) => {
        const logs = weights.map((w, k) => logWeight(x, w, means[k]!, stds[k]!));
        return normalized(logs).map(Math.log);
      },
      says: "These are logarithms of the responsibilities: exponentiate at the end.",
    },
    {
      answer: (x, weights, means, stds) =>
        weights.map((w, k) => Math.exp(logWeight(x, w, means[k]!, stds[k]!) - halfLogTwoPi)),
      says: "These do not sum to one: divide by their sum, the density of x.",
    },
    {
      answer: (x, weights, means, stds) => {
        const soft = normalized(weights.map((w, k) => logWeight(x, w, means[k]!, stds[k]!)));
        return soft.map((each) => (each === Math.max(...soft) ? 1 : 0));
      },
      says: "You gave the whole datum to the likeliest component. Responsibilities are shares.",
    },
  ],
  solved: "Shares that sum to one, even where every density is zero in 64 bits.",
});
