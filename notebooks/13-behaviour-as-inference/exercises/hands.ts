/** Exercises 13.4 and 13.5: what a hand cares for, and a program that is wrong under chance. */
import { exercise } from "lib/notebook";
import { type List, posterior, share, total } from "./lists.ts";

type Features = readonly List[];

/** Effort and miss of all 27 behaviours of the dry desk. */
const desk: Features = [-1, 0, 1].flatMap((a) =>
  [-1, 0, 1].flatMap((b) =>
    [-1, 0, 1].map((c) => [(a * a + b * b + c * c) / 2, 2 * (a + b + c) ** 2])
  )
);

/** Mean and covariance of the features under p ∝ exp(−w·f). */
function moments(features: Features, [w1, w2]: List) {
  const p = share(features.map(([f1, f2]) => Math.exp(-w1! * f1! - w2! * f2!)));
  const mean = (of: (f: List) => number) => total(features.map((f, i) => p[i]! * of(f)));
  const [m1, m2] = [mean(([f1]) => f1!), mean(([, f2]) => f2!)];
  const cross = (j: number, k: number) => mean((f) => f[j]! * f[k]!) - [m1, m2][j]! * [m1, m2][k]!;
  return { m1, m2, v11: cross(0, 0), v12: cross(0, 1), v22: cross(1, 1) };
}

/** Newton's method, damped, from no wish at all. */
function matched(features: Features, [o1, o2]: List): List {
  let [w1, w2] = [0, 0];
  for (let round = 0; round < 400; round++) {
    const { m1, m2, v11, v12, v22 } = moments(features, [w1, w2]);
    const [d1, d2] = [m1 - o1!, m2 - o2!];
    const det = v11 * v22 - v12 * v12;
    w1 += 0.2 * (v22 * d1 - v12 * d2) / det;
    w2 += 0.2 * (v11 * d2 - v12 * d1) / det;
  }
  return [w1, w2];
}

/** One weight for both features, matched to their sum by bisection. */
function oneWeight(features: Features, observed: List): number {
  let [low, high] = [-5, 5];
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2;
    const { m1, m2 } = moments(features, [middle, middle]);
    if (m1 + m2 > total(observed)) low = middle;
    else high = middle;
  }
  return low;
}

const observedAt = (weights: List): List => {
  const { m1, m2 } = moments(desk, weights);
  return [m1, m2];
};

/** 13.4: the weights of effort and miss, from behaviour. */
export const exercise13_4 = exercise<[Features, List]>({
  id: "13.4",
  cases: [
    [desk, observedAt([1, 1])],
    [desk, observedAt([0.5, 1.2])],
    [desk, observedAt([-0.4, 0.3])],
  ],
  answer: matched,
  tolerance: 2e-3, // three decimals were asked for
  mistakes: [
    {
      answer: (features, observed) => matched(features, observed).map((w) => -w),
      says: "The right sizes, the wrong signs: a feature is a *cost*, the return is −w₁f₁ − w₂f₂.",
    },
    {
      answer: (features, observed) => {
        const w = oneWeight(features, observed);
        return [w, w];
      },
      says: "You matched one number, the sum of both features. Each feature has a weight of its " +
        "own, and its own mean to match.",
    },
    {
      answer: (features, observed) => matched(features, observed).toReversed(),
      says: "Those are the two weights in the other order: effort first.",
    },
    {
      answer: (features, observed) => matched(features, observed).map((w) => 1 / w),
      says: "Those are temperatures, one a feature. A weight is the inverse of one.",
    },
    {
      answer: (_, observed) => observed,
      says:
        "Those are the observed means themselves. Which weights would make the model have them?",
    },
  ],
  solved: "Two wishes read off behaviour: effort and miss, each with its price in nats.",
  hints: [
    "Where the log-likelihood is flat, the model's mean features are the observed ones. In which " +
    "direction is w₁ wrong when the model's mean effort is too large?",
    "Start at w = (0, 0). Again and again: p ∝ exp(−w·f), mean features under p, then add a small " +
    "multiple (0.05) of model mean minus observed mean to each weight.",
  ],
});

/** 13.5: the indicator form where it does not belong. */
export const exercise13_5 = exercise<[List, List, number]>({
  id: "13.5",
  cases: [
    [[0.15, 0.7, 0.15], [-1, 0, -1], 1e6],
    [[0.2, 0.5, 0.3], [-1, -2, 0], 2],
    [[0.5, 0, 0.5], [-1, 3, -2], 1],
  ],
  answer: (prior, returns, alpha) => posterior(prior.map((p) => Number(p > 0)), returns, alpha),
  tolerance: 1e-6,
  mistakes: [
    {
      answer: posterior,
      says: "That is the correct posterior: hot, it gives back the prior. Hers gives thirds.",
    },
    {
      answer: (_, returns, alpha) => posterior(returns.map(() => 1), returns, alpha),
      says:
        "Nearly: she lists trajectories that can happen. Of the others her program never hears.",
    },
    {
      answer: (prior) => prior,
      says: "That is the prior, what (CAI-7) promises at α → ∞. She finds something else there.",
    },
    {
      answer: (prior, returns, alpha) => posterior(prior.map((p) => p * p), returns, alpha),
      says: "With p(τ) counted twice slips would be rarer than in the world; hers are commoner.",
    },
    {
      answer: (prior, returns) => posterior(prior.map((p) => Number(p > 0)), returns, 1),
      says: "You found what she left out, but her program knows the temperature.",
    },
  ],
  solved: "She used (CAI-8) under chance: whoever forgets p(τ) forgets that luck is rare.",
  hints: [
    "Which factor of (CAI-6) is the same for every trajectory on the dry desk, and not here?",
    "With p(τ) left out, all trajectories that can happen weigh the same when it is hot. " +
    "Weigh those of positive prior by exp(R/α), and normalize.",
  ],
});
