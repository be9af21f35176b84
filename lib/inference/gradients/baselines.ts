/** Baselines: what is subtracted from a reward so that its gradient is less noisy. */
import { door, ShapeError, type Vector, vector } from "../../math/mod.ts";

const DOING = "find leave-one-out baselines";
const checkRewards = door(DOING, { rewards: vector("M") });

/**
 * For each of M rewards the mean of the *other* ones, b_j = (Σ r − r_j) / (M − 1). It is independent
 * of draw j, so subtracting it leaves the gradient's mean as it was; the mean of all M is not, and
 * shrinks it by (M − 1)/M. Mnih & Rezende 2016; Kool, van Hoof & Welling 2019.
 *
 * @param rewards `[M]`, M ≥ 2, of one datum or state
 * @returns `[M]`, in the unit of the rewards
 * @throws {ShapeError} with fewer than two, {NonFiniteError|TypeError} for bad input
 * @example
 * ```ts
 * import { leaveOneOut } from "lib/inference";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(leaveOneOut([1, 2, 6]), [4, 3.5, 1.5]);
 * ```
 */
export function leaveOneOut(rewards: Vector): number[] {
  checkRewards({ rewards });
  const count = rewards.length;
  if (count < 2) throw new ShapeError(DOING, "rewards", [count], "two or more");
  const total = rewards.reduce((sum, each) => sum + each, 0);
  return Array.from(rewards, (each) => (total - each) / (count - 1));
}
