/** Chapter 05: gaps, gradients and their variances by plain sums; imports nothing of lib. */
import { integral, logNormal, normalPdf, sum } from "../../support/mod.ts";

export type List = readonly number[];
export type Rows = readonly List[];

export const average = (list: List): number => sum(list) / list.length;
export const chance = (y: number): number => 1 / (1 + Math.exp(-y));
const dot = (a: List, b: List): number => sum(a.map((each, i) => each * b[i]!));

/** The wines, standardized, as the file has them. */
export const wines: Rows = await (async () => {
  const text = await Deno.readTextFile(new URL("../../../data/wine.csv", import.meta.url));
  const rows = text.trim().split("\n").slice(1).map((line) => line.split(",").slice(1).map(Number));
  const columns = rows[0]!.map((_, d) => rows.map((row) => row[d]!));
  const scaled = columns.map((column) => {
    const centre = average(column);
    const width = Math.sqrt(average(column.map((each) => (each - centre) ** 2)));
    return column.map((each) => (each - centre) / width);
  });
  return rows.map((_, i) => scaled.map((column) => column[i]!));
})();

/** The two widest directions of the wines, by power iteration with deflation. */
export const directions: readonly { readonly value: number; readonly vector: List }[] = (() => {
  let matrix = wines[0]!.map((_, i) =>
    wines[0]!.map((_, j) => average(wines.map((x) => x[i]! * x[j]!)))
  );
  return [0, 1].map((k) => {
    let v: number[] = matrix.map((_, i) => Math.sin(1 + i + 3 * k)), value = 0;
    for (let turn = 0; turn < 2000; turn++) {
      const next = matrix.map((row) => dot(row, v));
      value = Math.hypot(...next);
      v = next.map((each) => each / value);
    }
    matrix = matrix.map((row, i) => row.map((each, j) => each - value * v[i]! * v[j]!));
    return { value, vector: v };
  });
})();
/** The noise of probabilistic PCA: what is left of a trace of 13, over eleven directions. */
export const noise = (13 - sum(directions.map(({ value }) => value))) / 11;
const [first, second] = directions.map(({ value }) => value / noise) as [number, number];
/** Λ_kk of the causes turned by 45°: both are the mean of the two precisions. */
export const pull = (first + second) / 2;
export const wineApproximation = 0.5 * (2 * Math.log(pull) - Math.log(first * second));

/** m_xᵀ Λ m_x of a wine, in the directions' own coordinates: no rotation changes it. */
export const posteriorSquare = (x: List): number =>
  sum(
    directions.map(({ value, vector }) => (value - noise) / (noise * value) * dot(vector, x) ** 2),
  );

/** x less its projection on the span of some points, by their normal equations. */
export function outside(points: Rows, x: List): number[] {
  const size = points.length;
  const rows = points.map((a) => [...points.map((b) => dot(a, b)), dot(a, x)]);
  for (let i = 0; i < size; i++) {
    const best = rows.slice(i).reduce(
      (at, row, j) => Math.abs(row[i]!) > Math.abs(rows[at]![i]!) ? i + j : at,
      i,
    );
    [rows[i], rows[best]] = [rows[best]!, rows[i]!];
    for (let j = 0; j < size; j++) {
      if (j === i) continue;
      const factor = rows[j]![i]! / rows[i]![i]!;
      rows[j] = rows[j]!.map((each, k) => each - factor * rows[i]![k]!);
    }
  }
  const weights = rows.map((row, i) => row[size]! / row[i]!);
  return x.map((each, d) => each - sum(points.map((point, i) => weights[i]! * point[d]!)));
}

/** E[f(z)] under N(m, s²). */
export const normalMean = (f: (z: number) => number, m: number, s: number): number =>
  integral((z) => normalPdf(z, m, s) * f(z), m - 12 * s, m + 12 * s);
/** Var f(z) under N(m, s²). */
export const normalVariance = (f: (z: number) => number, m: number, s: number): number =>
  normalMean((z) => f(z) ** 2, m, s) - normalMean(f, m, s) ** 2;

/** The folded world, written anew. */
export const bent = (z: number): number => z + Math.sin(2.5 * z);
export const foldEvidence = (x: number): number =>
  Math.log(integral((z) => normalPdf(z, 0, 1) * normalPdf(x, bent(z), 0.3), -8, 8, 3000));

/** E g and E g² under N(m, s²), g the fold, by quadrature. */
function bentMoments(m: number, s: number): [number, number] {
  const f = (power: number) =>
    integral((e) => normalPdf(e, 0, 1) * bent(m + s * e) ** power, -9, 9, 240);
  return [f(1), f(2)];
}
const boundFrom = (x: number, m: number, s: number, [g1, g2]: readonly [number, number]): number =>
  -0.5 * (x * x - 2 * x * g1 + g2) / 0.09 - Math.log(0.3) - 0.5 * Math.log(2 * Math.PI) -
  0.5 * (m * m + s * s - 1) + Math.log(s);
/** ELBO of N(m, s²) at x. */
export const foldBound = (x: number, m: number, s: number): number =>
  boundFrom(x, m, s, bentMoments(m, s));

/** The moments on a lattice of guesses, once: they do not depend on x. */
const lattice = Array.from({ length: 141 }, (_, i) => -3.5 + i / 20).flatMap((m) =>
  Array.from({ length: 35 }, (_, j) => Math.exp(-3.2 + j / 10)).map((s) => {
    return { m, s, moments: bentMoments(m, s) };
  })
);

/** The largest ELBO of a Gaussian at x, its mean between two ends: the lattice's best, then ever smaller steps. */
export function bestFoldBound(x: number, [low, high] = [-Infinity, Infinity]): number {
  let top = { m: 0, l: 0, bound: -Infinity };
  for (const { m, s, moments } of lattice) {
    if (m < low! || m > high!) continue;
    const bound = boundFrom(x, m, s, moments);
    if (bound > top.bound) top = { m, l: Math.log(s), bound };
  }
  for (let reach = 0.05; reach > 2e-5; reach /= 2) {
    const { m, l } = top;
    for (const a of [m - reach, m, m + reach]) {
      for (const b of [l - reach, l, l + reach]) {
        const bound = foldBound(x, a, Math.exp(b));
        if (bound > top.bound) top = { m: a, l: b, bound };
      }
    }
  }
  return top.bound;
}

/** Where between `from` and `to` a guess above `split` becomes as good as one below it, by halving. */
export function foldJump(split: number, from: number, to: number): number {
  const rises = (x: number) =>
    bestFoldBound(x, [split, Infinity]) - bestFoldBound(x, [-Infinity, split]);
  let [low, high] = [from, to];
  while (high - low > 1e-7) {
    const middle = (low + high) / 2;
    if (rises(middle) < 0) low = middle;
    else high = middle;
  }
  return low;
}

/** −3, −2.95, … 3: where the stored encoders were asked. */
export const foldPlaces: List = Array.from({ length: 121 }, (_, i) => -3 + i / 20);
/** An average over these places, weighed by p(x). */
export function weighed(values: List): number {
  const p = foldPlaces.map((x) => Math.exp(foldEvidence(x)));
  return dot(p, values) / sum(p);
}

/** All settings of four switches. */
export const settings: Rows = Array.from(
  { length: 16 },
  (_, i) => [i & 1, (i >> 1) & 1, (i >> 2) & 1, (i >> 3) & 1],
);

/** Variance of REINFORCE's one-draw gradient in four logits, summed; covariances by plain sums. */
export function scoreVariance(logits: List, rewards: List, b: number): number {
  const q = settings.map((z) =>
    z.reduce((p, on, k) => p * (on === 1 ? chance(logits[k]!) : 1 - chance(logits[k]!)), 1)
  );
  return sum(logits.map((l, k) => {
    const g = settings.map((z, i) => (z[k]! - chance(l)) * (rewards[i]! - b));
    const mean = dot(q, g);
    return sum(g.map((each, i) => q[i]! * (each - mean) ** 2));
  }));
}

/** log p(x, z) of the switches' world. */
export const switchJoint = (W: Rows, x: List, z: List): number =>
  4 * Math.log(0.5) + sum(x.map((each, d) => logNormal(each, dot(W[d]!, z), 0.7)));

/** Mean and spread of one relaxed switch's slope, by the uniform draw's own integral. */
export function relaxedSlope(logit: number, tau: number): { mean: number; std: number } {
  const slope = (e: number) => {
    const z = chance((logit + e) / tau);
    return 2 * (z - 0.45) * z * (1 - z) / tau;
  };
  const mean = integral((e) => slope(e) * chance(e) * chance(-e), -60, 60, 40_000);
  const second = integral((e) => slope(e) ** 2 * chance(e) * chance(-e), -60, 60, 40_000);
  return { mean, std: Math.sqrt(second - mean * mean) };
}

/** The middle one of a sorted list; of an even number the upper one. */
export const middleOf = (list: List): number =>
  [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)]!;
