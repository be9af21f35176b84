import {
  door,
  type Given,
  type Matrix,
  matrix,
  refusal,
  setting,
  settings,
  whole,
} from "../../math/mod.ts";

/** How well codes keep factors apart. */
export interface InformationGap {
  /** The mean over the factors: 1 when each is told by one number of the code alone. */
  readonly gap: number;
  /** Of each factor, `[F]`. */
  readonly perFactor: readonly number[];
  /** I(code number; factor) in nats, of binned codes, `[D, F]`. */
  readonly information: Matrix;
}

/**
 * How codes are binned.
 *
 * - `bins`: equal parts between the least and the greatest of each number; default 20
 */
export const GAP_SETTINGS = settings({ bins: setting(whole(2, 10_000), 20) });

/** How codes are binned, see {@link GAP_SETTINGS}. */
export type GapConfig = Given<typeof GAP_SETTINGS>;

const DOING = "measure a mutual information gap";
const checkGap = door(DOING, { codes: matrix("N", "D"), factors: matrix("N", "F") });

/**
 * The mutual information gap: for every factor, by how much the number of the code that tells most of
 * it leads over the next, as a share of the factor's entropy; averaged over the factors. Information is
 * that of the empirical joint table, codes in bins, so it is a little too large where images are few.
 * Chen et al. 2018, with the bins of Locatello et al. 2019.
 *
 * @param codes `[N, D]`, D ≥ 2
 * @param factors whole numbers, `[N, F]`, each with two values at least
 * @param config see {@link GAP_SETTINGS}
 * @throws {RangeError|ShapeError|TypeError} for other factors, fewer than two code numbers, rows that
 *   do not match
 *
 * @example
 * ```ts
 * import { mutualInformationGap } from "lib/inference";
 * import { assertAlmostEquals } from "@std/assert";
 * const factors = [[0, 0], [0, 1], [1, 0], [1, 1]];
 * assertAlmostEquals(mutualInformationGap(factors, factors).gap, 1);
 * const turned = factors.map(([a, b]) => [a! + b!, a! - b!]);
 * assertAlmostEquals(mutualInformationGap(turned, factors).gap, 0);
 * ```
 */
export function mutualInformationGap(
  codes: Matrix,
  factors: Matrix,
  config: GapConfig = {},
): InformationGap {
  checkGap({ codes, factors });
  const { bins } = GAP_SETTINGS.read(DOING, config);
  if (codes[0]!.length < 2) {
    throw new RangeError(
      refusal(DOING, "the codes' width", codes[0]!.length, "two numbers or more"),
    );
  }
  const binned = columnsOf(codes).map((column) => inBins(column, bins));
  const levels = columnsOf(factors).map(requireLevels);
  const information = binned.map((code) => levels.map((factor) => informationOf(code, factor)));
  const perFactor = levels.map((factor, f) => {
    const [first, second] = information.map((row) => row[f]!).sort((a, b) => b - a);
    return (first! - second!) / informationOf(factor, factor);
  });
  const gap = perFactor.reduce((sum, each) => sum + each, 0) / perFactor.length;
  return { gap, perFactor, information };
}

const columnsOf = (rows: Matrix): readonly number[][] =>
  Array.from(rows[0]!, (_, d) => rows.map((row) => row[d]!));

/** A number that never changes is all in one bin, and tells nothing. */
function inBins(column: readonly number[], bins: number): readonly number[] {
  const low = column.reduce((least, each) => Math.min(least, each), Infinity);
  const high = column.reduce((most, each) => Math.max(most, each), -Infinity);
  const width = (high - low) / bins;
  return column.map((each) => width > 0 ? Math.min(bins - 1, Math.floor((each - low) / width)) : 0);
}

function requireLevels(column: readonly number[], f: number): readonly number[] {
  const bad = column.findIndex((each) => !Number.isInteger(each));
  if (bad >= 0) {
    throw new RangeError(refusal(DOING, `factors[${bad}][${f}]`, column[bad], "a whole number"));
  }
  if (new Set(column).size < 2) {
    const wish = "two at least: a factor that never changes cannot be told";
    throw new RangeError(refusal(DOING, `the number of values of factor ${f}`, 1, wish));
  }
  return column;
}

/** I(a; b) of paired labels, in nats; with itself, the entropy. */
function informationOf(a: readonly number[], b: readonly number[]): number {
  const [ofA, ofB] = [countsOf(a), countsOf(b)], joint = new Map<number, Map<number, number>>();
  a.forEach((each, i) => {
    const row = joint.get(each) ?? new Map<number, number>();
    joint.set(each, row.set(b[i]!, (row.get(b[i]!) ?? 0) + 1));
  });
  let sum = 0;
  for (const [each, row] of joint) {
    for (const [other, count] of row) {
      sum += count * Math.log(count * a.length / (ofA.get(each)! * ofB.get(other)!));
    }
  }
  return sum / a.length;
}

function countsOf(labels: readonly number[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const each of labels) counts.set(each, (counts.get(each) ?? 0) + 1);
  return counts;
}
