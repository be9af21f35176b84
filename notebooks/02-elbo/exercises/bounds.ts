/** Exercises 02.1 to 02.3, about the bound; the answers are written from the definitions. */
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
  hints: [
    "Which of the two readings, (ELBO-8) or (ELBO-9), loses a term when q is the prior?",
    "With q = p(z) the divergence in (ELBO-9) is zero. Average log p(heads | z) over the prior.",
  ],
});

const posteriorOf = (joint: List): List => joint.map((p) => p / sum(joint));

/** 02.2: the gap between log p(x) and the ELBO, from q and the joint. */
export const exercise02_2 = exercise<[List, List]>({
  id: "02.2",
  cases: [
    [[0.5, 0.5], [0.0648, 0.1408]],
    [[0.2, 0.5, 0.3], [0.06, 0.01, 0.03]],
    [[0, 1], [0.1, 0.3]],
    [[0.1, 0.9], [0.06, 0.14]],
  ],
  answer: (q, joint) => divergence(q, posteriorOf(joint)),
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (q, joint) => divergence(q, joint),
      says: "That is −ELBO(q): the joint does not sum to one, so it is no posterior yet. Divide " +
        "it by its sum.",
    },
    {
      answer: (q, joint) => divergence(posteriorOf(joint), q),
      says: "That is KL(posterior ‖ q), the other way round: the average must be under q.",
    },
    {
      answer: (q, joint) => -divergence(q, posteriorOf(joint)),
      says: "Right size, wrong sign: that is ELBO − log p(x), which is never positive.",
    },
    {
      answer: (q, joint) => -plogq(q, posteriorOf(joint)),
      says: "That is the cross-entropy: you still have to subtract the entropy of q.",
    },
    {
      answer: (q) => -plogq(q, q),
      says: "That is the entropy of q alone: the joint must come in.",
    },
    {
      answer: (q, joint) => divergence(q, posteriorOf(joint)) / Math.LN2,
      says: "That is in bits. This course measures in nats: use the natural logarithm.",
    },
    {
      answer: (q, joint) => sum(q.map((qz, z) => qz * Math.log(qz / posteriorOf(joint)[z]!))), // NaN where q = 0
      says: "It is right until q holds a zero: 0·log 0 must count as 0, and yours gives NaN.",
    },
  ],
  solved: "The gap is KL(q ‖ posterior): what your guess about the cause still gets wrong.",
  hints: [
    "Which of the two rulers is never negative, and zero only when q is the posterior?",
    "Divide the joint by its sum: that is the posterior. Then Σ q log(q / posterior), leaving out " +
    "the values where q is zero.",
  ],
});

const overPairs = (q: List, term: (z1: number, z2: number) => number): number =>
  sum(q.map((q1, z1) => sum(q.map((q2, z2) => q1 * q2 * term(z1, z2)))));

/** 02.3: the bound of two draws, E[log((w₁ + w₂) / 2)], exactly. */
export const exercise02_3 = exercise<[List, List]>({
  id: "02.3",
  cases: [
    [[0.5, 0.5], [0.0648, 0.1408]],
    [[0.2, 0.5, 0.3], [0.06, 0.01, 0.03]],
    [[0.9, 0.1], [0.1, 0.3]],
  ],
  answer: (q, joint) =>
    overPairs(q, (z1, z2) => Math.log((joint[z1]! / q[z1]! + joint[z2]! / q[z2]!) / 2)),
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (_q, joint) => Math.log(sum(joint)),
      says: "That is log p(x): you averaged the weights over all pairs before taking the log.",
    },
    {
      answer: (q, joint) => -divergence(q, joint),
      says: "That is the ELBO: you averaged the two logs, not the two weights.",
    },
    {
      answer: (q, joint) =>
        overPairs(q, (z1, z2) => Math.log(joint[z1]! / q[z1]! + joint[z2]! / q[z2]!)),
      says: "It is too large by log 2: the two weights are averaged, not added.",
    },
    {
      answer: (q, joint) =>
        overPairs(
          q,
          (z1, z2) => z1 === z2 ? 0 : Math.log((joint[z1]! / q[z1]! + joint[z2]! / q[z2]!) / 2),
        ),
      says: "The two draws are independent: they may come out alike. Keep the pairs with z₁ = z₂.",
    },
    {
      answer: (q, joint) =>
        sum(
          q.map((_, z1) =>
            sum(q.map((_, z2) => Math.log((joint[z1]! / q[z1]! + joint[z2]! / q[z2]!) / 2)))
          ),
        ),
      says: "Each pair must count with its probability, q(z₁) q(z₂).",
    },
    {
      answer: (q, joint) => overPairs(q, (z1, z2) => Math.log((joint[z1]! + joint[z2]!) / 2)),
      says: "The weights are p(x, z) / q(z): you left out the division by q.",
    },
  ],
  solved: "Two draws bound tighter than one, and no number of draws gets above log p(x).",
  hints: [
    "How probable is the pair (z₁, z₂) when the two are drawn independently?",
    "Two nested loops over z₁ and z₂; add q(z₁) q(z₂) log((w₁ + w₂) / 2), with w = joint / q.",
  ],
});
