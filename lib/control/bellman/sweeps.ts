/** Sweeping until values stand still: the loop that every iteration of a contraction shares. */
import {
  type Given,
  positive,
  refusal,
  type Resolved,
  setting,
  settings,
  whole,
} from "../../math/mod.ts";
import { SOFT } from "../mdp/soft_options.ts";

/** When to stop sweeping. */
export const SWEEP = settings({
  /**
   * Stop at a largest change of at most this, in reward units. Below the rounding of the values, about
   * 1e-16 of their size, they may never stand as still as that.
   */
  tolerance: setting(positive, 1e-10),
  /** Give up after so many sweeps. */
  maxSweeps: setting(whole(1), 100_000),
});

/** Soft sweeps. */
export const SOFT_SWEEP = settings({ ...SOFT.table, ...SWEEP.table });

/** When to stop sweeping. */
export type SweepOptions = Given<typeof SWEEP>;

/**
 * Calls `sweep`, which returns its largest |change|, until that is at most the tolerance.
 * @returns the changes, one a sweep
 * @throws {RangeError} naming the last change, when maxSweeps are not enough
 */
export function sweepUntilStill(
  doing: string,
  { tolerance, maxSweeps }: Resolved<typeof SWEEP>,
  sweep: () => number,
): readonly number[] {
  const changes: number[] = [];
  while (changes.length < maxSweeps) {
    const change = sweep();
    changes.push(change);
    if (change <= tolerance) return changes;
  }
  const what = `the largest change of sweep ${maxSweeps} (the last allowed)`;
  throw new RangeError(refusal(doing, what, changes.at(-1), `at most tolerance = ${tolerance}`));
}
