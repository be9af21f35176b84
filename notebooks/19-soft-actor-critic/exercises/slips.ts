/** Exercise 19.5: six slips, and the runs that they made. */
import { exercise } from "lib/notebook";

/** Which slip made which run, A to F: the settings of pendulum-slip-a … f stand in tools/sweep. */
const MADE_BY = [3, 1, 4, 6, 2, 5];

const swapped = (i: number, j: number) =>
  MADE_BY.map((slip, at) => at === i ? MADE_BY[j]! : at === j ? MADE_BY[i]! : slip);
const [A, B, C, D, E, F] = [0, 1, 2, 3, 4, 5] as const;

/** 19.5: which slip made which curves. */
export const exercise19_5 = exercise({
  id: "19.5",
  cases: [[]],
  answer: () => MADE_BY,
  tolerance: 0,
  mistakes: [
    {
      answer: () => swapped(B, F),
      says: "B and F: in both α runs away. Which of the two policies is as random as it can be?",
    },
    {
      answer: () => swapped(C, D),
      says: "C and D: neither learns. Whose critics still move, and whose are content at once?",
    },
    {
      answer: () => swapped(A, E),
      says: "A and E: both swing up. Which of them falls back, and whose values are too low?",
    },
    {
      answer: () => [1, 2, 3, 4, 5, 6],
      says: "In the order of the list? Take one run at a time, and begin with α.",
    },
    {
      answer: () => swapped(D, F),
      says: "D and F: in one the entropy cannot move at all, in the other it is held below.",
    },
  ],
  hints: [
    "Begin with α: it falls in a healthy run. Where does it rise, and what is H there?",
    "Then the loss: whose critics agree with their targets at once? Then Q: who sinks, who is stuck?",
  ],
  solved: "Six diagnoses, and hardly one that the return alone would have given you.",
});
