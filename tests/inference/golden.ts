/** Numbers of other people's programs, and the data they were made from. */
import factorFile from "./golden/factors.json" with { type: "json" };
import logisticFile from "./golden/logistic.json" with { type: "json" };
import { bioassay, iris, wine } from "data";

export const factors = factorFile;
export const logistic = logisticFile;

/** Columns less their means, over their standard deviations (with N). */
export function standardized(points: readonly (readonly number[])[]): number[][] {
  const count = points.length;
  const scales = points[0]!.map((_, d) => {
    const middle = points.reduce((sum, x) => sum + x[d]!, 0) / count;
    const square = points.reduce((sum, x) => sum + (x[d]! - middle) ** 2, 0) / count;
    return { middle, spread: Math.sqrt(square) };
  });
  return points.map((x) => x.map((each, d) => (each - scales[d]!.middle) / scales[d]!.spread));
}

/** The data under the names that the vectors use. */
export const dataOf = {
  wine: standardized((await wine()).points),
  iris: (await iris()).points,
} as const;

const zeros = (size: number) => Array.from({ length: size }, () => 0);

/** Is it the first cultivar? An intercept, 13 measurements, and a prior N(0, 2.5²) on each. */
export const wineProblem = {
  inputs: dataOf.wine.map((x) => [1, ...x]),
  successes: (await wine()).cultivars.map((kind) => kind === 1 ? 1 : 0),
  trials: dataOf.wine.map(() => 1),
  prior: { mean: zeros(14), covariance: { kind: "spherical", variance: 2.5 ** 2 } },
} as const;

const rats = await bioassay();

/** Intercept and slope over the log dose; a flat prior when no spreads are given. */
export function bioassayProblem(spreads?: readonly number[] | null) {
  const problem = {
    inputs: rats.logDoses.map((dose) => [1, dose]),
    successes: rats.deaths,
    trials: rats.animals,
  };
  if (!spreads) return problem;
  const variances = spreads.map((each) => each ** 2);
  return {
    ...problem,
    prior: { mean: [0, 0], covariance: { kind: "diagonal", variances } } as const,
  };
}
