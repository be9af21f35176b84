/** MDPs made by chance, for tests of what must hold in any of them and for measuring speed. */
import {
  fold,
  type Given,
  type Key,
  keyShape,
  required,
  settings,
  uniform,
  whole,
} from "../../math/mod.ts";
import { LENGTH, type Length, lengthOf } from "../mdp/horizon.ts";
import { sparseMdp } from "../mdp/mdp.ts";
import type { Mdp, Outcome } from "../mdp/model.ts";

const SIZE = settings({
  states: required(whole(1)),
  actions: required(whole(1)),
  /** How many different successors each (s, a) has, at most `states`. */
  successors: required(whole(1)),
});
const RANDOM = settings({ ...SIZE.table, ...LENGTH });

/** The size of a random MDP. */
export type RandomMdpOptions = Given<typeof SIZE>;

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
  const { states, actions, successors } = RANDOM.read(doing, options);
  keyShape.check(doing, "key", key);
  whole(1, states).check(doing, "successors", successors); // different ones
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
