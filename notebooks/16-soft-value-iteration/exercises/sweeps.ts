/** Exercises 16.4 and 16.5, about sweeps; the answers are written from the definitions. */
import { exercise } from "lib/notebook";
import {
  actionValues,
  backup,
  type BackupArgs,
  biased,
  dot,
  type List,
  type OneState,
  plain,
  soft,
} from "./one_state.ts";

/** All states: r[s][a], p[s][a][n], prior[s][a]. */
interface SmallWorld {
  readonly reward: readonly List[];
  readonly transition: readonly (readonly List[])[];
  readonly prior: readonly List[];
}

/** γ, α, and how far from V* the answer may be. */
interface SettleOptions {
  readonly discount: number;
  readonly temperature: number;
  readonly accuracy: number;
}

type SettleArgs = [SmallWorld, SettleOptions];

const stateOf = ({ reward, transition, prior }: SmallWorld, s: number): OneState => ({
  reward: reward[s]!,
  transition: transition[s]!,
  prior: prior[s]!,
});

/** Sweeps of a backup until nothing moves by more than `still`. */
function swept(
  world: SmallWorld,
  backupOf: (state: OneState, values: List) => number,
  still: number,
): List {
  let values = world.reward.map(() => 0), change = Infinity;
  for (let k = 0; change > still && k < 20_000; k++) {
    const next = world.reward.map((_, s) => backupOf(stateOf(world, s), values));
    change = Math.max(...next.map((v, s) => Math.abs(v - values[s]!)));
    values = next;
  }
  return values;
}

const exactly = (world: SmallWorld, { discount, temperature }: SettleOptions): List =>
  swept(world, (state, v) => backup(state, v, { discount, temperature }), 1e-13);

const knee: SmallWorld = {
  reward: [[2, 0], [1, 0], [-2, 0]],
  transition: [
    [[0.7, 0.3, 0], [1, 0, 0]],
    [[0, 0.5, 0.5], [0.8, 0.2, 0]],
    [[0, 0, 1], [0, 0.5, 0.5]],
  ],
  prior: [[0.7, 0.3], [0.7, 0.3], [0.7, 0.3]],
};
const rich: SmallWorld = { ...knee, reward: [[2000, 0], [1000, 0], [-2000, 0]] };

/** 16.4: soft value iteration, to a promised accuracy. */
export const exercise16_4 = exercise<SettleArgs>({
  id: "16.4",
  cases: [
    [knee, { discount: 0.9, temperature: 0.5, accuracy: 1e-6 }],
    [knee, { discount: 0.99, temperature: 2, accuracy: 1e-6 }],
    [rich, { discount: 0.9, temperature: 0.5, accuracy: 1e-6 }],
    [knee, { discount: 0, temperature: 0.5, accuracy: 1e-6 }], // one sweep, and it must be made
  ],
  answer: exactly,
  tolerance: 1.01e-6, // the accuracy that was asked for, and rounding
  mistakes: [
    {
      answer: (world, { discount, temperature, accuracy }) =>
        swept(world, (state, v) => backup(state, v, { discount, temperature }), accuracy),
      says: "A last change of ε is no distance of ε from V*: the changes that are left add up.",
    },
    {
      answer: (world, { discount, temperature }) =>
        swept(
          world,
          (state, v) =>
            temperature * Math.log(dot(
              state.prior,
              actionValues(state, v, discount).map((q) => Math.exp(q / temperature)),
            )),
          1e-13,
        ),
      says:
        "It is right until values are large: e^(Q/α) is infinite. Take the largest Q out first.",
    },
    {
      answer: (world, { discount, temperature }) =>
        swept(
          world,
          (state, v) => backup(state, v, { discount, temperature }) / temperature,
          1e-13,
        ),
      says: "The α in front of the logarithm is missing: your values are in nats, not in reward.",
    },
    {
      answer: (world, { discount, temperature }) =>
        swept(
          world,
          (state, v) =>
            soft(actionValues(state, v, discount), state.prior.map(() => 1), temperature),
          1e-13,
        ),
      says: "The prior is missing: that is the value with an entropy bonus, α log Σ e^(Q/α).",
    },
    {
      answer: (world, { discount }) =>
        swept(world, (state, v) => Math.max(...actionValues(state, v, discount)), 1e-13),
      says: "That is the hard maximum: α and the prior do not come in at all.",
    },
    {
      answer: (world, { discount, temperature }) =>
        swept(
          world,
          (state, v) =>
            soft(
              state.reward.map((r, a) => discount * (r + dot(state.transition[a]!, v))),
              state.prior,
              temperature,
            ),
          1e-13,
        ),
      says: "γ belongs to what comes next only: this step's reward counts in full.",
    },
  ],
  hints: [
    "What does the text after (SVI-11) promise about the last change?",
    "Sweep the box's two steps in all states; stop when γ/(1−γ) times the largest change is below ε.",
  ],
  solved: "Soft value iteration, and a promise that it keeps.",
});

const optimistic = (
  look: number,
  prior: (state: OneState) => List = (state) => state.prior,
) =>
(state: OneState, values: List, { discount, temperature }: BackupArgs[2]): number =>
  soft(
    state.reward.map((r, a) =>
      r + discount * soft(values, state.transition[a]!, look * temperature)
    ),
    prior(state),
    temperature,
  );

/** 16.5: a backup that looks ahead like the posterior. */
export const exercise16_5 = exercise<BackupArgs>({
  id: "16.5",
  cases: [
    [plain, [2, -1], { discount: 0.9, temperature: 0.5 }],
    [biased, [0, 3, -2], { discount: 0.8, temperature: 2 }],
    [plain, [2000, -1000], { discount: 0.9, temperature: 0.5 }],
  ],
  answer: optimistic(1),
  tolerance: 1e-9,
  mistakes: [
    {
      answer: backup,
      says:
        "That is right, (SVI-10). Hers is too high, but only where something is left to chance.",
    },
    {
      answer: (state, values, options) =>
        optimistic(1, ({ prior }) => prior.map(() => 1))(state, values, options),
      says: "Without the prior the clockwork would be too high, too, and she says it is in.",
    },
    {
      answer: (state, values, { discount, temperature }) =>
        soft(
          actionValues(state, values, discount),
          state.prior.map(() => 1),
          temperature,
        ),
      says: "An entropy bonus is too high in the clockwork, too. Where does chance come in?",
    },
    {
      answer: (state, values, { discount, temperature }) =>
        soft(
          state.reward.map((r, a) =>
            r + discount * Math.max(...values.filter((_, n) => state.transition[a]![n]! > 0))
          ),
          state.prior,
          temperature,
        ),
      says: "The best successor for certain: that is the limit of her bug when it is cold.",
    },
    {
      answer: (state, values, { discount, temperature }) =>
        soft(
          state.reward.map((r, a) =>
            r + temperature * Math.log(dot(
                state.transition[a]!,
                values.map((v) => Math.exp(discount * v / temperature)),
              ))
          ),
          state.prior,
          temperature,
        ),
      says: "Nearly: γ stands inside the exponential. Then it is not (SVI-9) times γ.",
    },
  ],
  hints: [
    "What does the clockwork have only one of, and the knee two?",
    "Look at the table before (SVI-9): two ways to look ahead, equal when nothing varies.",
  ],
  solved: "She looks ahead like the posterior of chapter 14, and hopes.",
});
