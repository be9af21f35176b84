/** Exercises 14.1 and 14.2: the backward message; the answers are written from the definitions. */
import { exercise } from "lib/notebook";
import { gated, type List, logSum, type Tables, total, twoRooms } from "./tables.ts";

const bold = 0.5 * (1 + Math.exp(-2)), safe = Math.exp(-1);

/** 14.1: a bold and a safe action, on paper. */
export const exercise14_1 = exercise({
  id: "14.1",
  cases: [[]],
  answer: () => bold / (bold + safe),
  tolerance: 6e-4, // on paper: three decimals, rounded either way
  mistakes: [
    {
      answer: () => 0.5,
      says: "You averaged the reward before the exponential. β(bold) is the average of e⁰ and e⁻².",
    },
    { answer: () => bold, says: "That is β(bold). Divide by the sum over both actions." },
    { answer: () => 0.5 * bold, says: "That is p(bold)·β(bold). Divide by β(s), the sum of both." },
    { answer: () => safe / (bold + safe), says: "That is the share of the safe action." },
    {
      answer: () => (1 + Math.exp(-2)) / (1 + Math.exp(-2) + safe),
      says: "The two outcomes of bold have probability ½ each: average, do not add.",
    },
    {
      answer: () => bold / (0.5 * (bold + safe)),
      says: "You divided by β(s) but dropped the prior ½ above: the two shares would sum to 2.",
    },
  ],
  solved: "0.607: of two actions of equal expected reward, the posterior prefers the gamble.",
  hints: [
    "Is β(bold) the exponential of an average, or an average of exponentials?",
    "(MSG-4): β(safe) = e⁻¹, β(bold) = ½e⁰ + ½e⁻². Then (MSG-9) with equal priors.",
  ],
});

/** The backward pass with its parts replaceable, for the mistakes. */
function pass(tables: Tables, steps: number, parts: Partial<Parts> = {}): List {
  const { start, future, choose } = { ...right, ...parts };
  let values: List = tables.transition.map((_, s) => start(tables, s));
  for (let t = 0; t < steps; t++) {
    const later = values;
    values = tables.transition.map((rows, s) =>
      choose(tables.prior[s]!, rows.map((row, a) => tables.reward[s]![a]! + future(row, later)))
    );
  }
  return values;
}

interface Parts {
  readonly start: (tables: Tables, s: number) => number;
  readonly future: (row: List, later: List) => number;
  readonly choose: (prior: List, q: List) => number;
}
const right: Parts = {
  start: () => 0,
  future: (row, later) => logSum(row.map((p, next) => Math.log(p) + later[next]!)),
  choose: (prior, q) => logSum(q.map((each, a) => Math.log(prior[a]!) + each)),
};

/** 14.2: the backward pass. */
export const exercise14_2 = exercise<[Tables, number]>({
  id: "14.2",
  cases: [[twoRooms, 1], [twoRooms, 3], [gated, 2], [gated, 6], [twoRooms, 3000]],
  answer: (tables, steps) => pass(tables, steps),
  tolerance: 1e-8, // 3,000 steps of rounding
  mistakes: [
    {
      answer: (tables, steps) => plainPass(tables, steps),
      says:
        "It is right until the numbers underflow: after thousands of steps β is 0 in floating " +
        "point and its log −∞. Keep log β and use logSumExp.",
    },
    {
      answer: (tables, steps) =>
        pass(tables, steps, {
          future: (row, later) => total(row.map((p, next) => p === 0 ? 0 : p * later[next]!)),
        }),
      says:
        "You took the expectation of V. (MSG-7) takes the log of the expectation of exp V: that " +
        "other rule is chapter 16's, and it answers another question.",
    },
    {
      answer: (tables, steps) =>
        pass(tables, steps, {
          choose: (prior, q) => logSum(q.map((each) => each - Math.log(prior.length))),
        }),
      says: "You averaged over the actions as if they were equally likely. Use the prior given.",
    },
    {
      answer: inPlace,
      says:
        "You overwrote V while other states still needed the old one: every state of step t looks " +
        "ahead to step t + 1. Build a new list.",
    },
    {
      answer: (tables, steps) => pass(tables, steps, { choose: (_, q) => logSum(q) }),
      says: "The prior is missing in V: (MSG-5) is an average over actions, not a sum.",
    },
    {
      answer: (tables, steps) => pass(tables, steps, { choose: (_, q) => Math.max(...q) }),
      says: "That is the hard maximum. V is the log of an average of exponentials.",
    },
    {
      answer: (tables, steps) => pass(tables, steps - 1),
      says: "One step too few: V after T rounds, beginning with V = 0 behind the last step.",
    },
    {
      answer: (tables, steps) => pass(tables, steps + 1),
      says: "One step too many: β behind the last step is 1, its log is 0.",
    },
    {
      answer: (tables, steps) => pass(tables, steps).map(Math.exp),
      says: "That is β₁(s), and 0 after many steps. Its logarithm was asked for.",
    },
  ],
  solved: "A soft Bellman backup, steps times: the work of counting a whole tree, done in a table.",
  hints: [
    "Which of the equations of this chapter take V of the next step to V of this one?",
    "Start from V = 0 for every state; then `steps` times: Q by (MSG-7), V by (MSG-5), each with " +
    "logSumExp, and into a new list.",
  ],
});

/** One list for all steps: states later in the list see values of the same step. */
function inPlace({ transition, reward, prior }: Tables, steps: number): List {
  const V = transition.map(() => 0);
  for (let t = 0; t < steps; t++) {
    transition.forEach((rows, s) => {
      V[s] = right.choose(prior[s]!, rows.map((row, a) => reward[s]![a]! + right.future(row, V)));
    });
  }
  return V;
}

function plainPass({ transition, reward, prior }: Tables, steps: number): List {
  let beta: List = transition.map(() => 1);
  for (let t = 0; t < steps; t++) {
    const later = beta;
    beta = transition.map((rows, s) =>
      total(
        rows.map((row, a) =>
          prior[s]![a]! * Math.exp(reward[s]![a]!) * total(row.map((p, next) => p * later[next]!))
        ),
      )
    );
  }
  return beta.map(Math.log);
}
