/** Exercises 16.1 to 16.3, about one decision; the answers are written from the definitions. */
import { exercise } from "lib/notebook";
import {
  actionValues,
  backup,
  type BackupOptions,
  biased,
  dot,
  type List,
  type OneState,
  plain,
  soft,
} from "./one_state.ts";

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
  hints: [
    "Which of (SVI-5)'s letters are given here, and what are the two weights?",
    "V(α) = α log(½ e^(1/α) + ½). When α is large, expand the exponential to first order.",
  ],
  solved: "0.717 at α = ½, the maximum 1 when cold, the prior's average ½ when hot.",
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

/** 16.2: one state of soft policy evaluation. */
export const exercise16_2 = exercise<EvaluationArgs>({
  id: "16.2",
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
  hints: [
    "No maximum here. What does each action pay, and what does it cost to choose it so often?",
    "Average Q(s, a) − α log(π/p) over the policy; skip the actions that it never takes.",
  ],
  solved: "An average of Q minus a bill. Improve, evaluate, repeat: that is soft policy iteration.",
});

type AdversaryArgs = [reward: List, q: List, prior: List, temperature: number];

const logRatio = (q: List, p: List): List => q.map((qa, a) => Math.log(qa / p[a]!));

/** 16.3: the rewards that hurt a known policy most, within a budget. */
export const exercise16_3 = exercise<AdversaryArgs>({
  id: "16.3",
  cases: [
    [[1, 0], [0.8, 0.2], [0.5, 0.5], 0.5],
    [[1, 1.5, 0.5], [0.3, 0.6, 0.1], [0.5, 0.2, 0.3], 0.5],
    [[-3, 0, 2], [0.2, 0.2, 0.6], [0.1, 0.3, 0.6], 2],
  ],
  answer: (reward, q, prior, temperature) =>
    reward.map((r, a) => r - temperature * logRatio(q, prior)[a]!),
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (reward, q, prior, temperature) =>
        reward.map((r, a) => r + temperature * logRatio(q, prior)[a]!),
      says: "The sign: she takes where you go often, and gives where you seldom go.",
    },
    {
      answer: (reward, q, _, temperature) =>
        reward.map((r, a) => r - temperature * Math.log(q[a]!)),
      says: "The prior is missing: the budget weighs e^((r − r̃)/α) with p(a).",
    },
    {
      answer: (reward, q, prior) => reward.map((r, a) => r - logRatio(q, prior)[a]!),
      says: "The temperature is missing: with a larger α the budget is larger, too.",
    },
    {
      answer: (reward, _, prior, temperature) => reward.map(() => soft(reward, prior, temperature)),
      says: "All rewards equal to V: that is her best against q*. Yours is another q.",
    },
    {
      answer: (reward, q, prior, temperature) =>
        reward.map((r) => r - temperature * dot(q, logRatio(q, prior))),
      says:
        "The same loss everywhere: the average is right, but the budget is broken. A loss that is equal for all actions may not be above zero; she must give elsewhere.",
    },
    {
      answer: (reward, q, prior, temperature) =>
        reward.map((r, a) => r - temperature * (q[a]! / prior[a]! - 1)),
      says: "Linear in q/p: the budget is an exponential, so its inverse, a logarithm, comes out.",
    },
  ],
  hints: [
    "Write u = (r − r̃)/α, what she takes in units of α. What does she maximize, under which sum?",
    "Maximize Σ q u under Σ p e^u = 1 with a price λ: q = λ p e^u, and the sums give λ.",
  ],
  solved: "Her best leaves you J(q): a soft objective is the return in a worst case.",
});
