/** Exercise 10.3: a round of the cross-entropy method. */
import { exercise } from "lib/notebook";

type Row = readonly number[];

const moments = (best: Row, over: number): readonly [number, number] => {
  const middle = best.reduce((sum, each) => sum + each, 0) / best.length;
  const square = best.reduce((sum, each) => sum + (each - middle) ** 2, 0);
  return [middle, Math.sqrt(square / over)];
};
const sorted = (plans: Row, earned: Row, sign: number) =>
  plans.map((_, i) => i).sort((i, j) => sign * (earned[j]! - earned[i]!)).map((i) => plans[i]!);

/** 10.3: moments of the elites. */
export const exercise10_3 = exercise<[Row, Row, number]>({
  id: "10.3",
  cases: [
    [[0, 1, 2, 3, -1], [-4, -1, 0, -2, -9], 3],
    [[0.5, -0.5, 0.25, 2, 1, -2], [-7, -1, -3, -2, -30, -5], 2],
  ],
  answer: (plans, earned, elites) => moments(sorted(plans, earned, 1).slice(0, elites), elites),
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (plans, earned, elites) =>
        moments(sorted(plans, earned, -1).slice(0, elites), elites),
      says: "Those are the worst plans: more reward is better.",
    },
    {
      answer: (plans, earned, elites) =>
        moments(sorted(plans, earned, 1).slice(0, elites), elites - 1),
      says: "(LDM-7) divides by E, the number of elites, not by E − 1.",
    },
    {
      answer: (plans, earned, elites) => {
        const best = sorted(plans, earned, 1).slice(0, elites);
        const square = best.reduce((sum, each) => sum + each * each, 0) / elites;
        return [moments(best, elites)[0], Math.sqrt(square)];
      },
      says: "The spread is about the elites' own mean, not about 0.",
    },
    {
      answer: (plans) => moments(plans, plans.length),
      says: "Those are the moments of all plans; only the elites count.",
    },
    {
      answer: (plans, _, elites) => moments(plans.slice(0, elites), elites),
      says: "The elites are those that earned most, not those drawn first.",
    },
  ],
  solved: "Choose and fit again: that is the whole method.",
  hints: [
    "Which plans may vote on where to look next?",
    "Sort the places by what was earned, greatest first; take the first few; their mean, and the root of the mean squared distance from that mean.",
  ],
});
