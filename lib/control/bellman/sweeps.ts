/** Sweeping until values stand still: the loop that every iteration of a contraction shares. */
import { refusal, requireInteger, requirePositive } from "../../math/mod.ts";

/** When to stop sweeping. */
export interface SweepOptions {
  /**
   * Stop at a largest change of at most this, in reward units; 1e-10 when left out. Below the
   * rounding of the values, about 1e-16 of their size, they may never stand as still as that.
   */
  readonly tolerance?: number;
  /** Give up after so many sweeps; 100,000 when left out. */
  readonly maxSweeps?: number;
}

/** Checks when to stop, and fills in the defaults. */
export function readSweepOptions(doing: string, options: SweepOptions): Required<SweepOptions> {
  const { tolerance = 1e-10, maxSweeps = 100_000 } = options;
  requirePositive(doing, "tolerance", tolerance);
  requireInteger(doing, "maxSweeps", maxSweeps, 1);
  return { tolerance, maxSweeps };
}

/**
 * Calls `sweep`, which returns its largest |change|, until that is at most the tolerance.
 * @returns the changes, one a sweep
 * @throws {RangeError} naming the last change, when maxSweeps are not enough
 */
export function sweepUntilStill(
  doing: string,
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
  throw new RangeError(refusal(doing, what, changes.at(-1), `at most tolerance = ${tolerance}`));
}
