/** Exercises 14.4 and 14.5: the best future, and a light that is seen twice. */
import { exercise } from "lib/notebook";
import { gated, type List, logSum, share, type Tables, total } from "./tables.ts";

/** All paths of states with their log-weights, merged over actions or not, by listing. */
function listed({ transition, reward, prior }: Tables, from: number, steps: number) {
  let all = [{ states: [from], log: 0 }];
  for (let t = 0; t < steps; t++) {
    all = all.flatMap(({ states, log }) => {
      const s = states.at(-1)!;
      return prior[s]!.flatMap((p, a) =>
        transition[s]![a]!.flatMap((q, next) =>
          p * q === 0 ? [] : [{
            states: [...states, next],
            log: log + Math.log(p) + Math.log(q) + reward[s]![a]!,
          }]
        )
      );
    });
  }
  return all;
}

function likeliest(tables: Tables, from: number, steps: number): List {
  return listed(tables, from, steps).reduce((best, each) => (each.log > best.log ? each : best))
    .states;
}

const forgetting = (tables: Tables, part: "prior" | "reward" | "transition"): Tables => ({
  ...tables,
  ...(part === "prior"
    ? { prior: tables.prior.map((row) => row.map((p) => Number(p > 0))) }
    : part === "reward"
    ? { reward: tables.reward.map((row) => row.map(() => 0)) }
    : {
      transition: tables.transition.map((rows) => rows.map((row) => row.map((p) => Number(p > 0)))),
    }),
});

/** The likeliest state of each step by itself. */
function stepByStep(tables: Tables, from: number, steps: number): List {
  const all = listed(tables, from, steps);
  const most = logSum(all.map(({ log }) => log));
  return Array.from({ length: steps + 1 }, (_, t) => {
    const p = tables.transition.map((_, s) =>
      total(all.map(({ states, log }) => states[t] === s ? Math.exp(log - most) : 0))
    );
    return p.indexOf(Math.max(...p));
  });
}

/** Step by step the best reward and chance, with no eye for what follows. */
function greedy(tables: Tables, from: number, steps: number): List {
  return Array.from({ length: steps }).reduce<List>(
    (path) => [...path, likeliest(tables, path.at(-1)!, 1)[1]!],
    [from],
  );
}

/** A fork: a cheap door to dear rooms, many middling ways, a dear door to cheap ones. */
const fork: Tables = {
  transition: [
    [[0, 0.9, 0.1, 0], [0, 0, 0.95, 0.05], [0, 0.45, 0, 0.55]],
    [[0, 0.6, 0.4, 0], [0, 0.5, 0.5, 0], [0, 0.7, 0.3, 0]],
    [[0, 0, 0.5, 0.5], [0.25, 0.25, 0.25, 0.25], [0.1, 0.2, 0.3, 0.4]],
    [[0, 0, 0, 1], [0, 0, 0.05, 0.95], [0.2, 0, 0, 0.8]],
  ],
  reward: [[-0.1, -0.6, -1.3], [-1.2, -0.9, -1.1], [-0.5, -0.7, -0.4], [-0.15, -0.3, -0.8]],
  prior: [[0.5, 0.3, 0.2], [0.3, 0.4, 0.3], [0.25, 0.35, 0.4], [0.2, 0.7, 0.1]],
};

/** 14.4: the likeliest trajectory. */
export const exercise14_4 = exercise<[Tables, number, number]>({
  id: "14.4",
  cases: [[fork, 0, 1], [fork, 0, 4], [fork, 2, 5], [fork, 1, 5], [gated, 0, 3]],
  answer: likeliest,
  tolerance: 1e-9,
  mistakes: [
    {
      answer: stepByStep,
      says:
        "Those are the likeliest states of each step by itself, (MSG-15). A trajectory is judged " +
        "as a whole.",
    },
    {
      answer: greedy,
      says: "You walk to the best next state each time, with no message from the future.",
    },
    {
      answer: (tables, from, steps) => likeliest(forgetting(tables, "prior"), from, steps),
      says: "The prior over actions is missing: log p(a | s) belongs into the score.",
    },
    {
      answer: (tables, from, steps) => likeliest(forgetting(tables, "transition"), from, steps),
      says: "The world's chances are missing: you let the trajectory choose its luck for nothing.",
    },
    {
      answer: (tables, from, steps) => likeliest(forgetting(tables, "reward"), from, steps),
      says: "The rewards are missing: that is the likeliest walk of one who wants nothing.",
    },
    {
      answer: (tables, from, steps) => likeliest(tables, from, steps).slice(1),
      says: "The start belongs to the trajectory: s₁ to s_{T+1}.",
    },
  ],
  solved: "Maxima for sums, and a walk forward: the message has become a plan.",
  hints: [
    "Which sums of (MSG-2) and (MSG-3) run over futures, and what would you put in their place?",
    "M(s) ← max over a and s' of log p(a|s) + log p(s'|s,a) + r(s,a) + M_next(s'), from M = 0. " +
    "Keep for every step and state the s' that won, then follow it from the start.",
  ],
});

const seenTwice = (past: List, reward: List, future: List): List =>
  share(past.map((alpha, s) => alpha * Math.exp(reward[s]!) * future[s]!));

/** 14.5: a light that is seen twice. */
export const exercise14_5 = exercise<[List, List, List]>({
  id: "14.5",
  cases: [
    [[0.5, 0.3, 0.2], [-1, -3, 0], [0.1, 0.05, 0.9]],
    [[0.25, 0.75], [-1, -1], [0.3, 0.2]],
    [[0, 0.6, 0.4], [0, -2, -0.5], [1, 0.1, 0.4]],
  ],
  answer: seenTwice,
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (past, _, future) => share(past.map((alpha, s) => alpha * future[s]!)),
      says: "That is (MSG-15), and right. Hers differs where the states of a step pay differently.",
    },
    {
      answer: (past, reward) => share(past.map((alpha, s) => alpha * Math.exp(reward[s]!))),
      says: "That is her filter. She multiplies it by β before she normalizes.",
    },
    {
      answer: (past, reward, future) =>
        share(past.map((alpha, s) => alpha * future[s]! / Math.exp(reward[s]!))),
      says:
        "That leaves the light of the step out altogether: one would be in *dear* cells too often.",
    },
    {
      answer: (past, reward, future) =>
        past.map((alpha, s) => alpha * Math.exp(reward[s]!) * future[s]!),
      says: "The right weights; she normalizes them.",
    },
    {
      answer: (past, reward, future) =>
        share(past.map((alpha, s) => alpha * Math.exp(2 * reward[s]!) * future[s]!)),
      says: "One light too many: her filter has the light of step t once, and β has it once.",
    },
  ],
  solved: "The light of step t, twice. A filter wants the β that leaves its own step out.",
  hints: [
    "Which lights has her filter seen, and which does β_t ask about? Is one on both lists?",
    "Her filter is α_t(s)·e^r(s), up to a factor. Multiply by β_t(s), then normalize.",
  ],
});
