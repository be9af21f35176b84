/** Exercises 07.2, 07.3 and 07.5, about learning on a code; the answers are written from the definitions. */
import { exercise } from "lib/notebook";

type List = readonly number[];
type Rows = readonly List[];

type Targets = [rewards: List, masks: List, next: Rows, discount: number];
const targets = ([rewards, masks, next, discount]: Targets, best: (row: List) => number) =>
  rewards.map((r, i) => r + discount * masks[i]! * best(next[i]!));

/** 07.2: the targets of Q-learning. */
export const exercise07_2 = exercise<Targets>({
  id: "07.2",
  cases: [
    [[0, 0.3], [1, 1], [[0.2, 0.5, 0.1, 0], [-1, -2, -3, -0.5]], 0.9],
    [[1, 0.1, 0], [0, 1, 1], [[5, 5, 5, 5], [0.4, 0.3, 0.2, 0.1], [0, 0, 0.7, 0]], 0.95],
  ],
  answer: (...given) => targets(given, (row) => Math.max(...row)),
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (rewards, masks, next, discount) =>
        targets([rewards, masks.map(() => 1), next, discount], (row) => Math.max(...row)),
      says: "Where the mask is 0 the world has ended: nothing is earned after it.",
    },
    {
      answer: (...given) =>
        targets(given, (row) => row.reduce((sum, q) => sum + q, 0) / row.length),
      says: "The mean is what a random walker earns; Q-learning asks for the best action.",
    },
    {
      answer: (rewards, masks, next) =>
        targets([rewards, masks, next, 1], (row) => Math.max(...row)),
      says: "What comes a step later counts γ.",
    },
    {
      answer: (...given) => targets(given, (row) => Math.max(0, ...row)),
      says: "Values may be negative: take the greatest of the row, not of the row and 0.",
    },
  ],
  solved: "It does not matter to this line whether the values came from pixels or from a code.",
  hints: [
    "Which of the four values of the next code is the one of the policy that is learnt?",
    "Row by row: reward + discount · mask · the greatest of the row.",
  ],
});

const best = (row: List): number => row.indexOf(Math.max(...row));
const shares = (rows: Rows, total: number): List =>
  rows[0]!.map((_, a) => rows.filter((row) => best(row) === a).length / total);

/** 07.3: the policy at one place, when the bat may be anywhere. */
export const exercise07_3 = exercise<[Rows]>({
  id: "07.3",
  cases: [
    [[[0, 0, 1, 0], [0, 2, 1, 0], [3, 1, 0, 0]]],
    [[[0.1, 0.2, 0.3, 0.4], [0.5, 0.1, 0, 0], [0, 0, 0.1, 0.9], [-1, -2, -3, -0.5]]],
  ],
  answer: (rows) => shares(rows, rows.length),
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (rows) => {
        const means = rows[0]!.map((_, a) => rows.reduce((sum, row) => sum + row[a]!, 0));
        return means.map((_, a) => best(means) === a ? 1 : 0);
      },
      says: "The agent does not see the mean over the bats: it decides frame by frame.",
    },
    {
      answer: (rows) => shares(rows, 1),
      says: "A policy is made of shares: divide by the number of bats.",
    },
    {
      answer: (rows) => {
        const powers = rows.map((row) => row.map(Math.exp));
        const all = powers.flat().reduce((sum, each) => sum + each, 0);
        return rows[0]!.map((_, a) => powers.reduce((sum, row) => sum + row[a]!, 0) / all);
      },
      says: "Greedy, not soft: in each frame the greatest value takes all.",
    },
    {
      answer: (rows) => rows[0]!.map((_, a) => best(rows[0]!) === a ? 1 : 0),
      says: "That is the policy under the first bat alone.",
    },
  ],
  solved:
    "With these shares the agent is a policy on 66 places, and its worth is a linear equation.",
  hints: [
    "What does the agent do in each of the frames of this place?",
    "For each action, count the rows where it is the greatest, and divide by the number of rows.",
  ],
});

type Stale = [reward: number, values: Rows, then: List, now: List, next: List, discount: number];
const dot = (a: List, b: List): number => a.reduce((sum, each, i) => sum + each * b[i]!, 0);
const target = (reward: number, values: Rows, code: List, discount: number): number =>
  reward + discount * Math.max(...values.map((row) => dot(row, code)));
const seen = (scale: List, frame: List): List => frame.map((each, i) => scale[i]! * each);

/** 07.5: what a colleague computes whose replay holds codes. */
export const exercise07_5 = exercise<Stale>({
  id: "07.5",
  cases: [
    [0.1, [[1, 0], [0, 1]], [1, 0], [0, 1], [2, 3], 0.5],
    [0, [[1, -1], [0.5, 2]], [2, 1], [1, -1], [0.3, 0.4], 0.95],
    [1, [[-1, 0], [0, -1]], [1, 2], [3, 0.5], [1, 1], 0.9],
  ],
  answer: (reward, values, then, _now, next, discount) =>
    target(reward, values, seen(then, next), discount),
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (reward, values, _then, now, next, discount) =>
        target(reward, values, seen(now, next), discount),
      says: "That is what she should compute. Hers does not move when the encoder does.",
    },
    {
      answer: (reward, values, _then, _now, next, discount) =>
        target(reward, values, next, discount),
      says: "She does read the frame, through an encoder; but through which one?",
    },
    {
      answer: (reward) => reward,
      says: "She does look one step ahead: her first clue has 0.1 + ½ · 2 in it.",
    },
    {
      answer: (reward, values, then, now, next, discount) =>
        target(reward, values, seen(now, seen(then, next)), discount),
      says: "The frame goes through one encoder, once.",
    },
  ],
  solved: "Codes in a replay go stale: keep the frames, and read them anew at every update.",
  hints: [
    "Which of her two arguments can move without her target noticing?",
    "Her z′ was computed when the frame was seen: by `then`, not by `now`.",
  ],
});
