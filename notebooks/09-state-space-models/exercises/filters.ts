/** Exercises 09.1, 09.2 and 09.5: filters of a local level. */
import { exercise } from "lib/notebook";

type Seen = readonly (number | null)[];

/** 09.1: one look and one step, by hand. */
export const exercise09_1 = exercise<[]>({
  id: "09.1",
  cases: [[]],
  answer: () => [0.8, 2.4, 0.8, 1.8],
  tolerance: 6e-3,
  mistakes: [
    {
      answer: () => [0.2, 0.6, 3.2, 4.2],
      says:
        "That is R/(P + R). The gain is the share of the *prior's* variance: an unsure prior listens.",
    },
    {
      answer: () => [2 / 3, 2, 4 / 3, 7 / 3],
      says: "Spreads were taken for variances: P = 4 is a variance already.",
    },
    {
      answer: () => [0.8, 2.4, 5, 6],
      says: "Looking cannot make the belief wider: after the look it is (1 − G) P.",
    },
    {
      answer: () => [0.8, 2.4, 0.8, 0.8],
      says: "A year passes unseen: the level moves, and its variance grows by Q.",
    },
    {
      answer: () => [0.8, 2.4, 0.8, 2.8],
      says: "That is the variance of the next *observation*, R included; the level's is asked.",
    },
  ],
  solved: "Four fifths of the way to what was seen, and a step's variance for a year unseen.",
  hints: [
    "Who is surer, the prior or the eye? The gain says how far the mean moves towards x.",
    "G = P/(P + R); mean ← mean + G (x − mean); P ← (1 − G) P; then P ← P + Q.",
  ],
});

/** The parts of a filter of a level that may be done wrongly. */
interface Habits {
  readonly gain?: (P: number, look: number) => number;
  readonly shrink?: (P: number, gain: number) => number;
  readonly blind?: "predict" | "skip" | "zero" | "still";
  /** 0 is taken for nothing seen. */
  readonly falsy?: boolean;
  readonly late?: boolean;
}

/** Filtered means; then the belief about the next level. */
function filtered(seen: Seen, start: number, move: number, look: number, habits: Habits = {}) {
  const { gain = (P, R) => P / (P + R), shrink = (P, K) => (1 - K) * P } = habits;
  const means: number[] = [];
  let m = 0, P = start, first = true;
  for (const given of seen) {
    const x = habits.falsy ? given || null : given;
    if (x === null && habits.blind === "skip") continue;
    if ((!first || habits.late) && !(x === null && habits.blind === "still")) P += move;
    first = false;
    if (x !== null || habits.blind === "zero") {
      const K = gain(P, look);
      m += K * ((x ?? 0) - m);
      P = shrink(P, K);
    }
    means.push(m);
  }
  return { means, m, P };
}

/** 09.2: the filter of a level. */
export const exercise09_2 = exercise<[Seen, number, number, number]>({
  id: "09.2",
  cases: [
    [[1, 2, 4], 4, 1, 1],
    [[3, null, null, -1, 2], 10, 0.5, 2],
    [[null, 5, 1, null, 0, 3], 1, 2, 0.5],
  ],
  answer: (seen, start, move, look) => filtered(seen, start, move, look).means,
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (seen, start, move, look) =>
        filtered(seen, start, move, look, { blind: "zero" }).means,
      says:
        "A year that was not seen is not a year in which 0 was seen: predict, and do not update.",
    },
    {
      answer: (seen, start, move, look) =>
        filtered(seen, start, move, look, { blind: "skip" }).means,
      says: "A mean for each year, please: an unseen year keeps its mean, and its variance grows.",
    },
    {
      answer: (seen, start, move, look) => filtered(seen, start, move, look, { falsy: true }).means,
      says: "A flow of 0 was seen: it is an observation. Ask for `null`, not for what is falsy.",
    },
    {
      answer: (seen, start, move, look) =>
        filtered(seen, start, move, look, { blind: "still" }).means,
      says:
        "An unseen year keeps its mean, but the level moves in it: its variance grows by `move`.",
    },
    {
      answer: (seen, start, move, look) => filtered(seen, start, move, look, { late: true }).means,
      says: "The first level has the variance `start`: no step comes before it.",
    },
    {
      answer: (seen, start, move, look) =>
        filtered(seen, start, move, look, { gain: (P, R) => R / (P + R) }).means,
      says: "The gain is upside down: P/(P + R).",
    },
    {
      answer: (seen, start, move, look) =>
        filtered(seen, start, move, look, { shrink: (P) => P }).means,
      says: "A look makes the belief narrower: P ← (1 − G) P.",
    },
  ],
  solved: "Predict, and where there is something to see, update: that is all of it.",
  hints: [
    "Keep two numbers, m and P. What happens to each in a year, and what when x is seen?",
    "From the second year on P ← P + move; if x is seen, G = P/(P + look), m ← m + G(x − m), P ← (1 − G)P.",
  ],
});

const forecast = (seen: Seen, start: number, move: number, look: number, habits: Habits) => {
  const { m, P } = filtered(seen, start, move, look, habits);
  return [m, P + move + look];
};

/** 09.5: a colleague's forecast. */
export const exercise09_5 = exercise<[Seen, number, number, number]>({
  id: "09.5",
  cases: [
    [[1, 3, null, null, null], 4, 1, 1],
    [[2, null, null, 5, 4], 10, 0.5, 2],
    [[1, 2, 3, 4], 2, 1, 3],
  ],
  answer: (seen, start, move, look) => forecast(seen, start, move, look, { blind: "skip" }),
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (seen, start, move, look) => forecast(seen, start, move, look, {}),
      says:
        "That is the right forecast; what *he* gets is asked, and it ignores how long the gap is.",
    },
    {
      answer: (seen, start, move, look) => forecast(seen, start, move, look, { blind: "zero" }),
      says: "With zeros for what is missing, his mean would be drawn to 0; it is not.",
    },
    {
      answer: (seen, start, move, look) => {
        const [m, variance] = forecast(seen, start, move, look, { blind: "skip" });
        return [m!, variance! - look];
      },
      says: "The forecast is of what will be *seen*: its noise is in the variance.",
    },
    {
      answer: (seen, start, move, look) => {
        const [m, variance] = forecast(seen, start, move, look, { blind: "skip" });
        return [m!, variance! - move];
      },
      says: "He forecasts next year, and before it the level steps once more.",
    },
  ],
  solved: "He drops the rows that are missing, and with them the years that passed.",
  hints: [
    "For which lists do he and you agree? What does a gap do to your variance, and not to his?",
    "Many programs have a function that removes missing rows. Filter what it leaves.",
  ],
});
