/** Exercises 09.3 and 09.4: where a filter's variance settles, and what independence costs. */
import { exercise } from "lib/notebook";

const ahead = (Q: number, R: number) => (Q + Math.sqrt(Q * Q + 4 * Q * R)) / 2;

/** 09.3: the filter's variance in the long run. */
export const exercise09_3 = exercise<[number, number]>({
  id: "09.3",
  cases: [[1, 1], [0.1, 1], [1469.1, 15099], [4, 0.5]],
  answer: (move, look) => ahead(move, look) - move,
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (move, look) => ahead(move, look),
      says: "That is the variance *before* the look, P + Q.",
    },
    {
      answer: (move, look) => move * look / (move + look),
      says: "That is what one look leaves of one step's variance; the past is forgotten in it.",
    },
    {
      answer: (move, look) => (move - Math.sqrt(move * move + 4 * move * look)) / 2 - move,
      says: "The other root of the quadratic is negative, and no variance.",
    },
    {
      answer: (move, look) => {
        const P = ahead(move, look);
        return P / (P + look);
      },
      says: "That is the gain in the long run; times R it is the variance.",
    },
    {
      answer: (move, look) => Math.sqrt(move * look),
      says:
        "Nearly, where steps are small against looks. Solve the quadratic without leaving a term out.",
    },
  ],
  solved: "For small steps about √(QR): the geometric mean of the two variances.",
  hints: [
    "In the long run a year changes nothing: the variance after this look equals that after the last.",
    "With P′ = P + Q: P = P′R/(P′ + R). That is a quadratic in P′; take P′ − Q at the end.",
  ],
});

/** The price of independence, with slips to make. */
function price(
  [steps, start, move, look]: readonly [number, number, number, number],
  slip?: "ring" | "loose" | "marginal" | "whole",
): number {
  const own = (t: number) =>
    1 / (t === 0 ? start : move) + 1 / look + (t < steps - 1 || slip === "ring" ? 1 / move : 0);
  let logs = 0, pivot = 0, determinant = 0;
  for (let t = 0; t < steps; t++) {
    const lambda = slip === "loose" ? 1 / (t === 0 ? start : move) + 1 / look : own(t);
    logs += Math.log(lambda);
    pivot = own(t) - (t === 0 ? 0 : 1 / (move * move * pivot));
    determinant += Math.log(pivot);
  }
  if (slip === "marginal") return 0.5 * determinant;
  return (slip === "whole" ? 1 : 0.5) * (logs - determinant);
}

/** 09.4: what independence costs on a level. */
export const exercise09_4 = exercise<[number, number, number, number]>({
  id: "09.4",
  cases: [[2, 1, 1, 1], [5, 1, 0.1, 1], [3, 1e7, 1469.1, 15099], [1, 2, 1, 1]],
  answer: (...world) => price(world),
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (...world) => price(world, "ring"),
      says: "The last level has no successor: nothing pulls at it from there.",
    },
    {
      answer: (...world) => price(world, "loose"),
      says: "A level is tied to the *next* one, too: 1/Q once more, but for the last.",
    },
    { answer: (...world) => price(world, "whole"), says: "Half of that: look at (SSM-12) again." },
    {
      answer: (...world) => price(world, "marginal"),
      says: "That is ½ log |Λ|; Σ log Λ_tt belongs before it.",
    },
    {
      answer: (...world) => -price(world),
      says: "The sign: a gap is never below 0.",
    },
  ],
  solved: "One pass of elimination, and the price of any local level is known without data.",
  hints: [
    "Which levels occur together in log p(z, x)? Λ has numbers on the diagonal and beside it only.",
    "Λ_tt = 1/Q (1/start at first) + 1/R + 1/Q (not at last); beside it −1/Q. Pivots: d_t = Λ_tt − 1/(Q² d_t−1); log |Λ| = Σ log d_t.",
  ],
});
