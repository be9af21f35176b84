/** Exercises 08.2 and 08.4: attention and temporal ensembling, written from their equations. */
import { exercise } from "lib/notebook";

type Rows = readonly (readonly number[])[];

/** Attention with its parts open to mistakes. */
function attended(
  queries: Rows,
  keys: Rows,
  values: Rows,
  root: (d: number) => number,
  over: "keys" | "queries" | "none" | "overflowing" = "keys",
): number[][] {
  const powers = queries.map((q) => {
    const scores = keys.map((k) =>
      k.reduce((sum, each, d) => sum + each * q[d]!, 0) / root(q.length)
    );
    const most = Math.max(...scores);
    return scores.map((each) => over === "keys" ? Math.exp(each - most) : Math.exp(each));
  });
  const total = (s: number, m: number) =>
    over === "keys" || over === "overflowing"
      ? powers[s]!.reduce((sum, each) => sum + each, 0)
      : over === "queries"
      ? powers.reduce((sum, row) => sum + row[m]!, 0)
      : 1;
  return powers.map((row, s) =>
    values[0]!.map((_, d) => row.reduce((sum, w, m) => sum + w / total(s, m) * values[m]![d]!, 0))
  );
}

const first: [Rows, Rows, Rows] = [[[1, 0], [0, 2]], [[1, 1], [-1, 0], [0, 3]], [[1, 0], [0, 1], [
  5,
  5,
]]];
const narrow: [Rows, Rows, Rows] = [[[0.3, -1, 2]], [[1, 0.5, 0], [0, 1, 1]], [[2], [-4]]];
/** Scores of 1061 and 1060: e to such a power is no number. */
const large: [Rows, Rows, Rows] = [[[1500, 0]], [[1, 0], [0.999, 0]], [[1], [0]]];

/** 08.2: attention. */
export const exercise08_2 = exercise<[Rows, Rows, Rows]>({
  id: "08.2",
  cases: [first, narrow, large],
  answer: (q, k, v) => attended(q, k, v, Math.sqrt),
  tolerance: 1e-9,
  mistakes: [
    { answer: (q, k, v) => attended(q, k, v, () => 1), says: "Scores are divided by √d first." },
    { answer: (q, k, v) => attended(q, k, v, (d) => d), says: "By √d, not by d." },
    {
      answer: (q, k, v) => attended(q, k, v, Math.sqrt, "queries"),
      says: "The weights sum to 1 over the keys, for each query; yours over the queries.",
    },
    {
      answer: (q, k, v) => attended(q, k, v, Math.sqrt, "none"),
      says: "The weights do not sum to 1: the softmax's denominator is missing.",
    },
    {
      answer: (q, k, v) => attended(q, k, v, Math.sqrt, "overflowing"),
      says:
        "e to the power of 1000 overflows: take the greatest score off each before exponentiating.",
    },
  ],
  solved: "A soft look-up. The kernel does it for all heads without moving a number.",
  hints: [
    "For one query, write the three steps: scores, weights, mean. Which of them sums over what?",
    "softmax over the keys of q·k/√d, with the greatest score taken off first; then Σ w v.",
  ],
});

/** A weighted mean over chunks, with its parts open to mistakes. */
function mixed(
  chunks: Rows,
  t: number,
  weight: (age: number, j: number) => number,
  entry: (age: number, j: number) => number = (age) => age,
): number {
  let [sum, total] = [0, 0];
  chunks.slice(0, t + 1).forEach((chunk, j) => {
    const age = t - j;
    if (age >= chunk.length) return;
    sum += weight(age, j) * (chunk[entry(age, j)] ?? 0);
    total += weight(age, j);
  });
  return sum / total;
}

const chunks: Rows = [[1, 2, 3], [10, 20, 30], [100, 200, 300], [7, 8, 9]];

/** 08.4: temporal ensembling. */
export const exercise08_4 = exercise<[Rows, number, number]>({
  id: "08.4",
  cases: [[chunks, 0, 0.1], [chunks, 2, 0.1], [chunks, 3, 1], [chunks, 2, 0]],
  answer: (all, t, decay) => mixed(all, t, (age) => Math.exp(-decay * age)),
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (all, t, decay) => mixed(all, t, (_age, j) => Math.exp(-decay * j)),
      says:
        "The oldest chunk has the greatest weight there; ours favours the newest: e^(−λ age), age t − j.",
    },
    {
      answer: (all, t, decay) => mixed(all, t, (age) => Math.exp(-decay * age), () => 0),
      says:
        "Each chunk's first action is of the step at which it was asked for; step t is entry t − j.",
    },
    { answer: (all, t) => mixed(all, t, () => 1), says: "The weights: e^(−λ age), not all alike." },
    {
      answer: (all, t, decay) => {
        const weights = all.slice(0, t + 1).map((chunk, j) =>
          t - j < chunk.length ? Math.exp(-decay * (t - j)) : 0
        );
        const total = weights.reduce((sum, each) => sum + each, 0);
        return total * mixed(all, t, (age) => Math.exp(-decay * age));
      },
      says: "A mean: divide by the sum of the weights.",
    },
  ],
  solved: "A mean over time. Ask whose mean it is before you trust it.",
  hints: [
    "At step t, how old is the chunk that was asked for at step j, and which of its entries is about t?",
    "Sum w·a and w over j ≤ t with t − j inside the chunk; divide.",
  ],
});
