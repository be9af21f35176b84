/** Chapter 04: its worlds by closed forms, plain sums and climbs of their own; imports nothing of lib. */
import { integral, normalPdf, otherNormals, sum } from "../../support/mod.ts";

export type List = readonly number[];
export type Rows = readonly List[];

// two causes of one reading: Λ = [[5, 4], [4, 5]]
export const reading = 2.3;
export const twoCauses = {
  mean: (4 * reading) / 9, // Λ⁻¹ (4x, 4x)ᵀ: rows of Λ add up to 9
  variance: 5 / 9,
  correlation: -4 / 5,
  gap: Math.log(5 / 3),
  logEvidence: Math.log(normalPdf(reading, 0, 1.5)),
};

// two humps
export const humps = { weights: [0.6, 0.4], means: [-2, 2], std: 0.5 };
export const humpDensity = (z: number) =>
  sum(humps.weights.map((w, k) => w * normalPdf(z, humps.means[k]!, humps.std)));
export const wholeFit = { mean: -0.4, std: Math.sqrt(0.25 + 4 - 0.16) };
export type Bell = { readonly mean: number; readonly std: number };
export const reverseKl = ({ mean, std }: Bell) =>
  integral(
    (z) => {
      const q = normalPdf(z, mean, std);
      return q === 0 ? 0 : q * Math.log(q / humpDensity(z));
    },
    mean - 10 * std,
    mean + 10 * std,
  );
export const forwardKl = ({ mean, std }: Bell) =>
  integral((z) => humpDensity(z) * Math.log(humpDensity(z) / normalPdf(z, mean, std)), -8, 8);

// the bioassay
const doses = [-0.86, -0.3, -0.05, 0.73], deaths = [0, 1, 3, 5];
const chance = (a: number, b: number, i: number) => 1 / (1 + Math.exp(-(a + b * doses[i]!)));

/** Its top by Newton's method, the curvature there, and the ELBO of Laplace's Gaussian. */
export function laplaceOfBioassay() {
  let [a, b] = [0, 0];
  let A = [0, 0, 0];
  for (let step = 0; step < 50; step++) {
    const p = doses.map((_, i) => chance(a, b, i));
    const g = p.map((each, i) => deaths[i]! - 5 * each), h = p.map((each) => 5 * each * (1 - each));
    A = [
      sum(h),
      sum(h.map((each, i) => each * doses[i]!)),
      sum(h.map((each, i) => each * doses[i]! ** 2)),
    ];
    const [ga, gb] = [sum(g), sum(g.map((each, i) => each * doses[i]!))];
    const det = A[0]! * A[2]! - A[1]! ** 2;
    [a, b] = [a + (A[2]! * ga - A[1]! * gb) / det, b + (A[0]! * gb - A[1]! * ga) / det];
  }
  const det = A[0]! * A[2]! - A[1]! ** 2;
  const energy = sum(doses.map((x, i) => {
    const mean = a + b * x, std = Math.sqrt((A[2]! - 2 * A[1]! * x + A[0]! * x * x) / det);
    const log = (t: number) =>
      deaths[i]! * t - 5 * (Math.max(t, 0) + Math.log1p(Math.exp(-Math.abs(t))));
    return integral((t) => normalPdf(t, mean, std) * log(t), mean - 10 * std, mean + 10 * std);
  }));
  return {
    a,
    b,
    curvature: A,
    elbo: energy + Math.log(2 * Math.PI * Math.E) - 0.5 * Math.log(det),
  };
}

/** A table of data/, as rows of numbers without its first column. */
export function tableOf(name: "wine" | "iris"): Rows {
  const url = new URL(`../../../data/${name}.csv`, import.meta.url);
  const lines = Deno.readTextFileSync(url).trim().split("\n").slice(1);
  return lines.map((line) => line.split(",").slice(1).map(Number));
}
export function standardized(rows: Rows): Rows {
  const scales = rows[0]!.map((_, d) => {
    const middle = sum(rows.map((x) => x[d]!)) / rows.length;
    return { middle, std: Math.sqrt(sum(rows.map((x) => (x[d]! - middle) ** 2)) / rows.length) };
  });
  return rows.map((x) => x.map((each, d) => (each - scales[d]!.middle) / scales[d]!.std));
}

/**
 * The chapter's climb of 178 guesses with other noise. With orthogonal columns every coordinate of a
 * guess climbs alone, towards N(m, σ²/λ): m drawn as the posterior means are spread.
 */
export function climbGap(lambdas: List, noise: number, seed: number): number {
  const normal = otherNormals(7919 * seed);
  let gap = 0;
  for (let i = 0; i < 178; i++) {
    for (const lambda of lambdas) {
      const precision = lambda / noise, m = Math.sqrt(1 - noise / lambda) * normal();
      let [mu, log] = [0, 0];
      for (let step = 0; step < 600; step++) {
        const eta = 0.05 / (1 + step / 30), std = Math.exp(log), e = normal();
        const slope = precision * (m - mu - std * e) + mu + std * e; // of log p(x | z) alone
        [mu, log] = [mu + eta * (slope - mu), log + eta * (slope * std * e + 1 - std * std)];
      }
      gap += 0.5 *
        (precision * (Math.exp(2 * log) + (mu - m) ** 2) - 1 - Math.log(precision) - 2 * log);
    }
  }
  return gap;
}
