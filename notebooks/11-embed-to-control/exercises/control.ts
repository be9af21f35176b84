/** Exercises 11.3 and 11.4: a step of Riccati, an update at its bound. */
import { exercise } from "lib/notebook";

/** A, B, Q, R and V behind the step. */
type Step = [number, number, number, number, number];

/** 11.3: gain and value of one step, in numbers. */
export const exercise11_3 = exercise<Step>({
  id: "11.3",
  cases: [[1, 1, 1, 1, 1], [0.9, 0.5, 2, 0.1, 3], [1.2, -0.4, 0.5, 0.3, 0]],
  answer: (A, B, Q, R, V) => {
    const K = -B * V * A / (R + B * B * V);
    return [K, Q + A * A * V + A * V * B * K];
  },
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (A, B, Q, R, V) => {
        const K = B * V * A / (R + B * B * V);
        return [K, Q + A * A * V - A * V * B * K];
      },
      says: "u = K x: the gain works against the state, K = −Q_ux / Q_uu.",
    },
    {
      answer: (A, B, Q, R, V) => [-B * V * A / (R + B * B * V), Q + A * A * V],
      says: "V is that of a world where nobody acts: Q_ux K is missing.",
    },
    {
      answer: (A, B, Q, R, V) => {
        const K = -B * V * A / R;
        return [K, Q + A * A * V + A * V * B * K];
      },
      says: "The curvature in the action is R + B²V: acting moves the next state, too.",
    },
    {
      answer: (A, B, _Q, R, V) => {
        const K = -B * V * A / (R + B * B * V);
        return [K, A * A * V + A * V * B * K];
      },
      says: "The state of this step costs something as well: Q.",
    },
  ],
  solved: "Repeat it, and V goes to the golden ratio when all four are 1.",
  hints: [
    "Write ½Qx² + ½Ru² + ½V(Ax + Bu)² and set its slope in u to zero.",
    "K = −BVA / (R + B²V); then V ← Q + A²V + AVB K.",
  ],
});

/** KL of N(m, 1/p) from N(0, 1). */
const klAt = (goal: number, eta: number) => {
  const p = 1 + 1 / eta, m = goal / eta / p;
  return 0.5 * (1 / p - 1 + Math.log(p) + m * m);
};

function etaOf(goal: number, bound: number): number {
  let [low, high] = [Math.log(1e-9), Math.log(1e9)];
  for (let i = 0; i < 200; i++) {
    const middle = (low + high) / 2;
    if (klAt(goal, Math.exp(middle)) > bound) low = middle;
    else high = middle;
  }
  return Math.exp(high);
}

/** 11.4: the price at which an update spends all of its bound. */
export const exercise11_4 = exercise<[number, number]>({
  id: "11.4",
  cases: [[2, 0.1], [5, 1], [-1, 0.1]], // every η is above 1
  answer: etaOf,
  tolerance: 1e-5,
  mistakes: [
    {
      answer: (goal, bound) => 1 / etaOf(goal, bound),
      says: "Upside down: the cost is divided by η, so a large η is a small step.",
    },
    {
      answer: (goal, bound) => Math.log(etaOf(goal, bound)),
      says: "That is the logarithm of η; you searched on it, now take the exponential.",
    },
    {
      answer: (goal, bound) => Math.abs(goal) / Math.sqrt(2 * bound) - 1,
      says: "The new deviation shrinks, too: the KL has more than ½ m².",
    },
    {
      answer: () => 0, // the lower end of any bracket of log η, to the tolerance
      says:
        "Your bisection walked the wrong way, to the bracket's low end: the KL falls as η grows.",
    },
  ],
  solved: "One number, one monotone function: bisection never fails here.",
  hints: [
    "The new policy is ∝ exp(−(u − g)²/2η) · exp(−u²/2): add the precisions.",
    "p = 1 + 1/η, m = (g/η)/p, KL = ½(1/p − 1 + log p + m²). Bisect log η: where the KL is above the bound, η must grow.",
  ],
});
