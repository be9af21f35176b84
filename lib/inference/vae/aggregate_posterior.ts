import {
  categorical,
  door,
  fold,
  type Key,
  keyShape,
  logSumExp,
  type Matrix,
  matrix,
  normal,
  record,
  refusal,
  whole,
} from "../../math/mod.ts";

/** q(z | x_n) = N(μ_n, diag σ_n²) of every image; together, evenly weighted, the aggregate posterior. */
export interface Posteriors {
  /** μ, `[N, D]`. */
  readonly means: Matrix;
  /** σ, above 0, `[N, D]`. */
  readonly stds: Matrix;
}

const POSTERIORS = record({ means: matrix("N", "D"), stds: matrix("N", "D") });
const DENSITY = "evaluate an aggregate posterior", DRAW = "draw from an aggregate posterior";
const checkDensity = door(DENSITY, { posteriors: POSTERIORS, points: matrix("M", "D") });

/**
 * log q(z) of the aggregate posterior q(z) = (1/N) Σ_n q(z | x_n), in nats; exact. −∞ so far out that
 * its square is no float64.
 * Hoffman & Johnson 2016.
 *
 * @param posteriors of all images
 * @param points `[M, D]`
 * @returns `[M]`
 * @throws {ShapeError|RangeError|TypeError} when the shapes do not fit, or a σ is not above 0
 *
 * @example
 * ```ts
 * import { aggregateLogDensities } from "lib/inference";
 * import { assertAlmostEquals } from "@std/assert";
 * const one = { means: [[0]], stds: [[1]] };
 * assertAlmostEquals(aggregateLogDensities(one, [[0]])[0]!, -0.5 * Math.log(2 * Math.PI));
 * ```
 */
export function aggregateLogDensities(posteriors: Posteriors, points: Matrix): number[] {
  checkDensity({ posteriors, points });
  requirePositive(DENSITY, posteriors);
  const { means, stds } = posteriors, count = means.length, width = means[0]!.length;
  const flat = (rows: Matrix) => Float64Array.from(rows.flatMap((row) => Array.from(row)));
  const mu = flat(means), precision = flat(stds).map((std) => 1 / std);
  const constants = Float64Array.from(
    stds,
    (row) =>
      -Array.from(row).reduce((sum, std) => sum + Math.log(std) + 0.5 * Math.log(2 * Math.PI), 0),
  );
  const each = new Float64Array(count);
  return points.map((point) => {
    for (let n = 0; n < count; n++) {
      let distance = 0;
      for (let d = 0; d < width; d++) {
        distance += ((point[d]! - mu[n * width + d]!) * precision[n * width + d]!) ** 2;
      }
      each[n] = constants[n]! - 0.5 * distance;
    }
    return logSumExp(each) - Math.log(count);
  });
}

const checkDraw = door(DRAW, {
  key: keyShape,
  posteriors: POSTERIORS,
  count: whole(1, 10_000_000),
});

/**
 * Codes from the aggregate posterior: an image at random, then a code from its posterior.
 *
 * @param key for this draw only
 * @param posteriors of all images
 * @param count how many
 * @returns `[count, D]`
 * @throws {ShapeError|RangeError|TypeError} when the shapes do not fit, a σ is not above 0, or count is
 *   no whole number of at least 1
 *
 * @example
 * ```ts
 * import { sampleAggregate } from "lib/inference";
 * import { key } from "lib/math";
 * sampleAggregate(key(0), { means: [[0, 1]], stds: [[1, 1]] }, 3); // three codes
 * ```
 */
export function sampleAggregate(key: Key, posteriors: Posteriors, count: number): number[][] {
  checkDraw({ key, posteriors, count });
  requirePositive(DRAW, posteriors);
  const { means, stds } = posteriors, width = means[0]!.length;
  const chosen = categorical(fold(key, "image"), means.map(() => 1 / means.length), count);
  const noise = normal(fold(key, "noise"), count * width);
  return Array.from(
    chosen,
    (n, i) => Array.from(means[n]!, (mean, d) => mean + stds[n]![d]! * noise[i * width + d]!),
  );
}

const DIVERGE = "measure divergences from the prior";
const checkDiverge = door(DIVERGE, { posteriors: POSTERIORS });

/**
 * KL(q(z | x_n) ‖ N(0, I)) of every image, in nats; exact: Σ_d ½ (μ² + σ² − 1) − log σ;
 * ∞ where a square is no float64.
 * Kingma & Welling 2013, appendix B.
 *
 * @param posteriors of all images
 * @returns `[N]`
 * @throws {ShapeError|RangeError|TypeError} when the shapes do not fit, or a σ is not above 0
 *
 * @example
 * ```ts
 * import { standardDivergences } from "lib/inference";
 * import { assertEquals } from "@std/assert";
 * assertEquals(standardDivergences({ means: [[0, 0], [2, 0]], stds: [[1, 1], [1, 1]] }), [0, 2]);
 * ```
 */
export function standardDivergences(posteriors: Posteriors): number[] {
  checkDiverge({ posteriors });
  requirePositive(DIVERGE, posteriors);
  const { means, stds } = posteriors;
  return means.map((row, n) =>
    Array.from(row).reduce((sum, mu, d) => {
      const std = stds[n]![d]!;
      return sum + 0.5 * (mu * mu + std * std - 1) - Math.log(std);
    }, 0)
  );
}

function requirePositive(doing: string, { stds }: Posteriors): void {
  stds.forEach((row, n) => {
    const d = Array.from(row).findIndex((std) => !(std > 0));
    if (d < 0) return;
    throw new RangeError(refusal(doing, `posteriors.stds[${n}][${d}]`, row[d], "a number above 0"));
  });
}
