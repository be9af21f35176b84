/** Checkers of chapter 02; the answers are written from the definitions and import nothing. */
import { exercise } from "lib/notebook";

type List = readonly number[];

const sum = (values: List): number => values.reduce((total, each) => total + each, 0);
const plogq = (p: List, q: List): number =>
  sum(p.map((pz, z) => pz === 0 ? 0 : pz * Math.log(q[z]!)));
const divergence = (q: List, p: List): number => plogq(q, q) - plogq(q, p);

const prior = [0.5, 0.25, 0.25];
const heads = [0.5, 0.75, 1];

/** 02.1: the ELBO at q = prior, on paper. */
export const exercise02_1 = exercise({
  id: "02.1",
  cases: [[]],
  answer: () => plogq(prior, heads),
  tolerance: 6e-4, // on paper: three decimals, rounded either way
  mistakes: [
    {
      answer: () => Math.log(sum(prior.map((p, z) => p * heads[z]!))),
      says:
        "That is log p(x) itself: you took the log of the average, not the average of the logs.",
    },
    {
      answer: () => plogq(prior, heads) + plogq(prior, prior),
      says: "That is E[log p(x, z)]: the energy alone. The entropy of q is still to be added.",
    },
    {
      answer: () => -plogq(prior, heads),
      says: "Right size, wrong sign: logs of probabilities are negative, and so is this bound.",
    },
    {
      answer: () => plogq(prior, heads) / Math.LN2,
      says: "That is in bits. This course measures in nats: use the natural logarithm.",
    },
  ],
  solved: "With q at the prior, only the explanation is left: −0.418 nats.",
});

/** 02.2: the gap between log p(x) and the ELBO. */
export const exercise02_2 = exercise<[List, List]>({
  id: "02.2",
  cases: [
    [[0.5, 0.5], [0.3151751, 0.6848249]],
    [[0.2, 0.5, 0.3], [0.6, 0.1, 0.3]],
    [[0, 1], [0.25, 0.75]],
    [[0.1, 0.9], [0.3, 0.7]],
  ],
  answer: (q, posterior) => divergence(q, posterior),
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (q, posterior) => divergence(posterior, q),
      says: "That is KL(posterior ‖ q), the other way round: the average must be under q.",
    },
    {
      answer: (q, posterior) => -divergence(q, posterior),
      says: "Right size, wrong sign: that is ELBO − log p(x), which is never positive.",
    },
    {
      answer: (q, posterior) => -plogq(q, posterior),
      says: "That is the cross-entropy: you still have to subtract the entropy of q.",
    },
    {
      answer: (q, posterior) => plogq(q, q) - plogq(posterior, posterior),
      says: "That is a difference of two entropies. Both logs must be averaged under q.",
    },
    {
      answer: (q) => -plogq(q, q),
      says: "That is the entropy of q alone: the posterior must come in.",
    },
    {
      answer: (q, posterior) => divergence(q, posterior) / Math.LN2,
      says: "That is in bits. This course measures in nats: use the natural logarithm.",
    },
    {
      answer: (q, posterior) => sum(q.map((qz, z) => qz * Math.log(qz / posterior[z]!))), // NaN where q = 0
      says: "It is right until q holds a zero: 0·log 0 must count as 0, and yours gives NaN.",
    },
  ],
  solved: "The gap is KL(q ‖ posterior): what your guess about the cause still gets wrong.",
});

const halfLogTwoPiE = 0.5 * Math.log(2 * Math.PI * Math.E);

/** 02.3: the entropy of a Gaussian with independent coordinates. */
export const exercise02_3 = exercise<[List]>({
  id: "02.3",
  cases: [[[0]], [[Math.log(0.5)]], [[0.3, -1.2]], [[1, 2, -0.5]]],
  answer: (logStd) => sum(logStd) + logStd.length * halfLogTwoPiE,
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (logStd) => 0.5 * sum(logStd) + logStd.length * halfLogTwoPiE,
      says:
        "That is the printed line: det σ where det diag σ² belongs, half the logarithm missing.",
    },
    {
      answer: (logStd) => sum(logStd) + halfLogTwoPiE,
      says: "The constant ½ log 2πe belongs to every coordinate, not once to all.",
    },
    {
      answer: (logStd) => sum(logStd) + logStd.length * 0.5 * Math.log(2 * Math.PI),
      says: "That is −log of the density at its peak: the e in ½ log 2πe is missing.",
    },
    {
      answer: (logStd) => sum(logStd),
      says: "The constant ½ log 2πe of each coordinate is missing.",
    },
    {
      answer: (logStd) => sum(logStd) + (logStd.length - 1) * halfLogTwoPiE,
      says: "One constant too few: does your reduce start from 0, or from the first element?",
    },
    {
      answer: (logStd) => sum(logStd.map(Math.exp)) + logStd.length * halfLogTwoPiE,
      says: "You added σ instead of log σ: the list already holds logarithms.",
    },
  ],
  solved: "Independent coordinates add their entropies; with d = 1, σ = ½ it is 0.7258 nats.",
});
