/** Exercise 03.1, on paper; the answers are written from the definitions. */
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
  hints: [
    "For how many data does this component answer, in all? Where is its own centre?",
    "N₁ = 1.5, mean = (−1 + ½·1)/1.5. Then average the squares around that mean, counted by " +
    "responsibility, and divide by N₁.",
  ],
});

/** 03.4: the line that makes all components one. */
export const exercise03_4 = exercise({
  id: "03.4",
  cases: [[]],
  answer: () => 1,
  tolerance: 1e-9,
  mistakes: [
    {
      answer: () => 2,
      says: "If every component had the share of one of them, the shares would not be the " +
        "weights, and would not sum to one.",
    },
    {
      answer: () => 3,
      says: "One mean for all, but computed with one component's shares: it would be that " +
        "component's centre, not the mean of all data; and the shares would still differ in width.",
    },
    {
      answer: () => 4,
      says: "One variance for all is a tied model: components keep their own means, and part.",
    },
    {
      answer: () => 0,
      says: "Lines are counted from 1 here: 1, 2, 3 or 4.",
    },
  ],
  solved: "One density for all cancels in line 2: every datum is shared like the weights.",
  hints: [
    "The responsibilities equal the weights. What must cancel in line 2 for that?",
    "Line 2 gives w_k exactly when all densities are equal. Which line makes them equal?",
  ],
});
