/** Exercises 03.2 and 03.3, the M step and the loop; the answers are written from the definitions. */
import { exercise } from "lib/notebook";

type List = readonly number[];
type Table = readonly List[];

const sum = (values: List): number => values.reduce((total, each) => total + each, 0);

/** How an M step may be done, well or badly. */
interface Way {
  readonly divisor?: (count: number, data: List) => number;
  readonly about?: (mean: number, data: List) => number;
  readonly last?: (variance: number) => number;
}

function mStep(data: List, r: Table, { divisor, about, last }: Way = {}): number[][] {
  const counts = r[0]!.map((_, k) => sum(r.map((row) => row[k]!)));
  const over = counts.map((count) => divisor?.(count, data) ?? count);
  const means = counts.map((_, k) => sum(data.map((x, i) => r[i]![k]! * x)) / over[k]!);
  const variances = means.map((mean, k) => {
    const centre = about?.(mean, data) ?? mean;
    return sum(data.map((x, i) => r[i]![k]! * (x - centre) ** 2)) / over[k]!;
  });
  return [counts.map((count) => count / data.length), means, variances.map(last ?? ((v) => v))];
}

const spread: List = [-1, 1, 4, 2.5];
const shares: Table = [[1, 0], [0.5, 0.5], [0, 1], [0.2, 0.8]];

/** 03.2: an M step in one dimension. */
export const exercise03_2 = exercise<[List, Table]>({
  id: "03.2",
  cases: [
    [[-1, 1, 4], [[1, 0], [0.5, 0.5], [0, 1]]],
    [spread, shares],
    [[54, 62, 79, 85], [[0.9, 0.05, 0.05], [0.6, 0.3, 0.1], [0.1, 0.2, 0.7], [0, 0.1, 0.9]]],
  ],
  answer: (data, r) => mStep(data, r),
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (data, r) => mStep(data, r, { divisor: (_, all) => all.length }),
      says: "The weights are right. Means and variances are divided by N_k, the number of data " +
        "this component answers for, not by all N.",
    },
    {
      answer: (data, r) => mStep(data, r, { about: (_, all) => sum(all) / all.length }),
      says: "You measured the spread from the mean of all data. Measure from the component's own.",
    },
    {
      answer: (data, r) => mStep(data, r, { about: () => 0 }),
      says: "That is the second moment: subtract this component's mean before squaring.",
    },
    {
      answer: (data, r) => mStep(data, r, { last: Math.sqrt }),
      says: "The last list holds standard deviations; asked are variances, their squares.",
    },
    {
      answer: (data, r) => mStep(data, r.map((row) => row.map((p) => Math.round(p)))),
      says: "You gave each datum whole to its likeliest component (that is k-means). " +
        "Responsibilities count in part.",
    },
  ],
  solved: "How many, where, how wide: each counted by responsibility.",
  hints: [
    "If you knew the components, you would compute shares, averages and mean squares. What changes?",
    "N_k = Σ r_ik. Then weight N_k/N, mean Σ r_ik x_i / N_k, variance Σ r_ik (x_i − mean)² / N_k.",
  ],
});

function eStep(data: List, [weights, means, variances]: Table, inLogs = true): number[][] {
  return data.map((x) => {
    const logs = weights!.map((w, k) =>
      Math.log(w) - 0.5 * Math.log(variances![k]!) - 0.5 * (x - means![k]!) ** 2 / variances![k]!
    );
    const top = inLogs ? Math.max(...logs) : 0;
    const terms = logs.map((each) => Math.exp(each - top));
    return terms.map((each) => each / sum(terms));
  });
}

function loop(data: List, from: Table, rounds: number, e = eStep, m = mStep): number[][] {
  let now = from.map((list) => [...list]);
  for (let round = 0; round < rounds; round++) now = m(data, e(data, now));
  return now;
}

const narrow: Table = [[0.5, 0.5], [0, 3], [1, 1]];

/** 03.3: the whole of EM in one dimension. */
export const exercise03_3 = exercise<[List, Table, number]>({
  id: "03.3",
  cases: [
    [spread, narrow, 1],
    [[54, 62, 79, 85, 51], [[0.5, 0.5], [60, 75], [36, 36]], 5],
    [[0, 1, 2, 1000], narrow, 3],
    [spread, [[0.2, 0.8], [0, 3], [1, 4]], 2],
    [spread, narrow, 0],
  ],
  answer: (data, from, rounds) => loop(data, from, rounds),
  tolerance: 1e-7, // some rounds of sums
  mistakes: [
    {
      answer: (data, from, rounds) =>
        loop(data, from, rounds, (x, theta) => eStep(x, theta, false)),
      says: "Right near the data, but a datum at 1000 underflows to 0/0. Subtract the largest " +
        "logarithm before you exponentiate.",
    },
    {
      answer: (data, from, rounds) =>
        loop(data, from, rounds, (x, [w, mu, v]) => eStep(x, [w!.map(() => 1), mu!, v!])),
      says: "The weights are missing from the E step: a rare component must answer for less.",
    },
    {
      answer: (data, from, rounds) =>
        loop(
          data,
          from,
          rounds,
          (x, [w, mu, v]) => eStep(x, [w!.map((each, k) => each * Math.sqrt(v![k]!)), mu!, v!]),
        ),
      says: "The −½ log v is missing from the E step: it does not cancel when widths differ.",
    },
    {
      answer: (data, from, rounds) => loop(data, from, Math.max(1, rounds) - 1),
      says: "One round too few: `rounds` counts pairs of an E and an M step.",
    },
    {
      answer: (data, from, rounds) => {
        const held = eStep(data, from);
        return rounds === 0 ? from.map((list) => [...list]) : mStep(data, held);
      },
      says: "Only the first round moves: the E step must use the newest parameters each time.",
    },
    {
      answer: (data, from, rounds) =>
        loop(data, from, rounds, eStep, (x, r) => mStep(x, r, { divisor: (_, all) => all.length })),
      says: "Means and variances are divided by N_k, not by N.",
    },
  ],
  solved: "That is all of EM: two lines, asked again and again.",
  hints: [
    "Two functions, called in turn: one you have just written. What does the other need to know?",
    "E: logs of w·density up to a constant, minus their largest, exponentiated, divided by their " +
    "sum. M: as in 03.2. Repeat both `rounds` times, each time from the newest parameters.",
  ],
});
