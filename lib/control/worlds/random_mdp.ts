/** MDPs made by chance, for tests of what must hold in any of them and for measuring speed. */
import { fold, type Key, requireInteger, requireOptions, uniform } from "../../math/mod.ts";
import { type Length, lengthOf } from "../mdp/horizon.ts";
import { sparseMdp } from "../mdp/mdp.ts";
import type { Mdp, Outcome } from "../mdp/model.ts";

/** The size of a random MDP. */
export interface RandomMdpOptions {
  readonly states: number;
  readonly actions: number;
  /** How many different successors each (s, a) has, at most `states`. */
  readonly successors: number;
}

/**
 * A random MDP: for every (s, a) that many different successors (every set equally likely), their
 * probabilities uniform on the simplex, and a reward −u(0, 1) for (s, a). Prior and initial
 * distribution are uniform.
 *
 * @param key used up by this draw
 * @param options the size, and either `steps` or `discount`
 * @throws {RangeError} when there are more successors than states
 * @example
 * ```ts
 * import { randomMdp } from "lib/control";
 * import { key } from "lib/math";
 * import { assertEquals } from "@std/assert";
 *
 * const made = randomMdp(key(1), { states: 100, actions: 4, successors: 8, discount: 0.95 });
 * assertEquals(made.outcomes.successor.length, 100 * 4 * 8);
 * ```
 */
export function randomMdp(key: Key, options: RandomMdpOptions & Length): Mdp {
  const doing = "build a random MDP";
  requireOptions(doing, options, ["states", "actions", "successors", "steps", "discount"]);
  const { states, actions, successors } = options;
  requireInteger(doing, "states", states, 1);
  requireInteger(doing, "actions", actions, 1);
  requireInteger(doing, "successors", successors, 1, states); // different ones
  const rows = states * actions;
  const picks = uniform(fold(key, "successors"), rows * successors);
  const waits = uniform(fold(key, "probabilities"), rows * successors).map((u) => -Math.log1p(-u));
  const rewards = uniform(fold(key, "rewards"), rows);
  const drawnOutcomes = (s: number, a: number): readonly Outcome[] => {
    const row = s * actions + a;
    const own = [row * successors, (row + 1) * successors] as const;
    const times = waits.subarray(...own); // exponential; over their sum uniform on the simplex
    const total = times.reduce((sum, time) => sum + time, 0);
    return chooseDistinct(picks.subarray(...own), states).map((state, i) => ({
      state,
      probability: times[i]! / total,
      reward: -rewards[row]!,
    }));
  };
  const initial = new Float64Array(states).fill(1 / states);
  return sparseMdp({ states, actions, initial, outcomes: drawnOutcomes, ...lengthOf(options) });
}

/**
 * As many different numbers below `bound` as there are draws, ascending, every set equally likely.
 * Floyd's algorithm (Bentley & Floyd 1987, "A sample of brilliance"): one draw each, no table.
 */
function chooseDistinct(draws: Float64Array, bound: number): readonly number[] {
  const chosen = new Set<number>();
  draws.forEach((u, i) => {
    const last = bound - draws.length + i;
    const pick = Math.floor(u * (last + 1));
    chosen.add(chosen.has(pick) ? last : pick);
  });
  return [...chosen].sort((a, b) => a - b);
}
