/** Checkers of chapter 14; the answers are written from the definitions and import nothing. */
import { exercise } from "lib/notebook";

type List = readonly number[];
type Table = readonly List[];
interface Tables {
  readonly transition: readonly Table[];
  readonly reward: Table;
  readonly prior: Table;
}

const total = (values: List): number => values.reduce((sum, each) => sum + each, 0);
const share = (weights: List): List => weights.map((each) => each / total(weights));
/** log Σ exp, from its largest term. */
function logSum(logs: List): number {
  const top = Math.max(...logs);
  return top === -Infinity ? top : top + Math.log(total(logs.map((each) => Math.exp(each - top))));
}

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

const twoRooms: Tables = {
  transition: [[[0.9, 0.1], [0.2, 0.8]], [[0, 1], [0.5, 0.5]]],
  reward: [[-1, -2], [0, -0.5]],
  prior: [[0.5, 0.5], [0.3, 0.7]],
};
const gated: Tables = {
  transition: [[[1, 0, 0], [0, 0.5, 0.5]], [[0, 1, 0], [1, 0, 0]], [[0, 0, 1], [0, 0, 1]]],
  reward: [[-1, -3], [-0.5, -0.5], [-2, -Infinity]],
  prior: [[0.25, 0.75], [1, 0], [0.5, 0.5]],
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

/** 14.3: the policy at a state. */
export const exercise14_3 = exercise<[List, List, number]>({
  id: "14.3",
  cases: [
    [[1, 0], [0.5, 0.5], 0.5],
    [[-1, -2, -4], [0.2, 0.3, 0.5], 2],
    [[-3, 0, -Infinity], [0.6, 0, 0.4], 1],
    [[-7000, -7001], [0.4, 0.6], 0.7],
    [[0, -8000, -8001], [0, 0.5, 0.5], 1],
  ],
  answer: policy,
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (q, prior, alpha) => {
        const V = logSum(q.map((each, a) => Math.log(prior[a]!) + each));
        return q.map((each, a) => prior[a]! * Math.exp((each - V) / alpha));
      },
      says:
        "Your V has temperature 1, your exponential has α: they do not sum to 1. Both halves of " +
        "(MSG-11) carry α.",
    },
    {
      answer: (q, prior, alpha) =>
        share(
          q.map((each, a) =>
            prior[a] === 0 ? 0 : prior[a]! * Math.exp((each - Math.max(...q)) / alpha)
          ),
        ),
      says:
        "Almost: the largest Q you subtract belongs to an action of prior 0, and all the others " +
        "underflow. Take the largest among those that can be chosen.",
    },
    {
      answer: (q, prior, alpha) => {
        const V = logSum(q.map((each, a) => Math.log(prior[a]!) + each / alpha)); // in nats
        return q.map((each, a) => prior[a]! * Math.exp((each - V) / alpha));
      },
      says: "Your V is in nats, Q in reward: V is α times that logarithm.",
    },
    {
      answer: (q, _, alpha) => policy(q, q.map(() => 1 / q.length), alpha),
      says: "The prior is missing: it multiplies the exponential of the advantage.",
    },
    {
      answer: (q, prior) => policy(q, prior, 1),
      says: "The temperature is missing: divide Q by it.",
    },
    {
      answer: (q, prior, alpha) => policy(q, prior, 1 / alpha),
      says: "You multiplied by the temperature: a warm policy is a flatter one, so divide.",
    },
    {
      answer: (q, prior, alpha) => share(q.map((each, a) => prior[a]! * Math.exp(each / alpha))),
      says: "It is right until Q is large: e⁻¹⁰⁰⁰⁰ is 0, and 0/0 is NaN. Subtract V inside the " +
        "exponential.",
    },
    {
      answer: (q, prior, alpha) => {
        const V = alpha * logSum(q.map((each) => each / alpha));
        return q.map((each, a) => prior[a]! * Math.exp((each - V) / alpha));
      },
      says: "Your V leaves the prior out, your policy has it: they do not sum to 1.",
    },
    {
      answer: (q, prior, alpha) => {
        const p = policy(q, prior, alpha);
        return p.map((each) => (each === Math.max(...p) ? 1 : 0));
      },
      says: "That is the greedy policy. The posterior gives every good action its share.",
    },
  ],
  solved:
    "Prior times the exponential of the advantage over α. It sums to 1, because V has that α.",
});

function policy(q: List, prior: List, alpha: number): List {
  const logs = q.map((each, a) => Math.log(prior[a]!) + each / alpha);
  return logs.map((each) => Math.exp(each - logSum(logs)));
}
