/** Exercises 15.3 and 15.4: the parts of the gap, and a policy judged; both by listing what can happen. */
import { exercise } from "lib/notebook";

type List = readonly number[];
type Table = readonly List[];
type Cube = readonly Table[];

const total = (values: List): number => values.reduce((sum, each) => sum + each, 0);

interface OneStep {
  readonly initial: List;
  readonly policy: Table;
  readonly transition: Cube;
  readonly reward: Cube;
}

/** Everything that one step can be, with q(τ) and the weight p(τ) e^r. */
function listed({ initial, policy, transition, reward }: OneStep) {
  return initial.flatMap((start, s) =>
    policy[s]!.flatMap((pi, a) =>
      transition[s]![a]!.map((chance, n) => ({
        s,
        a,
        pi,
        chance,
        start,
        q: start * pi * chance,
        lit: start / policy[s]!.length * chance * Math.exp(reward[s]![a]![n]!),
      }))
    )
  );
}

/** Start, luck and choice from sums over the list. */
function parts(world: OneStep): List {
  const all = listed(world);
  const evidence = total(all.map(({ lit }) => lit));
  const at = (s: number) => total(all.map((each) => (each.s === s ? each.lit : 0)));
  const doing = (s: number, a: number) =>
    total(all.map((each) => (each.s === s && each.a === a ? each.lit : 0)));
  const average = (f: (each: typeof all[number]) => number) =>
    total(all.map((each) => each.q * Math.log(f(each))));
  return [
    average(({ s, start }) => start * evidence / at(s)),
    average(({ s, a, chance, lit }) => chance * doing(s, a) / lit),
    average(({ s, a, pi }) => pi * at(s) / doing(s, a)),
  ];
}

const oneStep: OneStep = {
  initial: [0.7, 0.3],
  policy: [[0.6, 0.4], [0.2, 0.8]],
  transition: [[[0.9, 0.1], [0.3, 0.7]], [[0.5, 0.5], [0.05, 0.95]]],
  reward: [[[-1, 0.5], [-2, -0.3]], [[-0.2, -3], [2, -1]]],
};
const ticketLike: OneStep = {
  initial: [0.5, 0.5],
  policy: [[0.1, 0.6, 0.3], [0.3, 0.3, 0.4]],
  transition: [
    [[0.98, 0.01, 0.01], [0.2, 0.3, 0.5], [0.4, 0.4, 0.2]],
    [[0.1, 0.1, 0.8], [0.25, 0.5, 0.25], [0.6, 0.2, 0.2]],
  ],
  reward: [
    [[-1, 6, 0], [0, -1, -0.5], [-2, -2, -2]],
    [[-0.4, -1.2, 0.3], [1, 0, -1], [-3, 0, 0]],
  ],
};

/** 15.3: the gap of one step in its three parts. */
export const exercise15_3 = exercise<[OneStep]>({
  id: "15.3",
  cases: [[oneStep], [ticketLike]],
  answer: parts,
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (world) => {
        const [start, luck, choice] = parts(world);
        return [start!, choice!, luck!];
      },
      says: "All three are right, in another order: start, luck, choice.",
    },
    {
      answer: (world) => parts(world).map((each) => -each),
      says: "Upside down: a divergence averages log(q/p), under q, and is never negative.",
    },
    {
      answer: (world) => {
        const flat = { ...world, policy: world.policy.map((row) => row.map(() => 1 / row.length)) };
        return parts(flat);
      },
      says: "You averaged under the prior. In (OPT-10) it is q that acts, so its policy weighs.",
    },
    {
      answer: (world) => {
        const [start, luck, choice] = parts(world);
        return [start!, luck!, choice! - total(world.initial) * Math.log(world.policy[0]!.length)];
      },
      says:
        "In the choice part the prior 1/A has been lost: the posterior's policy is p(a|s)β(s,a)/β(s).",
    },
    {
      answer: (world) => {
        const [start, luck, choice] = parts(world);
        return [start! + luck! + choice!];
      },
      says: "That is the whole gap. Three numbers were asked for.",
    },
  ],
  solved: "Start, luck and choice: whatever q may not move stays in the gap.",
  hints: [
    "Write q(τ) and p(τ|O) as products of three factors each. What is the logarithm of their ratio?",
    "β(s,a) = Σ p(s'|s,a) e^r, β(s) = its mean over actions, p(O) = Σ p(s) β(s). The ratios are " +
    "p(O)/β(s), β(s,a)/e^r and A π β(s)/β(s,a): average the log of each under q.",
  ],
});

interface Course {
  readonly initial: List;
  readonly transition: Cube;
  readonly reward: Cube;
}

/** E_q of Σ weight(r, log π/p), by listing every trajectory. */
function lived(
  { initial, transition, reward }: Course,
  policy: Cube,
  earn: (r: number, logRatio: number) => number,
): number {
  let all = initial.map((q, s) => ({ s, q, sum: 0 }));
  for (const step of policy) {
    all = all.flatMap(({ s, q, sum }) =>
      step[s]!.flatMap((pi, a) =>
        transition[s]![a]!.flatMap((p, next) =>
          q * pi * p === 0 ? [] : [{
            s: next,
            q: q * pi * p,
            sum: sum + earn(reward[s]![a]![next]!, Math.log(pi * step[s]!.length)),
          }]
        )
      )
    );
  }
  return total(all.map(({ q, sum }) => q * sum));
}

const course: Course = {
  initial: [0.8, 0.2],
  transition: oneStep.transition,
  reward: oneStep.reward,
};
const leaning: Table = [[0.6, 0.4], [0.2, 0.8]];
const certain: Table = [[1, 0], [0.5, 0.5]];

/** 15.4: the bound of a policy. */
export const exercise15_4 = exercise<[Course, Cube, number]>({
  id: "15.4",
  cases: [
    [course, [leaning], 1],
    [course, [leaning, certain, leaning], 0.5],
    [course, [certain, leaning, certain, leaning], 2],
  ],
  answer: (world, policy, alpha) => lived(world, policy, (r, ratio) => r / alpha - ratio),
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (world, policy, alpha) => lived(world, policy, (r, ratio) => r - alpha * ratio),
      says: "That is α times the bound, in units of reward. Nats were asked for.",
    },
    {
      answer: (world, policy, alpha) => lived(world, policy, (r) => r / alpha),
      says: "The divergence from the prior is missing: every step costs log(π/p).",
    },
    {
      answer: (world, policy, alpha) =>
        lived(world, policy, (r, ratio) => r / alpha - ratio + Math.LN2),
      says:
        "That is reward plus entropy without the −T log A of (OPT-8): it may lie above log p(O).",
    },
    {
      answer: (world, policy, alpha) => lived(world, policy, (r, ratio) => r / alpha + ratio),
      says: "The divergence is a cost: subtract it.",
    },
    {
      answer: (world, policy, alpha) =>
        lived(world, policy.toReversed(), (r, ratio) => r / alpha - ratio),
      says: "You took the policy's steps in the wrong order: go back from the last one.",
    },
    {
      answer: (world, policy, alpha) => lived(world, policy, (r, ratio) => (r - ratio) / alpha),
      says: "Only the reward is divided by α: the divergence is in nats already.",
    },
  ],
  solved: "A policy judged in a table: the critic of the chapters to come.",
  hints: [
    "What is a state worth behind the last step? And one step earlier, if you know that?",
    "V(s) ← Σ π(a|s)·(Σ p(s'|s,a)(r + V_next(s')) − α log(π(a|s)·A)), skipping π = 0; for each " +
    "step from the last to the first. At the end average V over the start, and divide by α.",
  ],
});
