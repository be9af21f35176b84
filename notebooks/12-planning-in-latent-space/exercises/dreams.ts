/** Exercises 12.1 and 12.3: how errors and beliefs grow when nobody looks. */
import { exercise } from "lib/notebook";

const rate = Math.sqrt(15),
  after = (seconds: number, degrees: number) => degrees * Math.cosh(rate * seconds);

/** 12.1: half a degree at the top, at rest, after 0.8 s. */
export const exercise12_1 = exercise<[]>({
  id: "12.1",
  cases: [[]],
  answer: () => after(0.8, 0.5),
  tolerance: 0.002,
  mistakes: [
    { answer: () => 0.5, says: "That is what it was: at the top a miss does not stay." },
    {
      answer: () => 0.5 * Math.exp(rate * 0.8),
      says: "At rest only half of it grows: cosh, not exp.",
    },
    { answer: () => after(0.8, 1), says: "It begins with half a degree." },
    { answer: () => 0.5 * Math.cosh(15 * 0.8), says: "λ is the root of 15 per second squared." },
    { answer: () => after(0.8, 0.5) * Math.PI / 180, says: "Degrees, please: it came in degrees." },
  ],
  solved: "Eleven times in less than a second: no model, however good, dreams past that for long.",
  hints: [
    "Which function solves (PLN-12) for a miss that begins at rest?",
    "0.5 · cosh(√15 · 0.8).",
  ],
});

type Walk = { readonly a: number; readonly q: number };

function ahead({ a, q }: Walk, z: number, steps: number, factor = a * a): readonly number[] {
  let mean = z, variance = 0;
  for (let i = 0; i < steps; i++) [mean, variance] = [a * mean, factor * variance + q];
  return [mean, variance];
}

/** 12.3: the prior of several steps, when a step is linear and Gaussian. */
export const exercise12_3 = exercise<[Walk, number, number]>({
  id: "12.3",
  cases: [[{ a: 0.9, q: 0.2 }, 1.5, 3], [{ a: -0.5, q: 1 }, 2, 1], [{ a: 1, q: 0.1 }, 0, 20]],
  answer: (walk, z, steps) => ahead(walk, z, steps),
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (walk, z, steps) => [ahead(walk, z, steps)[0]!, walk.q],
      says: "The variance of every step on the way is in it, not that of the last alone.",
    },
    {
      answer: (walk, z, steps) => [ahead(walk, z, steps)[0]!, steps * walk.q],
      says: "What came in earlier is stretched by a² at every later step.",
    },
    {
      answer: (walk, z, steps) => ahead(walk, z, steps, walk.a),
      says: "A variance is stretched by the square of a.",
    },
    {
      answer: (walk, z, steps) => [z, ahead(walk, z, steps)[1]!],
      says: "The mean moves, too: by a at each step.",
    },
  ],
  solved:
    "This is (PLN-8) in closed form, the left side of (PLN-9). Overshooting holds the right side, the walk's last step, to the posterior.",
  hints: [
    "What do mean and variance become in a single step?",
    "m ← a m and v ← a² v + q, d times.",
  ],
});
