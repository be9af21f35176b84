/** Exercises 15.1, 15.2 and 15.5: luck and signs; the answers are written from the definitions. */
import { exercise } from "lib/notebook";

type List = readonly number[];

const total = (values: List): number => values.reduce((sum, each) => sum + each, 0);
const share = (weights: List): List => weights.map((each) => each / total(weights));

const [win, lose] = [0.2 * Math.E, 0.8 / Math.E];

/** 15.1: the posterior's chance to win, on paper. */
export const exercise15_1 = exercise({
  id: "15.1",
  cases: [[]],
  answer: () => win / (win + lose),
  tolerance: 6e-4, // on paper: three decimals, rounded either way
  mistakes: [
    { answer: () => 0.2, says: "That is the world's chance. The posterior has seen the light." },
    { answer: () => win, says: "That is the tilted weight of winning; divide by the sum of both." },
    {
      answer: () => Math.E / (Math.E + 1 / Math.E),
      says:
        "You tilted, but forgot how improbable winning is: each outcome keeps its prior weight.",
    },
    { answer: () => lose / (win + lose), says: "That is the probability that it lost." },
    {
      answer: () => win / (win + lose + 1),
      says: "Staying home is not among the outcomes any more: the ticket was bought.",
    },
  ],
  solved: "0.649 in place of 0.2: the posterior believes in its luck.",
  hints: [
    "Which of the two outcomes makes a light more likely, and by which factor?",
    "(OPT-4): tilt each chance by the exponential of its reward, 0.2·e and 0.8/e; then normalize.",
  ],
});

/** 15.2: the sampled return with its entropy. */
export const exercise15_2 = exercise<[List, List, number]>({
  id: "15.2",
  cases: [
    [[0, 0], [-Math.LN2, -Math.LN2], 1],
    [[-1, -2, 0], [-0.1, -1.5, -0.7], 0.5],
    [[3], [-2], 2],
  ],
  answer: (rewards, logs, alpha) => total(rewards) - alpha * total(logs),
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (rewards, logs, alpha) => total(rewards) + alpha * total(logs),
      says:
        "That is the recipe as the notes put it: it subtracts −log π. The average of what you " +
        "add is then −H, and the policy is paid for being certain.",
    },
    {
      answer: (rewards, logs) => total(rewards) - total(logs),
      says: "The right sign; the temperature is missing.",
    },
    {
      answer: (rewards, logs, alpha) => total(rewards) - total(logs) / alpha,
      says: "You divided by the temperature. In reward units the entropy counts α times.",
    },
    {
      answer: (rewards, logs, alpha) => total(rewards) / alpha - total(logs),
      says: "That is the same objective in nats, divided by α. Reward units were asked for.",
    },
    {
      answer: (rewards, logs, alpha) =>
        total(rewards) - alpha * total(logs.map((each) => Math.exp(each) * each)),
      says:
        "−π log π summed over all actions is the entropy. Along a sampled trajectory, −log π of " +
        "the sampled action alone has that average.",
    },
    {
      answer: (rewards, logs, alpha) => total(rewards) - alpha * logs.at(-1)!,
      says: "Every step has its own −log π; you took the last one only.",
    },
  ],
  solved: "Add −α log π: a surprising action earns a little extra, on average exactly αH.",
  hints: [
    "log π is never positive. Should a surprising action add to the sum, or take away?",
    "H = E[−log π], and it is added, α times: each step contributes r − α log π.",
  ],
});

/** 15.5: dynamics tilted by the later value alone. */
export const exercise15_5 = exercise<[List, List, List, number]>({
  id: "15.5",
  cases: [
    [[0.01, 0.99], [10, -1], [0, 0], 1],
    [[0.1, 0.3, 0.6], [-1, -1, -1], [-4, -2, -3], 0.5],
    [[0.1, 0.8, 0.1], [-30, -1, -1], [0, -6, -7], 2],
    [[0, 0.5, 0.5], [9, -1, -2], [0, 0, -1], 1],
  ],
  answer: (p, _, V, alpha) => tilted(p, V, alpha),
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (p, r, V, alpha) => tilted(p, r.map((each, i) => each + V[i]!), alpha),
      says: "That is (OPT-4), and right: it believes that the ticket wins. Hers believes 0.01.",
    },
    {
      answer: (p) => p,
      says:
        "Those are the world's dice. Hers agree with (OPT-4) on the little map, so they do bend.",
    },
    {
      answer: (p, r, _, alpha) => tilted(p, r, alpha),
      says: "Tilted by the reward alone the ticket would win. She left out the other half.",
    },
    {
      answer: (p, _, V) => tilted(p, V, 1),
      says: "You found what she left out, but her program knows the temperature.",
    },
    {
      answer: (p, _, V, alpha) => tilted(p.map((each) => Number(each > 0)), V, alpha),
      says:
        "Without the world's chances the ticket would win half of the time, not one in a hundred.",
    },
  ],
  solved: "She forgot r(s, a, s'): a slip that no sum shows, and no world where r is r(s, a).",
  hints: [
    "What does normalizing a row forgive? And why does the little map not tell?",
    "What is the same for all successors cancels. The ticket has no later values, and her dice do " +
    "not bend there: she tilts by exp(V/α) alone.",
  ],
});

function tilted(p: List, x: List, alpha: number): List {
  const logs = p.map((each, i) => Math.log(each) + x[i]! / alpha);
  const top = Math.max(...logs);
  return share(logs.map((each) => Math.exp(each - top)));
}
