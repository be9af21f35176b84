/** Exercises 11.1 and 11.2: a determinant by hand, a divergence of one number. */
import { exercise } from "lib/notebook";

/** 11.1: Σ = diag(1, 4), v = (1, 2), r = (0.5, −0.1), no noise. */
export const exercise11_1 = exercise<[]>({
  id: "11.1",
  cases: [[]],
  answer: () => Math.log(4) + 2 * Math.log(1.3),
  tolerance: 1e-3,
  mistakes: [
    {
      answer: () => Math.log(4) + Math.log(1.3),
      says: "A stands on both sides of Σ, so its determinant comes in twice.",
    },
    { answer: () => 2 * Math.log(1.3), says: "That is |A|²; |Σ| is missing." },
    {
      answer: () => Math.log(2) + 2 * Math.log(1.3),
      says: "Σ holds variances: its determinant is 1 · 4.",
    },
    {
      answer: () => Math.log10(4) + 2 * Math.log10(1.3),
      says: "Nats: the natural logarithm.",
    },
    { answer: () => 4 * 1.3 ** 2, says: "That is the determinant; its logarithm was asked for." },
  ],
  solved: "Two numbers and a scalar product, where a matrix would have needed elimination.",
  hints: [
    "|AΣAᵀ| is a product of three determinants. Which is |I + v rᵀ|?",
    "log |Σ| + 2 log(1 + v·r), with v·r = 0.5 − 0.2.",
  ],
});

/** Mean moved, variance, stretch a, noise h, next mean, next variance. */
type Kl = [number, number, number, number, number, number];

const kl = (spread: number, missed: number, next: number) =>
  0.5 * (spread / next + missed * missed / next - 1 + Math.log(next / spread));

/** 11.2: the consistency for a code of one number. */
export const exercise11_2 = exercise<Kl>({
  id: "11.2",
  cases: [[0.5, 0.2, 1.5, 0.1, 0.2, 0.4], [-1, 1, 0.5, 0, 0, 2], [2, 0.3, -2, 0.05, 2.5, 0.7]],
  answer: (mean, variance, a, h, nextMean, next) => kl(a * a * variance + h, mean - nextMean, next),
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (mean, variance, a, h, nextMean, next) =>
        kl(Math.abs(a) * variance + h, mean - nextMean, next),
      says: "A variance is stretched by a².",
    },
    {
      answer: (mean, variance, a, _h, nextMean, next) =>
        kl(a * a * variance, mean - nextMean, next),
      says: "The dynamics' noise h adds to the variance.",
    },
    {
      answer: (mean, variance, a, h, nextMean, next) => {
        const spread = a * a * variance + h, missed = mean - nextMean;
        return 0.5 * (next / spread + missed * missed / spread - 1 + Math.log(spread / next));
      },
      says: "That is the other way round: the pushed Gaussian comes first.",
    },
    {
      answer: (mean, variance, a, h, nextMean, next) =>
        2 * kl(a * a * variance + h, mean - nextMean, next),
      says: "Twice too much: ½ stands before the bracket.",
    },
  ],
  solved: "In one dimension the lemma is a²σ² + h, and nothing hides.",
  hints: [
    "First the variance of what was pushed: stretch, then noise.",
    "½ (s/n + (m − m')²/n − 1 + log(n/s)), s the pushed variance, n the next one.",
  ],
});
