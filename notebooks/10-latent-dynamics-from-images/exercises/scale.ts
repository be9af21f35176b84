/** Exercises 10.1, 10.2 and 10.4: what shrinking pays, and what it does not pay any more. */
import { exercise } from "lib/notebook";

type Rows = readonly (readonly number[])[];

/** 10.1: 4 numbers, a fifth, 50 steps. */
export const exercise10_1 = exercise<[]>({
  id: "10.1",
  cases: [[]],
  answer: () => 200 * Math.log(5),
  tolerance: 6e-3, // two decimals are asked
  mistakes: [
    {
      answer: () => -200 * Math.log(5),
      says: "The sign: log of a fifth is negative, and −D log c a gain.",
    },
    { answer: () => 50 * Math.log(5), says: "Each of the code's 4 numbers gains log 5." },
    { answer: () => 4 * Math.log(5), says: "That is the gain of one step; there are 50." },
    { answer: () => 200 * Math.log10(5), says: "Nats: the natural logarithm." },
  ],
  solved: "As much as 464 bits of honest prediction, for nothing.",
  hints: ["What does (LDM-2) add at one step?", "−D log c with D = 4 and c = 1/5, fifty times."],
});

/** Own-spread loss with a chosen divisor and reading of the spread. */
function loss(
  told: Rows,
  codes: Rows,
  share: number,
  spreadOf: (column: readonly number[]) => number = variance,
): number {
  return codes[0]!.reduce((sum, _, d) => {
    const column = codes.map((row) => row[d]!);
    const missed = column.reduce((total, each, n) => total + (told[n]![d]! - each) ** 2, 0);
    return sum + missed / column.length / (2 * share * spreadOf(column));
  }, 0);
}

function variance(column: readonly number[]): number {
  const middle = column.reduce((sum, each) => sum + each, 0) / column.length;
  return column.reduce((sum, each) => sum + (each - middle) ** 2, 0) / column.length;
}

/** 10.2: the dynamics' term in the code's own spread. */
export const exercise10_2 = exercise<[Rows, Rows, number]>({
  id: "10.2",
  cases: [
    [[[1, 2], [0, 1], [2, 2]], [[1, 3], [1, 1], [2, 5]], 0.1],
    [[[10, 0.2], [12, 0.1]], [[10.5, 0.3], [13, 0]], 0.01],
  ],
  answer: (told, codes, share) => loss(told, codes, share),
  tolerance: 1e-6,
  mistakes: [
    {
      answer: (told, codes, share) => loss(told, codes, share, () => 1),
      says: "Without the code's variance below, this pays for shrinking.",
    },
    {
      answer: (told, codes, share) =>
        loss(told, codes, share, (column) => Math.sqrt(variance(column))),
      says: "The variance, not the standard deviation: a square is measured in squares.",
    },
    {
      answer: (told, codes, share) => 2 * loss(told, codes, share),
      says: "Twice too much: 2 s² v stands below.",
    },
    {
      answer: (told, codes, share) =>
        loss(
          told,
          codes,
          share,
          (column) => column.reduce((sum, each) => sum + each * each, 0) / column.length,
        ),
      says: "The variance is about the mean: a code that is shifted must not get cheaper.",
    },
    {
      answer: (told, codes, share) =>
        loss(
          told,
          codes,
          share,
          (column) => variance(column) * column.length / (column.length - 1),
        ),
      says: "The variance here is divided by the number of rows, not by one less.",
    },
    {
      answer: (told, codes, share) => loss(told, codes, share) / codes[0]!.length,
      says: "(LDM-4) adds the code's numbers up; only the batch is averaged.",
    },
  ],
  solved: "Multiply both lists by anything: the number stays.",
  hints: [
    "Take one number of the code first: a column of `codes` and a column of `told`.",
    "Mean square of their difference, over 2 · share · (variance of the column of codes); then add the columns.",
  ],
});

/** 10.4: a fixed σ at scale c. */
export const exercise10_4 = exercise<[number, number, number]>({
  id: "10.4",
  cases: [[1, 0.1, 0.01], [0.1, 0.1, 0.01], [2, 0.3, 0.5]],
  answer: (c, missed, fixed) => c * c * missed / (2 * fixed),
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (_, missed, fixed) => missed / (2 * fixed),
      says: "That is measured in its own spread; hers is measured in σ, and sees c.",
    },
    {
      answer: (c, missed, fixed) => c * missed / (2 * fixed),
      says: "A miss is c times as large, its square c² times.",
    },
    {
      answer: (c, missed, fixed) => c * c * missed / fixed,
      says: "A Gaussian has 2σ² below the square.",
    },
  ],
  solved: "It falls to 0 with c: a fixed σ is a bounded bribe.",
  hints: ["What is the variance of c·u, and what share of it is missed?", "c²m over 2σ²."],
});
