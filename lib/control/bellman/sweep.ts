/** Sweeping until values stand still: the loop that every iteration of a contraction shares. */
import { refusal } from "../../math/mod.ts";
import type { SweepOptions } from "../mdp/soft_options.ts";

/**
 * Calls `sweep`, which returns its largest |change|, until that is at most the tolerance.
 * @returns the changes, one a sweep
 * @throws {RangeError} naming the last change, when maxSweeps are not enough
 */
export function sweepUntilStill(
  action: string,
  { tolerance, maxSweeps }: Required<SweepOptions>,
  sweep: () => number,
): readonly number[] {
  const changes: number[] = [];
  while (changes.length < maxSweeps) {
    const change = sweep();
    changes.push(change);
    if (change <= tolerance) return changes;
  }
  const what = `the largest change of sweep ${maxSweeps} (the last allowed)`;
  throw new RangeError(refusal(action, what, changes.at(-1), `at most tolerance = ${tolerance}`));
}
