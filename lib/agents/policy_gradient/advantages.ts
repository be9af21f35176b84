/** How much better an action was than the policy's average, estimated along a path. */
import { atLeast, between, door, record, ShapeError, vector, whole } from "../../math/mod.ts";

/** N paths side by side, T steps of each; tables `[T, N]`, row-major. */
export interface Paths {
  /** N. */
  readonly worlds: number;
  readonly rewards: ArrayLike<number>;
  /** log π(a | s) of the actions taken, nats. */
  readonly logDensities: ArrayLike<number>;
  /** V(s), return. */
  readonly values: ArrayLike<number>;
  /** V(s′) of where the step led, before any reset. */
  readonly valuesNext: ArrayLike<number>;
  /** 0 where the world ended with the step, else 1; a time limit is not an end. */
  readonly masks: ArrayLike<number>;
  /** 1 where the path was cut after the step, whatever cut it, else 0. */
  readonly cuts: ArrayLike<number>;
}

/** How to weigh what comes later. */
export interface AdvantageOptions {
  /** γ. */
  readonly discount: number;
  /** λ: 0 believes the value after one step, 1 never. */
  readonly trace: number;
  /** α, reward per nat. */
  readonly temperature: number;
}

/** Advantages, and what the value should have said; `[T, N]`. */
export interface Advantages {
  readonly advantages: Float64Array;
  /** Â + V, return. */
  readonly targets: Float64Array;
}

const DOING = "estimate advantages";
const row = vector("TN"), bit = vector("TN", between(0, 1));
const checkAdvantages = door(DOING, {
  paths: record({
    worlds: whole(1),
    rewards: row,
    logDensities: row,
    values: row,
    valuesNext: row,
    masks: bit,
    cuts: bit,
  }),
  options: record({
    discount: between(0, 1),
    trace: between(0, 1),
    temperature: atLeast(0),
  }, "an object { discount, trace, temperature }"),
});

/**
 * Generalized advantage estimation with the entropy inside:
 * δ_t = r_t − α log π(a_t|s_t) + γ m_t V(s_{t+1}) − V(s_t),  Â_t = δ_t + γ λ Â_{t+1},
 * up to where the path is cut. Schulman et al. 2016, equation 16, of rewards that hold the entropy.
 * Unbiased for every λ where V is the soft value of the policy, and for λ = 1 whatever V is, as long
 * as the path ends with the world.
 *
 * @throws {TypeError|ShapeError|RangeError} for tables of different lengths or no whole number of rows,
 *   numbers that are none, weights out of range, and advantages that overflow
 * @example
 * ```ts
 * import { softAdvantages } from "lib/agents";
 * import { assertEquals } from "@std/assert";
 *
 * const paths = {
 *   worlds: 1, // one path of two steps, then its world ended
 *   rewards: [1, 2],
 *   logDensities: [-1, -1],
 *   values: [0, 1],
 *   valuesNext: [1, 9],
 *   masks: [1, 0],
 *   cuts: [0, 1],
 * };
 * const { advantages } = softAdvantages(paths, { discount: 0.5, trace: 1, temperature: 2 });
 * assertEquals(Array.from(advantages), [3.5 + 0.5 * 3, 3]); // δ: 1 + 2 + ½ − 0, 2 + 2 − 1
 * ```
 */
export function softAdvantages(paths: Paths, options: AdvantageOptions): Advantages {
  checkAdvantages({ paths, options });
  const { worlds, rewards } = paths, count = rewards.length;
  if (count % worlds !== 0) {
    throw new ShapeError(DOING, "paths.rewards", [count], `whole rows of ${worlds} worlds`);
  }
  const found = advantagesOf(paths, options);
  vector().check(DOING, "the advantages", found.advantages);
  return found;
}

/** {@link softAdvantages} of what an agent made itself. */
export function advantagesOf(
  { worlds, rewards, logDensities, values, valuesNext, masks, cuts }: Paths,
  { discount, trace, temperature }: AdvantageOptions,
): Advantages {
  const count = rewards.length;
  const advantages = new Float64Array(count), targets = new Float64Array(count);
  for (let i = count - 1; i >= 0; i--) {
    const soft = rewards[i]! - temperature * logDensities[i]!;
    const error = soft + discount * masks[i]! * valuesNext[i]! - values[i]!; // δ
    const later = cuts[i]! === 1 || i + worlds >= count ? 0 : advantages[i + worlds]!;
    advantages[i] = error + discount * trace * later;
    targets[i] = advantages[i]! + values[i]!;
  }
  return { advantages, targets };
}
