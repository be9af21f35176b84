/** Exercises 17.1, 17.2 and 17.5, about targets and soft values; the answers are written from the definitions. */
import { exercise } from "lib/notebook";

type List = readonly number[];

/** 17.1: one step of an agent that knows nothing. */
export const exercise17_1 = exercise<[]>({
  id: "17.1",
  cases: [[]],
  answer: () => [0.5 + Math.log(2) / 4, 0.5],
  tolerance: 5e-4,
  mistakes: [
    {
      answer: () => [0.5, 0.5],
      says: "Two actions worth 0 are not worth 0: the soft maximum of (0, 0) is log 2.",
    },
    {
      answer: () => [0.5 + Math.log(2) / 4, 0.5 + Math.log(2) / 4],
      says: "Where the world has ended, m = 0: nothing of V(s') is left.",
    },
    {
      answer: () => [1 + Math.log(2) / 2, 1],
      says: "Those are the targets. The learning rate goes half of the way.",
    },
    {
      answer: () => [0.5 + Math.log(2) / 2, 0.5],
      says: "You forgot that what comes a step later counts γ = ½.",
    },
  ],
  solved:
    "An agent that knows nothing already thinks that living on is worth something: log 2 a step.",
  hints: [
    "What is α log Σ exp(Q/α) of two actions worth 0?",
    "Write y = r + γ m V(s') for m = 1 and for m = 0, then go half of the way from 0 to y.",
  ],
});

type Options = { readonly discount: number; readonly temperature: number };
type Batch = [rewards: List, masks: List, next: readonly List[], options: Options];

/** y with a value of each row; no exponential overflows in it. */
const targets = ([rewards, masks, next, { discount }]: Batch, value: (row: List) => number) =>
  rewards.map((r, i) => r + discount * masks[i]! * value(next[i]!));

const softly = (row: List, temperature: number): number => {
  const best = Math.max(...row);
  return best +
    temperature * Math.log(row.reduce((sum, q) => sum + Math.exp((q - best) / temperature), 0));
};

/** 17.2: the targets of soft Q-learning. */
export const exercise17_2 = exercise<Batch>({
  id: "17.2",
  cases: [
    [[1, 0.5], [1, 0], [[1, 2], [3, 3]], { discount: 0.9, temperature: 1 }],
    [[0, -1, 2], [1, 1, 1], [[0, 0, 0], [-5, 1, 1], [2, 2.5, -1]], {
      discount: 0.5,
      temperature: 0.5,
    }],
    [[1, 1], [1, 1], [[4000, 4001], [-4000, -4000]], { discount: 0.99, temperature: 0.01 }],
  ],
  answer: (...given) => targets(given, (row) => softly(row, given[3].temperature)),
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (...given) => targets(given, (row) => Math.max(...row)),
      says: "The hard maximum is deep Q-learning's target; soften it.",
    },
    {
      answer: (...given) =>
        targets(
          [given[0], given[1].map(() => 1), given[2], given[3]],
          (row) => softly(row, given[3].temperature),
        ),
      says: "Where the mask is 0 the world has ended: nothing is earned after it.",
    },
    {
      answer: (...given) =>
        targets(
          given,
          (row) => softly(row, given[3].temperature) - given[3].temperature * Math.log(row.length),
        ),
      says:
        "That is the soft maximum under a uniform prior. Here the weights are 1, entropy counts.",
    },
    {
      answer: (...given) =>
        targets(
          [given[0], given[1], given[2], { ...given[3], discount: 1 }],
          (row) => softly(row, given[3].temperature),
        ),
      says: "What comes a step later counts γ.",
    },
    {
      answer: (...given) =>
        targets(given, (row) => {
          const { temperature } = given[3], v = softly(row, temperature);
          return row.reduce((sum, q) => sum + q * Math.exp((q - v) / temperature), 0);
        }),
      says: "That is the average Q under the policy; its entropy is missing, (SQL-4).",
    },
  ],
  solved: "One line of it is all that parts soft Q-learning from deep Q-learning.",
  hints: [
    "What happens to exp(4000/0.01)? Which number can be taken out of a sum of exponentials?",
    "Row by row: best + α log Σ exp((q − best)/α); then reward + discount · mask · that.",
  ],
});

/** 17.5: the soft value of someone who summed where an integral was. */
export const exercise17_5 = exercise<[values: List, temperature: number, dimensions: number]>({
  id: "17.5",
  cases: [
    [new Array<number>(16).fill(0), 1, 1],
    [new Array<number>(32).fill(0), 1, 2],
    [[1, 2, -1, 0.5], 2, 1],
    [[-3, 0, 0.2], 0.5, 3],
  ],
  answer: (values, temperature) => softly(values, temperature),
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (values, temperature, dimensions) =>
        softly(values, temperature) +
        temperature * (dimensions * Math.LN2 - Math.log(values.length)),
      says: "That is right, and so not what she wrote: with it all three numbers would be 0.693.",
    },
    {
      answer: (values, temperature, dimensions) =>
        softly(values, temperature) + temperature * dimensions * Math.LN2,
      says: "Then 16 draws would give log 32, and a second dimension another log 2.",
    },
    {
      answer: (values, temperature) =>
        softly(values, temperature) - temperature * Math.log(values.length),
      says: "Then all three numbers would be 0.",
    },
    {
      answer: (values) => softly(values, 1),
      says: "She did use the temperature: at α = 2 her numbers double.",
    },
  ],
  solved: "A constant in V is no trifle where episodes can end: it is a wage for living.",
  hints: [
    "What are e^2.773, e^3.466 and e^4.159?",
    "Her number grows by log 2 with twice the draws, and does not know the dimensions: no mean, no volume.",
  ],
});
