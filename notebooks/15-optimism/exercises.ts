/** Checkers of chapter 15; the answers are written from the definitions and import nothing. */
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
});

/** 15.3: the dynamics that the posterior believes in. */
export const exercise15_3 = exercise<[List, List, List, number]>({
  id: "15.3",
  cases: [
    [[0.2, 0.8], [1, -1], [0, 0], 1],
    [[0.1, 0.3, 0.6], [-1, -1, -1], [-4, -2, -3], 0.5],
    [[0.01, 0.99], [3, -1], [-2, 1], 2],
    [[0, 0.5, 0.5], [9, -1, -2], [0, 0, -1], 1],
    [[0.01, 0.99], [10_000, -1000], [0, 0], 1],
    [[0, 0.5, 0.5], [10_000, -1000, -1001], [0, 0, 0], 1],
  ],
  answer: tilted,
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (p, r, V, alpha) =>
        share(p.map((each, i) => each * Math.exp((r[i]! + V[i]!) / alpha))),
      says:
        "It is right until the stakes are the notes': e¹⁰⁰⁰⁰ is infinite, and ∞/∞ is NaN. Stay in " +
        "logarithms until the end.",
    },
    {
      answer: (p, r, V, alpha) => {
        const top = Math.max(...r.map((each, i) => (each + V[i]!) / alpha));
        return share(
          p.map((each, i) => each === 0 ? 0 : each * Math.exp((r[i]! + V[i]!) / alpha - top)),
        );
      },
      says:
        "Almost: the largest exponent you subtract belongs to what cannot happen, and all the rest " +
        "underflows. Take the largest among outcomes that can.",
    },
    {
      answer: (p, r, V, alpha) => tilted(p, r.map((each) => each / alpha), V, 1),
      says: "The temperature divides reward *and* later value; yours divides the reward only.",
    },
    {
      answer: (p) => p,
      says: "Those are the world's dynamics. The posterior's are tilted by reward and later value.",
    },
    {
      answer: (p, r, V, alpha) => tilted(p, r, V.map(() => 0), alpha),
      says: "The later value is missing: luck that pays off later counts, too.",
    },
    {
      answer: (p, r, V, alpha) => tilted(p, r.map(() => 0), V, alpha),
      says: "The reward on the way is missing: it may depend on where the step leads.",
    },
    {
      answer: (p, r, V) => tilted(p, r, V, 1),
      says: "The temperature is missing: divide reward and value by it.",
    },
    {
      answer: (p, r, V, alpha) => tilted(p, r, V, 1 / alpha),
      says: "You multiplied by the temperature. A warm posterior believes *less* in its luck.",
    },
    {
      answer: (p, r, V, alpha) => tilted(p.map((each) => (each > 0 ? 1 : 0)), r, V, alpha),
      says:
        "The world's own probabilities are missing: wishes tilt them, they do not replace them.",
    },
  ],
  solved: "The world, tilted by exp((r + V)/α): what cannot happen still cannot, all else bends.",
});

function tilted(p: List, r: List, V: List, alpha: number): List {
  const logs = p.map((each, i) => Math.log(each) + (r[i]! + V[i]!) / alpha);
  const top = Math.max(...logs);
  return share(logs.map((each) => Math.exp(each - top)));
}
