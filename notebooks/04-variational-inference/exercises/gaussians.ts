/** Exercises 04.1 to 04.3, about Gaussian posteriors; the answers are written from the definitions. */
import { exercise } from "lib/notebook";

type List = readonly number[];
type Rows = readonly List[];

const sum = (values: List): number => values.reduce((total, each) => total + each, 0);

/** 04.1: the posterior of one cause from two measurements, on paper. */
export const exercise04_1 = exercise({
  id: "04.1",
  cases: [[]],
  answer: () => [5 / 6, 1 / 6],
  tolerance: 6e-4, // on paper: three decimals, rounded either way
  mistakes: [
    {
      answer: () => [1, 1 / 5],
      says: "You left out the prior: it adds 1 to the precision, and pulls the mean towards 0.",
    },
    {
      answer: () => [5 / 6, Math.sqrt(1 / 6)],
      says: "The mean is right; the second number is the standard deviation, not the variance.",
    },
    {
      answer: () => [5 / 6, 6],
      says: "The mean is right; the second number is the precision: the variance is its inverse.",
    },
    {
      answer: () => [5, 1 / 6],
      says: "The variance is right; Wᵀ(x − m) is still to be divided by the precision.",
    },
    {
      answer: () => [4 / 6, 1 / 6],
      says: "The variance is right; in the pull each measurement counts by its loading: x₂ twice.",
    },
    {
      answer: () => [5 / 4, 1 / 4],
      says: "The pull, 5, is right; in the precision the loading is squared.",
    },
    {
      answer: () => [4 / 3, 1 / 3],
      says:
        "The second measurement shows 2z: its loading counts in the pull, and squared in the precision.",
    },
  ],
  solved: "Two measurements and a prior: precisions add, 1 + 1 + 4.",
  hints: [
    "Collect the terms of log p(x, z) that are quadratic in z: how large is the precision?",
    "(VI-9): Λ = 1 + Σ w²/ψ, mean = Λ⁻¹ Σ w x/ψ, variance Λ⁻¹.",
  ],
});

function sweepWith(
  rule: (place: { m: List; row: List; mu: number[]; old: List; j: number }) => number,
  order: "up" | "down" = "up",
) {
  return (m: List, precision: Rows, old: List): number[] => {
    const mu = [...old];
    const places = precision.map((_, j) => order === "up" ? j : precision.length - 1 - j);
    for (const j of places) mu[j] = rule({ m, row: precision[j]!, mu, old, j });
    return mu;
  };
}
const pullOf = (row: List, values: List, m: List, j: number) =>
  sum(row.map((each, k) => k === j ? 0 : each * (values[k]! - m[k]!)));

/** 04.2: one sweep of coordinate ascent. */
export const exercise04_2 = exercise<[List, Rows, List]>({
  id: "04.2",
  cases: [
    [[1.02, 1.02], [[5, 4], [4, 5]], [-1.5, 0]],
    [[0, 1, -1], [[2, 0.5, -0.3], [0.5, 1, 0.2], [-0.3, 0.2, 3]], [1, 2, 3]],
    [[0.5], [[4]], [9]],
  ],
  answer: sweepWith(({ m, row, mu, j }) => m[j]! - pullOf(row, mu, m, j) / row[j]!),
  tolerance: 1e-9,
  mistakes: [
    {
      answer: sweepWith(({ m, row, old, j }) => m[j]! - pullOf(row, old, m, j) / row[j]!),
      says: "Every update used the old means: within a sweep each takes the newest of the others.",
    },
    {
      answer: sweepWith(({ m, row, mu, j }) => m[j]! + pullOf(row, mu, m, j) / row[j]!),
      says: "The sign: with a positive Λⱼₖ a large other cause pulls this one down.",
    },
    {
      answer: sweepWith(({ m, row, mu, j }) => m[j]! - pullOf(row, mu, m, j)),
      says: "The pull is still to be divided by Λⱼⱼ.",
    },
    {
      answer: sweepWith(({ m, row, mu, j }) =>
        m[j]! - pullOf(row, mu, m.map(() => 0), j) / row[j]!
      ),
      says: "The others pull by their distance from the mean, μₖ − mₖ, not by μₖ.",
    },
    {
      answer: sweepWith(({ m, row, mu, j }) =>
        m[j]! - (pullOf(row, mu, m, j) + row[j]! * (mu[j]! - m[j]!)) / row[j]!
      ),
      says: "The sum is over the others: leave k = j out.",
    },
    {
      answer: sweepWith(({ m, row, mu, j }) => m[j]! - pullOf(row, mu, m, j) / row[j]!, "down"),
      says: "You swept from the last coordinate to the first.",
    },
  ],
  solved: "Swept. Each factor now answers the newest opinion of the others.",
  hints: [
    "What does (VI-2) read of the other factors: their means before the sweep, or now?",
    "Copy mu; for each j: m[j] − Σ_{k≠j} Λ[j][k] (mu[k] − m[k]) / Λ[j][j], written into the copy at once.",
  ],
});

function gapWith(prior: number, noise: (psi: number) => number) {
  return (loadings: Rows, psi: List): number => {
    const entry = (a: number, b: number) =>
      (a === b ? prior : 0) + sum(loadings.map((w, d) => w[a]! * w[b]! / noise(psi[d]!)));
    const diagonal = entry(0, 0) * entry(1, 1);
    return 0.5 * Math.log(diagonal / (diagonal - entry(0, 1) ** 2));
  };
}
const gap = gapWith(1, (psi) => psi);

/** 04.3: what independence costs in factor analysis with two causes. */
export const exercise04_3 = exercise<[Rows, List]>({
  id: "04.3",
  cases: [
    [[[1, 1]], [0.25]],
    [[[1, 0.5], [0.2, -1], [0.7, 0.7]], [0.5, 1, 2]],
    [[[1, 0], [0, 1]], [1, 0.3]],
  ],
  answer: gap,
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (loadings, psi) => 2 * gap(loadings, psi),
      says: "Twice too large: the factor ½ of (VI-3) is missing.",
    },
    {
      answer: (loadings, psi) => -gap(loadings, psi),
      says: "Right size, wrong sign: a divergence is never negative.",
    },
    {
      answer: gapWith(0, (psi) => psi),
      says: "The prior is missing: it adds 1 to each diagonal entry of the precision.",
    },
    {
      answer: gapWith(1, (psi) => psi ** 2),
      says: "ψ is a variance already: divide by it, not by its square.",
    },
    {
      answer: gapWith(1, () => 1),
      says: "Each measurement counts by one over its noise variance: Ψ is missing.",
    },
  ],
  solved: "That is the mutual information of the two causes, the same for every datum.",
  hints: [
    "The gap depends on the posterior's precision only. Which of m, W, Ψ and x stand in it?",
    "Λ = I + Σ_d w_d w_dᵀ/ψ_d (two by two), then ½ log(Λ₁₁ Λ₂₂ / det Λ).",
  ],
});
