import { cholesky, door, matrix, refusal, vector, whole } from "../../math/mod.ts";
import { mostRows } from "../grammar/layer.ts";
import { ends, extent, few, place } from "../grammar/shapes.ts";

/** Edges (one more than heights), counts and densities (per unit of x) of equal-width bins. */

export interface Histogram {
  readonly edges: readonly number[];
  readonly counts: readonly number[];
  readonly densities: readonly number[];
}

const checkBins = door("bin", { values: few, range: ends, count: whole(1, mostRows) });

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
  checkBins({ values, range, count });
  const [low, high] = range;
  if (!(high - low > 1e-150)) { // nearer, and a density might overflow
    throw new RangeError(
      refusal("bin", "range", range, "its low end first, 1e-150 before its high"),
    );
  }
  const width = (high - low) / count;
  const counts = new Array<number>(count).fill(0);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!(value >= low && value <= high)) {
      throw new RangeError(refusal("bin", `values[${i}]`, value, `a number in [${low}, ${high}]`));
    }
    const bin = Math.min(count - 1, Math.floor((value - low) / width));
    counts[bin] = counts[bin]! + 1;
  }
  const edges = Array.from({ length: count + 1 }, (_, i) => low + i * width);
  const densities = counts.map((each) => each / (Math.max(1, values.length) * width));
  return { edges, counts, densities };
}

const checkEllipse = door("draw an ellipse", {
  mean: vector(2, place),
  covariance: matrix(2, 2),
  radius: extent,
});

/**
 * The outline of a two-dimensional Gaussian at `radius` standard deviations: μ + r·L·(cos t, sin t)
 * where L Lᵀ = Σ, closed, in order. Draw it with {@link line}.
 *
 * @param mean `[2]`
 * @param covariance `[2][2]`, positive definite
 * @param radius in standard deviations; 2 holds 86 % of the mass
 * @throws {RangeError} when the covariance is not positive definite
 *
 * @example
 * ```ts
 * import { ellipse } from "lib/viz";
 * import { assertAlmostEquals } from "@std/assert";
 * const circle = ellipse([0, 0], [[1, 0], [0, 1]], 2);
 * assertAlmostEquals(Math.hypot(circle.x[7]!, circle.y[7]!), 2);
 * ```
 */
export function ellipse(
  mean: readonly number[],
  covariance: readonly (readonly number[])[],
  radius = 2,
): { readonly x: readonly number[]; readonly y: readonly number[] } {
  checkEllipse({ mean, covariance, radius });
  const [[l00 = NaN] = [], [l10 = NaN, l11 = NaN] = []] = cholesky(covariance, "covariance");
  const [m0 = NaN, m1 = NaN] = mean;
  const angles = Array.from({ length: 61 }, (_, i) => (2 * Math.PI * i) / 60);
  return {
    x: angles.map((t) => m0 + radius * l00 * Math.cos(t)),
    y: angles.map((t) => m1 + radius * (l10 * Math.cos(t) + l11 * Math.sin(t))),
  };
}
