/** From lists of outcomes to one table without gaps, refusing what is not a distribution. */
import { refusal, requireInteger, requireProbabilities, ShapeError } from "../../math/mod.ts";
import type { Floats, Mdp, Outcome, OutcomeTable } from "./model.ts";

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
  requireRow(doing, `outcomes of ${at}`, outcomes);
  outcomes.forEach((outcome, i) => {
    if (typeof outcome === "object" && outcome !== null) return;
    const wish = "a { state, probability, reward }";
    throw new TypeError(refusal(doing, `outcome ${i} of ${at}`, outcome, wish));
  });
  requireProbabilities(doing, `p(s' | s, a) of ${at}`, outcomes.map((each) => each.probability));
  const kept = outcomes.filter((each) => each.probability > 0);
  for (const { state: next, reward } of kept) {
    if (!Number.isInteger(next) || next < 0 || next >= states) {
      const wish = `a state in [0, ${states - 1}]`;
      throw new RangeError(refusal(doing, `a successor of ${at}`, next, wish));
    }
    requireReward(doing, `the reward of ${at} to ${next}`, reward);
  }
  return kept;
}

/** Refuses anything but a finite number, or −∞ for what is forbidden. */
export function requireReward(doing: string, argument: string, value: unknown): void {
  const wish = "a finite number, or −∞ for what is forbidden";
  if (typeof value !== "number") throw new TypeError(refusal(doing, argument, value, wish));
  if (!(value < Infinity)) throw new RangeError(refusal(doing, argument, value, wish));
}

/** Refuses anything but a non-empty list, of the given length if one is given. */
export function requireRow(
  doing: string,
  argument: string,
  value: unknown,
  length?: number,
): void {
  const list = Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
  if (!list) throw new TypeError(refusal(doing, argument, value, "a list"));
  const got = (value as ArrayLike<unknown>).length;
  if (length !== undefined && got !== length) {
    throw new ShapeError(doing, argument, [got], `[${length}]`);
  }
  if (got === 0) throw new ShapeError(doing, argument, [0], "at least one entry");
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
  const { states, actions, outcomes } = mdp;
  for (
    const [name, value, count] of [["state", state, states], ["action", action, actions]] as const
  ) {
    requireInteger("list outcomes", name, value, 0, count.length - 1);
  }
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
