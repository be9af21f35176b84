/** Exercises 12.2 and 12.4: the divergence with free nats, and which state a reward belongs to. */
import { exercise } from "lib/notebook";

type Row = readonly number[];
type Gaussian = { readonly mean: Row; readonly std: Row };

/** max(free, KL), with a chosen KL of one number. */
function paid(
  q: Gaussian,
  p: Gaussian,
  free: number,
  one: (m: number, s: number, m2: number, s2: number) => number = kl,
): number {
  const sum = q.mean.reduce((all, m, k) => all + one(m, q.std[k]!, p.mean[k]!, p.std[k]!), 0);
  return Math.max(free, sum);
}

function kl(m: number, s: number, m2: number, s2: number): number {
  return Math.log(s2 / s) + (s * s + (m - m2) ** 2) / (2 * s2 * s2) - 0.5;
}

/** 12.2: what a step's divergence costs. */
export const exercise12_2 = exercise<[Gaussian, Gaussian, number]>({
  id: "12.2",
  cases: [
    [{ mean: [1, 0], std: [0.5, 1] }, { mean: [0, 0], std: [1, 2] }, 1],
    [{ mean: [0.1], std: [0.9] }, { mean: [0], std: [1] }, 1],
    [{ mean: [2, -1, 0.5], std: [0.2, 0.3, 0.4] }, { mean: [0, 0, 0], std: [0.5, 1, 2] }, 3],
    [{ mean: [0.8, 0.8], std: [1, 1] }, { mean: [0, 0], std: [1, 1] }, 0.5],
  ],
  answer: (q, p, free) => paid(q, p, free),
  tolerance: 1e-9,
  mistakes: [
    { answer: (q, p, free) => paid(p, q, free), says: "The other way round: KL(q ‖ p), q looks." },
    {
      answer: (q, p) => paid(q, p, -Infinity),
      says: "Below the free nats it costs the free nats.",
    },
    {
      answer: (q, p, free) => Math.max(0, paid(q, p, -Infinity) - free),
      says:
        "max(free, KL), not what is above: they differ by a constant, but the number asked is this.",
    },
    {
      answer: (q, p, free) =>
        q.mean.reduce(
          (all, m, k) => all + Math.max(free, kl(m, q.std[k]!, p.mean[k]!, p.std[k]!)),
          0,
        ),
      says: "The nats are free for the whole step, not for each number of the code.",
    },
    {
      answer: (q, p, free) =>
        paid(q, p, free, (m, s, m2, s2) => Math.log(s2 / s) + (s + (m - m2) ** 2) / (2 * s2) - 0.5),
      says: "Variances stand in the fraction: squares of the spreads.",
    },
  ],
  solved: "And within the free nats there is no slope: q may say so much for nothing.",
  hints: [
    "What is (PLN-4) for one number of the code, and how do numbers add up?",
    "Add log(σp/σq) + (σq² + (μq − μp)²)/2σp² − ½ over the code, then take max(free, ·).",
  ],
});

/** Mean of (guess − reward)² / 2σ² with a chosen shift. */
function shifted(guesses: Row, rewards: Row, std: number, shift: number): number {
  const sum = rewards.reduce((all, r, t) => all + (guesses[t + shift]! - r) ** 2, 0);
  return sum / rewards.length / (2 * std * std);
}

/** 12.4: T guesses, one a state; T − 1 rewards, one a transition. */
export const exercise12_4 = exercise<[Row, Row, number]>({
  id: "12.4",
  cases: [
    [[5, 1, 2, 3], [1.5, 2, 2], 1],
    [[0, -1, -0.5], [-1.2, -0.1], 0.1],
    [[7, 0], [1], 0.5],
  ],
  answer: (guesses, rewards, std) => shifted(guesses, rewards, std, 1),
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (guesses, rewards, std) => shifted(guesses, rewards, std, 0),
      says:
        "Still her bug: the state before an action does not know it, so its reward is foretold a step late.",
    },
    {
      answer: (guesses, rewards, std) =>
        shifted(guesses, rewards, std, 1) * rewards.length / guesses.length,
      says: "A mean over the rewards there are: one fewer than states.",
    },
    {
      answer: (guesses, rewards, std) => shifted(guesses, rewards, std, 1) * 2 * std * std,
      says: "Over 2σ², so that it is in nats.",
    },
    {
      answer: (guesses, rewards, std) => shifted(guesses, rewards, std, 1) * rewards.length,
      says: "The mean over the steps, not the sum.",
    },
  ],
  solved: "The guess of the state that an action leads to: there h holds the action.",
  hints: [
    "Which of (h_t, z_t) and (h_{t+1}, z_{t+1}) has seen a_t?",
    "Compare guesses[t + 1] with rewards[t], for all T − 1 rewards.",
  ],
});
