/** Exercises 07.1 and 07.4, about what telling earns; the answers are written from the definitions. */
import { exercise } from "lib/notebook";

const coin = (p: number): number => -p * Math.log(p) - (1 - p) * Math.log(1 - p);

/** 07.1: the worth of a bit that three pixels show in one frame of four. */
export const exercise07_1 = exercise<[]>({
  id: "07.1",
  cases: [[]],
  answer: () => 2 * coin(0.25),
  tolerance: 6e-4,
  mistakes: [
    {
      answer: () => 3 * coin(0.25),
      says: "Saying the bit itself costs its entropy once: n − 1, not n.",
    },
    {
      answer: () => 2 * Math.LN2,
      says: "Log 2 is the entropy of an even bit; this one is lit in one frame of four.",
    },
    { answer: () => 2 * coin(0.25) / Math.LN2, says: "That is in bits; nats are asked for." },
    {
      answer: () => -2 * 0.25 * Math.log(0.25),
      says: "Both answers count: the term of the three dark frames is missing.",
    },
  ],
  solved: "A little more than a nat. A Gaussian number gets less than that out of it.",
  hints: [
    "What do three coins cost apart, and what would one coin cost?",
    "(REP-5) with n = 3 and p = 1/4: twice the entropy of the coin.",
  ],
});

/** 07.4: the σ at which a reward is worth a nat a frame. */
export const exercise07_4 = exercise<[number, number, number]>({
  id: "07.4",
  cases: [[0.1, 0.125, 0.25], [1, 0.01, 0.5], [0.3, 0.02, 0.1]],
  answer: (reward, share, chance) => reward * Math.sqrt(share * chance * (1 - chance) / 2),
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (reward, _share, chance) => reward * Math.sqrt(chance * (1 - chance) / 2),
      says: "The reward is in doubt only in a share of the frames: average over all of them.",
    },
    {
      answer: (reward, share, chance) => reward * Math.sqrt(share * chance * (1 - chance)),
      says: "A Gaussian has 2σ² below the square: a factor ½ is missing.",
    },
    {
      answer: (reward, share, chance) => reward ** 2 * share * chance * (1 - chance) / 2,
      says: "That is σ²; σ is asked for.",
    },
    {
      answer: (reward, share, chance) => reward * Math.sqrt(share * chance / 2),
      says: "The variance of a reward that comes with chance p is r² p (1 − p).",
    },
  ],
  solved: "The rarer the reward, the surer one must pretend to be of it.",
  hints: [
    "How large is the variance of r, where it is in doubt? How often is that?",
    "Set share · r² p(1 − p) / (2σ²) equal to 1, and solve for σ.",
  ],
});
