/** Exercises 04.4 to 04.6, about approximations and their checks; written from the definitions. */
import { exercise } from "lib/notebook";

type List = readonly number[];
type Rows = readonly List[];

const sum = (values: List): number => values.reduce((total, each) => total + each, 0);
const meanOf = (values: List): number => sum(values) / values.length;

function moments(weights: List, means: List, stds: List) {
  const middle = sum(weights.map((w, k) => w * means[k]!));
  const inside = sum(weights.map((w, k) => w * stds[k]! ** 2));
  const between = sum(weights.map((w, k) => w * (means[k]! - middle) ** 2));
  return { middle, inside, between };
}

/** 04.4: the Gaussian with a mixture's moments. */
export const exercise04_4 = exercise<[List, List, List]>({
  id: "04.4",
  cases: [
    [[0.6, 0.4], [-2, 2], [0.7, 0.7]],
    [[0.2, 0.5, 0.3], [1, 4, -3], [0.5, 2, 1]],
    [[1], [3], [0.4]],
  ],
  answer: (weights, means, stds) => {
    const { middle, inside, between } = moments(weights, means, stds);
    return [middle, Math.sqrt(inside + between)];
  },
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (weights, means, stds) => {
        const { middle, inside } = moments(weights, means, stds);
        return [middle, Math.sqrt(inside)];
      },
      says: "That is the spread inside the parts; the spread of their means is still to be added.",
    },
    {
      answer: (weights, means, stds) => {
        const { middle, inside, between } = moments(weights, means, stds);
        return [middle, inside + between];
      },
      says: "That is the variance: take its root.",
    },
    {
      answer: (weights, means, stds) => {
        const best = weights.indexOf(Math.max(...weights));
        return [means[best]!, stds[best]!];
      },
      says:
        "That is the heaviest hump alone: what the other direction of the divergence would take.",
    },
    {
      answer: (_, means, stds) => {
        const even = means.map(() => 1 / means.length);
        const { middle, inside, between } = moments(even, means, stds);
        return [middle, Math.sqrt(inside + between)];
      },
      says: "You counted all parts alike: each counts by its weight.",
    },
    {
      answer: (weights, means, stds) => {
        const { middle } = moments(weights, means, stds);
        return [
          middle,
          Math.sqrt(sum(weights.map((w, k) => w * (stds[k]! ** 2 + means[k]! ** 2)))),
        ];
      },
      says: "That is the root of E[z²]: the square of the mean is still to be subtracted.",
    },
  ],
  solved: "Mean and spread of the whole: every hump is covered, and the valley with them.",
  hints: [
    "Which two numbers of p does (VI-5) ask for?",
    "Variance = Σ w σ² (inside) + Σ w (μ − mean)² (between); return its root.",
  ],
});

const varianceOf = (values: List, less = 1): number =>
  sum(values.map((each) => (each - meanOf(values)) ** 2)) / (values.length - less);
const halvesOf = (chains: Rows): Rows =>
  chains.flatMap((chain) => [chain.slice(0, chain.length / 2), chain.slice(chain.length / 2)]);
function ratio(parts: Rows, less = 1): number {
  const n = parts[0]!.length, inside = meanOf(parts.map((part) => varianceOf(part, less)));
  return ((n - 1) / n * inside + varianceOf(parts.map(meanOf), less)) / inside;
}

/** 04.5: split R̂. */
export const exercise04_5 = exercise<[Rows]>({
  id: "04.5",
  cases: [
    [[[1, 2, 3, 2, 1, 3, 2, 2], [2, 1, 3, 2, 3, 1, 2, 2]]],
    [[[0, 1, 2, 3, 4, 5], [0.5, 1, 2.5, 3, 4.5, 5]]], // both drift alike: only the cut shows it
    [[[1, 2, 1, 2], [7, 8, 7, 8], [4, 5, 4, 4]]],
  ],
  answer: (chains) => Math.sqrt(ratio(halvesOf(chains))),
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (chains) => Math.sqrt(ratio(chains)),
      says: "The chains were not cut: two that drift alike would pass.",
    },
    {
      answer: (chains) => ratio(halvesOf(chains)),
      says: "That is V/W: the root is missing.",
    },
    {
      answer: (chains) => Math.sqrt(ratio(halvesOf(chains), 0)),
      says: "Variances divide by one less than the count, of draws and of means.",
    },
    {
      answer: (chains) => {
        const parts = halvesOf(chains), inside = meanOf(parts.map((part) => varianceOf(part)));
        return Math.sqrt(1 + varianceOf(parts.map(meanOf)) / inside);
      },
      says: "The spread inside counts (n − 1)/n in V, not whole.",
    },
    {
      answer: (chains) => {
        const parts = halvesOf(chains), n = parts[0]!.length;
        const inside = meanOf(parts.map((part) => varianceOf(part)));
        return Math.sqrt(((n - 1) / n * inside + n * varianceOf(parts.map(meanOf))) / inside);
      },
      says: "The variance of the means enters V as it is, not times n.",
    },
  ],
  solved: "Now a chain that drifts can no longer hide behind another that drifts alike.",
  hints: [
    "How many lists do you compare, when there are four chains?",
    "Halves; W = mean of their variances; V = (n − 1)/n · W + variance of their means; √(V/W).",
  ],
});

/** 04.6: what somebody computed who inverted entries, not the matrix. */
export const exercise04_6 = exercise<[Rows]>({
  id: "04.6",
  cases: [
    [[[1.96477, -0.29343], [-0.29343, 0.08594]]],
    [[[5, 4], [4, 5]]],
    [[[2, 0.3], [0.3, 0.5]]],
  ],
  answer: (a) => a.map((row, j) => 1 / Math.sqrt(row[j]!)),
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (a) => {
        const [across, slant, up] = [a[0]![0]!, a[0]![1]!, a[1]![1]!];
        const determinant = across * up - slant ** 2;
        return [Math.sqrt(up / determinant), Math.sqrt(across / determinant)];
      },
      says:
        "Those are the right error bars, from the inverse matrix. Hers are smaller: what did she invert?",
    },
    {
      answer: (a) => a.map((row, j) => 1 / row[j]!),
      says: "Those are variances: she reports their roots.",
    },
    {
      answer: (a) => a.map((row, j) => Math.sqrt(row[j]!)),
      says: "Curvature is one over a squared width: the sharper the bend, the smaller the bar.",
    },
  ],
  solved: "The width of each weight if the other were known: mean field's mistake, made by hand.",
  hints: [
    "Hers are too small, and by the same kind of factor as the first figure's ellipse. Which variance was that?",
    "She took the diagonal entry first and inverted it afterwards.",
  ],
});
