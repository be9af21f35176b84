/** Checkers of chapter 16; the answers are written from the definitions and import nothing. */
import { exercise } from "lib/notebook";

type List = readonly number[];

const dot = (weights: List, values: List): number =>
  weights.reduce((total, w, i) => total + (w === 0 ? 0 : w * values[i]!), 0);

/** α log Σ w exp(v/α), with the largest value taken out first. */
function soft(values: List, weights: List, temperature: number): number {
  const top = Math.max(...values);
  const shares = values.map((value) => Math.exp((value - top) / temperature));
  return top + temperature * Math.log(dot(weights, shares));
}

const pair = [1, 0], even = [0.5, 0.5];

/** 16.1: a soft maximum of (1, 0) at one temperature, and at both ends, on paper. */
export const exercise16_1 = exercise({
  id: "16.1",
  cases: [[]],
  answer: () => [soft(pair, even, 0.5), 1, 0.5],
  tolerance: 6e-4, // on paper: three decimals, rounded either way
  mistakes: [
    {
      answer: () => [soft(pair, [1, 1], 0.5), 1, Infinity],
      says: "The prior is missing: with weights ½ and ½ no value can exceed the larger of the two.",
    },
    {
      answer: () => [soft(pair, even, 0.5) / 0.5, 1, 0.5],
      says: "The first entry lacks the α in front of the logarithm: it is in nats, not in reward.",
    },
    {
      answer: () => [0.5 * soft(pair, even, 1), 1, 0.5],
      says: "The first entry lacks the α inside the exponential: e^(Q/α), not e^Q.",
    },
    {
      answer: () => [soft(pair, even, 0.5), 0.5, 1],
      says: "The two limits are exchanged: cold (α → 0) is greedy, hot (α → ∞) is indifferent.",
    },
    {
      answer: () => [soft(pair, even, 0.5), 1, 0],
      says: "Cold is right. Hot is ∞ · log 1, which is not 0: expand e^(Q/α) to first order.",
    },
    {
      answer: () => [soft(pair, even, 0.5), 1, 1],
      says: "Cold is right. Hot cannot be the maximum: deviating from the prior is then too dear.",
    },
    {
      answer: () => [soft(pair, even, 2), 1, 0.5],
      says: "The first entry is the value at α = 2: divide Q by α, do not multiply.",
    },
  ],
  solved: "0.717 at α = ½, the maximum 1 when cold, the prior's average ½ when hot.",
});

/** One state: r(s, a), p(s' | s, a) and the prior p(a | s). */
interface OneState {
  readonly reward: List;
  readonly transition: readonly List[];
  readonly prior: List;
}

/** γ and α. */
interface BackupOptions {
  readonly discount: number;
  readonly temperature: number;
}

type BackupArgs = [OneState, List, BackupOptions];

const actionValues = ({ reward, transition }: OneState, values: List, discount: number) =>
  reward.map((r, a) => r + discount * dot(transition[a]!, values));

const backup = (state: OneState, values: List, { discount, temperature }: BackupOptions) =>
  soft(actionValues(state, values, discount), state.prior, temperature);

const plain: OneState = {
  reward: [1, -0.5],
  transition: [[0.25, 0.75], [1, 0]],
  prior: [0.3, 0.7],
};
const biased: OneState = {
  reward: [-1, 0.2, 0.5],
  transition: [[0.5, 0.5, 0], [0, 0.1, 0.9], [0.2, 0.3, 0.5]],
  prior: [0.2, 0.5, 0.3],
};

/** 16.2: the soft backup of one state, with a prior, a discount and a temperature. */
export const exercise16_2 = exercise<BackupArgs>({
  id: "16.2",
  cases: [
    [plain, [2, -1], { discount: 0.9, temperature: 0.5 }],
    [biased, [0, 3, -2], { discount: 0.8, temperature: 2 }],
    [biased, [0, 9, -8], { discount: 0.95, temperature: 0.5 }],
    [plain, [2000, -1000], { discount: 0.9, temperature: 0.5 }],
  ],
  answer: backup,
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (state, values, { discount, temperature }) =>
        temperature *
        Math.log(dot(
          state.prior,
          actionValues(state, values, discount).map((q) => Math.exp(q / temperature)),
        )),
      says:
        "It is right until values are large: e^(Q/α) is infinite. Take the largest Q out first.",
    },
    {
      answer: (state, values, options) => backup(state, values, options) / options.temperature,
      says: "The α in front of the logarithm is missing: your value is in nats, not in reward.",
    },
    {
      answer: (state, values, { discount, temperature }) =>
        temperature * soft(actionValues(state, values, discount), state.prior, 1),
      says: "The α inside the exponential is missing: e^(Q/α), not e^Q.",
    },
    {
      answer: (state, values, { discount }) =>
        soft(actionValues(state, values, discount), state.prior, 1),
      says: "Both α are missing: that is the value at α = 1.",
    },
    {
      answer: (state, values, { discount, temperature }) =>
        soft(actionValues(state, values, discount), state.prior.map(() => 1), temperature),
      says: "The prior is missing: that is the value with an entropy bonus, α log Σ e^(Q/α).",
    },
    {
      answer: (state, values, { discount, temperature }) =>
        soft(
          state.reward.map((r, a) =>
            r + discount * soft(values, state.transition[a]!, temperature)
          ),
          state.prior,
          temperature,
        ),
      says: "That looks ahead with log E exp, like the posterior: it is optimistic. Average V.",
    },
    {
      answer: (state, values, options) => backup(state, values, { ...options, discount: 1 }),
      says: "γ is missing: what comes next counts only γ.",
    },
    {
      answer: (state, values, { discount, temperature }) =>
        soft(
          state.reward.map((r, a) => discount * (r + dot(state.transition[a]!, values))),
          state.prior,
          temperature,
        ),
      says: "γ belongs to what comes next only: this step's reward counts in full.",
    },
    {
      answer: (state, values, { discount }) => Math.max(...actionValues(state, values, discount)),
      says: "That is the hard maximum: α and the prior do not come in at all.",
    },
  ],
  solved: "One state of soft value iteration. Do it in all states until nothing moves.",
});

type EvaluationArgs = [OneState, List, List, BackupOptions];

/** Σ π (Q − α log(π/p)); an action of probability 0 adds nothing. */
function evaluation(
  state: OneState,
  policy: List,
  values: List,
  { discount, temperature }: BackupOptions,
): number {
  const q = actionValues(state, values, discount);
  return dot(
    policy,
    q.map((each, a) => each - temperature * Math.log(policy[a]! / state.prior[a]!)),
  );
}

/** 16.3: one state of soft policy evaluation. */
export const exercise16_3 = exercise<EvaluationArgs>({
  id: "16.3",
  cases: [
    [plain, [0.6, 0.4], [2, -1], { discount: 0.9, temperature: 0.5 }],
    [biased, [0.1, 0.2, 0.7], [0, 3, -2], { discount: 0.8, temperature: 2 }],
    [biased, [0, 1, 0], [0, 9, -8], { discount: 0.95, temperature: 0.5 }],
  ],
  answer: evaluation,
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (state, _, values, options) => backup(state, values, options),
      says: "That is the soft maximum: what the *best* policy is worth here. This one is given.",
    },
    {
      answer: (state, policy, values, options) =>
        evaluation(state, policy, values, { ...options, temperature: 0 }),
      says: "The bill for thinking is missing: subtract α times the divergence from the prior.",
    },
    {
      answer: (state, policy, values, options) =>
        evaluation(state, policy, values, { ...options, temperature: -options.temperature }),
      says: "The sign of the bill: straying from the prior costs, it does not pay.",
    },
    {
      answer: (state, policy, values, options) =>
        evaluation({ ...state, prior: state.prior.map(() => 1) }, policy, values, options),
      says: "The prior is missing: that is reward plus entropy, without the constant.",
    },
    {
      answer: (state, policy, values, options) =>
        evaluation(state, policy, values, { ...options, temperature: 1 }),
      says: "The temperature is missing: the divergence costs α a nat.",
    },
    {
      answer: (state, policy, values, options) =>
        evaluation(state, policy, values, { ...options, discount: 1 }),
      says: "γ is missing: what comes next counts only γ.",
    },
    {
      answer: (state, policy, values, { discount, temperature }) =>
        actionValues(state, values, discount).reduce(
          (sum, q, a) =>
            sum + policy[a]! * (q - temperature * Math.log(policy[a]! / state.prior[a]!)),
          0,
        ), // NaN where the policy is 0
      says:
        "It is right until the policy holds a zero: 0·log 0 must count as 0, and yours gives NaN.",
    },
  ],
  solved: "An average of Q minus a bill. Improve, evaluate, repeat: that is soft policy iteration.",
});
