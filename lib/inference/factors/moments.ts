/** A data set's first two moments: all that a linear-Gaussian model looks at. */
import { cholesky, type Matrix, solveLower, type Vector } from "../../math/mod.ts";

/** How many points, their mean, and the mean of (x − centre)(x − centre)ᵀ. */
export interface Moments {
  readonly count: number;
  readonly mean: Vector;
  /** `[D][D]`, divided by N; about the centre that was asked for. */
  readonly covariance: Matrix;
}

/** @param centre `[D]`; the mean of the points when left out */
export function momentsOf(points: readonly Vector[], centre?: Vector): Moments {
  const count = points.length, size = points[0]!.length;
  const mean = Array.from(
    { length: size },
    (_, d) => points.reduce((sum, x) => sum + x[d]!, 0) / count,
  );
  const about = centre ?? mean;
  const sums = mean.map(() => new Array<number>(size).fill(0));
  for (const x of points) {
    for (let i = 0; i < size; i++) {
      const pull = x[i]! - about[i]!;
      for (let j = 0; j <= i; j++) sums[i]![j]! += pull * (x[j]! - about[j]!);
    }
  }
  const covariance = sums.map((row, i) =>
    row.map((_, j) => (i >= j ? row[j]! : sums[j]![i]!) / count)
  );
  return { count, mean, covariance };
}

/** −N/2 (D log 2π + log|C| + tr C⁻¹ S): the data's log-likelihood under N(centre, C). */
export function logLikelihoodOf(model: Matrix, { count, covariance }: Moments): number {
  const lower = cholesky(model, "W Wᵀ + diag ψ");
  const size = model.length;
  // tr C⁻¹ S = tr L⁻¹ S L⁻ᵀ: whiten the columns of S, then the rows of what came out
  const half = covariance.map((column) => solveLower(lower, column));
  const turned = half[0]!.map((_, i) => solveLower(lower, half.map((row) => row[i]!)));
  const trace = turned.reduce((sum, row, i) => sum + row[i]!, 0);
  const logDeterminant = 2 * lower.reduce((sum, row, i) => sum + Math.log(row[i]!), 0);
  return -0.5 * count * (size * Math.log(2 * Math.PI) + logDeterminant + trace);
}
