/** Exercise 18.4: the exact policy gradient of a world that never ends. */
import { exercise } from "lib/notebook";

type Row = readonly number[];
type Rows = readonly Row[];

interface World {
  readonly reward: Rows;
  readonly transition: readonly Rows[];
  readonly initial: Row;
}
interface Options {
  readonly discount: number;
  readonly temperature: number;
}

const knee: World = {
  reward: [[2, 0], [1, 0], [-2, 0]],
  transition: [
    [[0.7, 0.3, 0], [1, 0, 0]],
    [[0, 0.5, 0.5], [0.8, 0.2, 0]],
    [[0, 0, 1], [0, 0.5, 0.5]],
  ],
  initial: [0.6, 0.3, 0.1],
};
const pair: World = {
  reward: [[0, 1, -1], [2, 0, 0.5]],
  transition: [[[1, 0], [0.2, 0.8], [0.5, 0.5]], [[0, 1], [1, 0], [0.3, 0.7]]],
  initial: [1, 0],
};

const softly = (row: Row) => {
  const raw = row.map((each) => Math.exp(each - Math.max(...row)));
  return raw.map((each) => each / raw.reduce((sum, x) => sum + x, 0));
};

/** Values and visits by a thousand rounds of γ ≤ 0.9; `paid` is what an action's own surprise earns. */
function solved(world: World, logits: Rows, { discount, temperature }: Options, later = true) {
  const { reward, transition, initial } = world, policy = logits.map(softly);
  let values: Row = initial.map(() => 0), visits: Row = initial.map(() => 0), ahead: Rows = [];
  for (let i = 0; i < 1000; i++) {
    ahead = reward.map((row, s) =>
      row.map((r, a) =>
        r + discount * transition[s]![a]!.reduce((sum, p, n) => sum + p * values[n]!, 0)
      )
    );
    values = ahead.map((row, s) =>
      row.reduce((sum, q, a) => {
        const p = policy[s]![a]!;
        return sum + p * (q - (later ? temperature * Math.log(p) : 0));
      }, 0)
    );
    visits = initial.map((start, n) =>
      start + discount * transition.reduce((sum, rows, s) =>
          sum +
          visits[s]! * rows.reduce((each, row, a) => each + policy[s]![a]! * row[n]!, 0), 0)
    );
  }
  return { policy, values, visits, ahead };
}

function slopes(
  world: World,
  logits: Rows,
  options: Options,
  change: {
    readonly own?: boolean;
    readonly later?: boolean;
    readonly visits?: (d: number, s: number) => number;
  } = {},
): Rows {
  const { own = true, later = true, visits: changed = (d: number) => d } = change;
  const { policy, values, visits, ahead } = solved(world, logits, options, later);
  return ahead.map((row, s) =>
    row.map((q, a) => {
      const p = policy[s]![a]!, surprise = own ? options.temperature * Math.log(p) : 0;
      return changed(visits[s]!, s) * p * (q - surprise - values[s]!);
    })
  );
}

/** 18.4: ∇J in the logits. */
export const exercise18_4 = exercise<[World, Rows, Options]>({
  id: "18.4",
  cases: [
    [knee, [[0.4, -0.2], [0.1, 0.5], [-0.6, 0.3]], { discount: 0.9, temperature: 0.5 }],
    [pair, [[0, 1, -1], [0.5, 0, 0.2]], { discount: 0.8, temperature: 1 }],
  ],
  answer: (world, logits, options) => slopes(world, logits, options),
  tolerance: 1e-7,
  mistakes: [
    {
      answer: (world, logits, options) => slopes(world, logits, options, { own: false }),
      says: "The advantage lacks −α log π(a|s) of the action itself.",
    },
    {
      answer: (world, logits, options) =>
        slopes(world, logits, options, { own: false, later: false }),
      says: "That is the gradient of the reward alone; the entropy is nowhere in it.",
    },
    {
      answer: (world, logits, options) =>
        slopes(world, logits, options, { visits: (d) => (1 - options.discount) * d }),
      says: "Your d adds up to 1; the discounted visits add up to 1/(1 − γ).",
    },
    {
      answer: (world, logits, options) =>
        slopes(world, logits, options, { visits: (_, s) => world.initial[s]! }),
      says: "Only the first step is counted: d sums over all steps.",
    },
  ],
  solved: "Exact: visits, times the policy, times the soft advantage.",
  hints: [
    "Three parts, each an iteration or a formula: V of the policy, d, and A = Q − α log π − V.",
    "V ← Σ π (r + γ E[V] − α log π), d ← p(s₁) + γ d P, a thousand times.",
  ],
});
