/** Edges (one more than heights), counts and densities (per unit of x) of equal-width bins. */
export interface Histogram {
  readonly edges: readonly number[];
  readonly counts: readonly number[];
  readonly densities: readonly number[];
}

/**
 * Sorts values into equal-width bins. The last bin includes its upper edge; nothing is dropped.
 *
 * @param values the data
 * @param range lowest and highest edge; values outside are an error, not lost
 * @param count number of bins
 * @throws {RangeError} when a value is not finite or outside the range, or the range is empty
 *
 * @example
 * ```ts
 * import { bins } from "lib/viz";
 * import { assertEquals } from "@std/assert";
 * assertEquals(bins([0, 1, 1, 2], [0, 2], 2).counts, [1, 3]);
 * ```
 */
export function bins(
  values: ArrayLike<number>,
  range: readonly [number, number],
  count: number,
): Histogram {
  const [low, high] = range;
  if (!(low < high) || !Number.isInteger(count) || count < 1) {
    throw new RangeError(
      `Cannot bin: range is [${low}, ${high}] and count ${count}, expected low < high, count ≥ 1`,
    );
  }
  const width = (high - low) / count;
  const counts = new Array<number>(count).fill(0);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!(value >= low && value <= high)) {
      throw new RangeError(`Cannot bin: value[${i}] is ${value}, expected ${low} … ${high}`);
    }
    const bin = Math.min(count - 1, Math.floor((value - low) / width));
    counts[bin] = counts[bin]! + 1;
  }
  const edges = Array.from({ length: count + 1 }, (_, i) => low + i * width);
  const densities = counts.map((each) => each / (Math.max(1, values.length) * width));
  return { edges, counts, densities };
}
