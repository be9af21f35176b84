/** Exercises 05.2, 05.3 and 05.5: estimators of a gradient. */
import { exercise } from "lib/notebook";

type List = readonly number[];
const sum = (values: List): number => values.reduce((total, each) => total + each, 0);
const average = (values: List): number => sum(values) / values.length;

/** Through the samples, for r = cos z; `slope` of r, and what z turns with log σ, may be spoilt. */
const through = (
  mu: number,
  logStd: number,
  noise: List,
  slope = (z: number) => -Math.sin(z),
  lever = (std: number, e: number) => std * e,
): number[] => {
  const std = Math.exp(logStd), slopes = noise.map((e) => slope(mu + std * e));
  return [average(slopes), average(slopes.map((each, j) => each * lever(std, noise[j]!)))];
};

/** 05.2: the reparameterized gradient of E[cos z]. */
export const exercise05_2 = exercise<[number, number, List]>({
  id: "05.2",
  cases: [[0.5, 0, [1]], [0, -0.5, [0.3, -1.2]], [1, 0.4, [0.1, 2, -0.7]]],
  answer: (mu, logStd, noise) => through(mu, logStd, noise),
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (mu, logStd, noise) => through(mu, logStd, noise, (z) => Math.sin(z)),
      says: "The derivative of cos z is −sin z.",
    },
    {
      answer: (mu, logStd, noise) => through(mu, logStd, noise, undefined, (_, e) => e),
      says: "That is the slope in σ; in log σ it is σ times as large.",
    },
    {
      answer: (mu, logStd, noise) => through(mu, logStd, noise).map((g) => g * noise.length),
      says: "The mean over the draws is asked, not the sum.",
    },
    {
      answer: (mu, logStd, noise) => {
        const std = Math.exp(logStd), r = noise.map((e) => Math.cos(mu + std * e));
        return [
          average(noise.map((e, j) => e / std * r[j]!)),
          average(noise.map((e, j) => (e * e - 1) * r[j]!)),
        ];
      },
      says: "That is REINFORCE: right on average, but here the slope goes through the sample.",
    },
    {
      answer: (mu, logStd, noise) => {
        const slopes = noise.map((e) => -Math.sin(mu + logStd * e));
        return [average(slopes), average(slopes.map((s, j) => s * logStd * noise[j]!))];
      },
      says: "log σ was taken for σ: exponentiate it first.",
    },
  ],
  solved: "The noise is fixed, μ and σ move it: an ordinary derivative.",
  hints: [
    "Write z as a function of μ, log σ and ε. What are its two derivatives?",
    "dz/dμ = 1 and dz/d log σ = σε; multiply both by −sin z and average.",
  ],
});

const scoresOf = (logits: List, draw: number): number[] => {
  const weights = logits.map(Math.exp), total = sum(weights);
  return weights.map((weight, k) => (k === draw ? 1 : 0) - weight / total);
};
const weighed = (logits: List, draws: List, advantages: List): number[] =>
  logits.map((_, k) =>
    average(draws.map((draw, j) => scoresOf(logits, draw)[k]! * advantages[j]!))
  );
const others = (rewards: List): number[] =>
  rewards.map((each) => (sum(rewards) - each) / (rewards.length - 1));
const less = (rewards: List, baselines: List) => rewards.map((each, j) => each - baselines[j]!);

/** 05.3: REINFORCE with leave-one-out for a categorical. */
export const exercise05_3 = exercise<[List, List, List]>({
  id: "05.3",
  cases: [
    [[0, 0], [1, 0], [10, 8]],
    [[0.5, -1, 0], [2, 0, 0], [1, -2, 4]],
    [[1, 0.2, -0.4], [0, 1, 2, 1], [3, 3, -1, 0.5]],
  ],
  answer: (logits, draws, rewards) => weighed(logits, draws, less(rewards, others(rewards))),
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (logits, draws, rewards) => weighed(logits, draws, rewards),
      says: "That is REINFORCE without a baseline.",
    },
    {
      answer: (logits, draws, rewards) =>
        weighed(logits, draws, less(rewards, rewards.map(() => average(rewards)))),
      says: "Each draw's own reward is in its baseline: leave it out.",
    },
    {
      answer: (logits, draws, rewards) =>
        weighed(logits, draws, less(rewards, others(rewards))).map((g) => g * draws.length),
      says: "The mean over the draws is asked, not the sum.",
    },
    {
      answer: (logits, draws, rewards) => {
        const advantage = less(rewards, others(rewards));
        return logits.map((_, k) =>
          average(
            draws.map((draw, j) => draw === k ? scoresOf(logits, draw)[k]! * advantage[j]! : 0),
          )
        );
      },
      says: "A draw moves all logits: those not drawn have the score −q, not 0.",
    },
    {
      answer: (logits, draws, rewards) =>
        weighed(logits, draws, less(rewards, others(rewards))).map((g) => -g),
      says: "The sign: reward less baseline.",
    },
  ],
  solved: "A sample covariance of score and reward, logit by logit.",
  hints: [
    "How do you get the mean of the other rewards from the sum of all of them?",
    "For logit k average over draws (1 if draw = k else 0, less q_k) times (r_j − others_j).",
  ],
});

/** 05.5: a baseline that does not leave its own draw out. */
export const exercise05_5 = exercise<[List, List]>({
  id: "05.5",
  cases: [[[0.5, -0.5], [10, 8]], [[1, -0.2, 0.4], [2, 0, 5]], [[0.3, 0.3, -0.7, 1], [1, 4, 2, 2]]],
  answer: (scores, rewards) => average(scores.map((s, j) => s * (rewards[j]! - average(rewards)))),
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (scores, rewards) =>
        average(scores.map((s, j) => s * (rewards[j]! - others(rewards)[j]!))),
      says: "That is the right leave-one-out; his is half of it with two draws.",
    },
    {
      answer: (scores, rewards) => average(scores.map((s, j) => s * rewards[j]!)),
      says: "Without any baseline the mean would be right; his is too short.",
    },
    {
      answer: (scores, rewards) =>
        average(scores.map((s, j) => s * (rewards[j]! - others(rewards)[j]!))) / 2,
      says: "Half with two draws, yes; but three quarters with four.",
    },
    {
      answer: (scores, rewards) => {
        const middle = average(rewards);
        const std = Math.sqrt(average(rewards.map((r) => (r - middle) ** 2)));
        return average(scores.map((s, j) => s * (rewards[j]! - middle) / std));
      },
      says: "Dividing by the spread would change the length at a hundred draws, too.",
    },
  ],
  solved: "The mean of all, his own reward among them: (M − 1)/M times the truth.",
  hints: [
    "½, ¾, 0.99: which function of the number of draws is that?",
    "(M − 1)/M. What if each draw's own reward is part of its baseline?",
  ],
});
