/** From lists of outcomes to one table without gaps, refusing what is not a distribution. */
import {
  anything,
  door,
  extendedWith,
  list,
  probabilities,
  record,
  refusal,
  type Shape,
  shapeOf,
  whole,
} from "../../math/mod.ts";
import { type Floats, MDP, type Mdp, type Outcome, type OutcomeTable } from "./model.ts";

/** A finite number, or −∞ for what is forbidden. */
export const REWARD: Shape<number> = extendedWith(
  "a finite number, or −∞ for what is forbidden",
  (value) => value < Infinity,
);

/** The number of one of so many, as the door's MDP has them. */
function below(letter: string): Shape<number> {
  return shapeOf(
    "a whole number",
    (value, sizes = {}) => whole(0, sizes[letter]! - 1).fault(value),
  );
}

const OUTCOMES = list(record({ probability: anything }, "a { state, probability, reward }"));
const PROBABILITIES = probabilities();
const checkOutcomesOf = door("list outcomes", { mdp: MDP, state: below("S"), action: below("A") });

/**
 * Packs the outcomes of every (s, a) into one table, and averages their rewards.
 * @throws {RangeError} naming the row that is no distribution, or the reward that is NaN or +∞
 */
export function packOutcomes(
  states: number,
  actions: number,
  row: (state: number, action: number) => readonly Outcome[],
): { readonly outcomes: OutcomeTable; readonly reward: Floats } {
  const offsets = new Int32Array(states * actions + 1);
  const mean = new Float64Array(states * actions);
  const [successor, probability, reward] = [[], [], []] as number[][];
  for (let s = 0; s < states; s++) {
    for (let a = 0; a < actions; a++) {
      const kept = requireOutcomes(s, a, states, row(s, a));
      for (const outcome of kept) {
        successor!.push(outcome.state);
        probability!.push(outcome.probability);
        reward!.push(outcome.reward);
        mean[s * actions + a]! += outcome.probability * outcome.reward;
      }
      offsets[s * actions + a + 1] = successor!.length;
    }
  }
  return {
    outcomes: {
      offsets,
      successor: Int32Array.from(successor!),
      probability: Float64Array.from(probability!),
      reward: Float64Array.from(reward!),
    },
    reward: mean,
  };
}

/** The outcomes that can happen, checked; those of probability 0 need no reward. */
function requireOutcomes(
  state: number,
  action: number,
  states: number,
  outcomes: readonly Outcome[],
): readonly Outcome[] {
  const [doing, at] = ["build an MDP", `(state ${state}, action ${action})`];
  OUTCOMES.check(doing, `outcomes of ${at}`, outcomes);
  PROBABILITIES.check(doing, `p(s' | s, a) of ${at}`, outcomes.map((each) => each.probability));
  const kept = outcomes.filter((each) => each.probability > 0);
  for (const { state: next, reward } of kept) {
    if (!Number.isInteger(next) || next < 0 || next >= states) {
      const wish = `a state in [0, ${states - 1}]`;
      throw new RangeError(refusal(doing, `a successor of ${at}`, next, wish));
    }
    REWARD.check(doing, `the reward of ${at} to ${next}`, reward);
  }
  return kept;
}

/**
 * What may follow a state and an action: the successors with their probabilities and rewards.
 *
 * @throws {RangeError} when there is no such state or action
 * @example
 * ```ts
 * import { gridworld, outcomesOf } from "lib/control";
 * import { assertEquals } from "@std/assert";
 *
 * const { mdp } = gridworld({ map: "SG", steps: 1 });
 * assertEquals(outcomesOf(mdp, 0, 1), [{ state: 1, probability: 1, reward: -1 }]); // east
 * ```
 */
export function outcomesOf(mdp: Mdp, state: number, action: number): readonly Outcome[] {
  checkOutcomesOf({ mdp, state, action });
  const { actions, outcomes } = mdp;
  const row = state * actions.length + action;
  const length = outcomes.offsets[row + 1]! - outcomes.offsets[row]!;
  return Array.from({ length }, (_, i) => {
    const entry = outcomes.offsets[row]! + i;
    return {
      state: outcomes.successor[entry]!,
      probability: outcomes.probability[entry]!,
      reward: outcomes.reward[entry]!,
    };
  });
}
