/** Chapter 03: EM, M steps and likelihoods written out; imports nothing of lib. */
import { eruptions as points, waits } from "../../support/faithful.ts";
import { maximizer, sum } from "../../support/mod.ts";

export const start: Blob2[] = [[3, 60], [3, 85]].map((mean) => ({
  weight: 0.5,
  mean: mean as [number, number],
  a: 4,
  b: 0,
  c: 400,
}));
export const shares = eStep(start, points);
export const improved = mStep(points, shares);
export const bound = (blobs: readonly Blob2[], r: readonly (readonly number[])[]) =>
  sum(points.map((x, i) =>
    sum(blobs.map((blob, k) => {
      const share = r[i]![k]!;
      return share === 0
        ? 0
        : share * (Math.log(blob.weight * density2(blob, x)) - Math.log(share));
    }))
  ));

export const slopeOfMean = () => {
  const N1 = sum(shares.map(([r]) => r!));
  return (N1 * (improved[0]!.mean[1] - 60)) / 400;
};

export const top = climb(start, points, 400);
export const two = [...top].sort((a, b) => b.weight - a.weight) as [Blob2, Blob2];
export const single = mStep(points, points.map(() => [1]))[0]!;

// the waits alone: one spread for both, as mixtools
export interface Line {
  readonly w: readonly number[];
  readonly mu: readonly number[];
  readonly std: number;
}
export const lineDensity = ({ w, mu, std }: Line, x: number) =>
  w.map((each, k) =>
    (each / (std * Math.sqrt(2 * Math.PI))) * Math.exp(-((x - mu[k]!) ** 2) / (2 * std * std))
  );
export const lineLogLikelihood = (line: Line) =>
  sum(waits.map((x) => Math.log(sum(lineDensity(line, x)))));

export const borrowed = (std: number): Line => ({
  w: [0.36085, 0.63915],
  mu: [54.61364, 80.09031],
  std,
});
export const waitsAt = (std: number) => lineLogLikelihood(borrowed(std));
export const waitsIndecision = (std: number) =>
  -sum(waits.map((x) => {
    const parts = lineDensity(borrowed(std), x), total = sum(parts);
    return sum(parts.map((each) => (each === 0 ? 0 : (each / total) * Math.log(each / total))));
  }));
export const waitsTop = (f: (std: number) => number) => maximizer(f, 5, 7);
export function spike(epsilon: number): number {
  const rest = points.map((x) => Math.log(0.99 * density2({ ...single, weight: 1 }, x)));
  const own = Math.log(0.01) - Math.log(2 * Math.PI) - 2 * Math.log(epsilon); // log-density at its own datum
  const onDatum = points.map((x) => x[0] === points[0]![0] && x[1] === points[0]![1]);
  return sum(
    rest.map((
      each,
      i,
    ) => (onDatum[i] ? Math.max(own, each) + Math.log1p(Math.exp(-Math.abs(own - each))) : each)),
  );
}

/** A weighted Gaussian in the plane with covariance [[a, b], [b, c]]. */
export interface Blob2 {
  readonly weight: number;
  readonly mean: readonly [number, number];
  readonly a: number;
  readonly b: number;
  readonly c: number;
}
type Points = readonly (readonly [number, number])[];

/** N(x; mean, covariance), without the weight. */
export function density2({ mean, a, b, c }: Blob2, x: readonly [number, number]): number {
  const [u, v] = [x[0] - mean[0], x[1] - mean[1]];
  const determinant = a * c - b * b;
  const distance = (c * u * u - 2 * b * u * v + a * v * v) / determinant;
  return Math.exp(-distance / 2) / (2 * Math.PI * Math.sqrt(determinant));
}

export function logLikelihood(blobs: readonly Blob2[], points: Points): number {
  return sum(
    points.map((x) => Math.log(sum(blobs.map((each) => each.weight * density2(each, x))))),
  );
}

export function eStep(blobs: readonly Blob2[], points: Points): number[][] {
  return points.map((x) => {
    const parts = blobs.map((each) => each.weight * density2(each, x));
    const total = sum(parts);
    return parts.map((each) => each / total);
  });
}

export function mStep(points: Points, shares: readonly (readonly number[])[], floor = 0): Blob2[] {
  return shares[0]!.map((_, k) => {
    const own = sum(shares.map((row) => row[k]!));
    const average = (f: (x: readonly [number, number]) => number) =>
      sum(points.map((x, i) => shares[i]![k]! * f(x))) / own;
    const [m0, m1] = [average(([u]) => u), average(([, v]) => v)];
    const raised = atLeast(floor, {
      a: average(([u]) => (u - m0) ** 2),
      b: average(([u, v]) => (u - m0) * (v - m1)),
      c: average(([, v]) => (v - m1) ** 2),
    });
    return { weight: own / points.length, mean: [m0, m1], ...raised };
  });
}

type Spread = { readonly a: number; readonly b: number; readonly c: number };

/** Eigenvalues below the floor raised to it: (m ± h) I and the unit trace-free part, by hand. */
function atLeast(floor: number, { a, b, c }: Spread): Spread {
  const [m, h] = [(a + c) / 2, Math.hypot((a - c) / 2, b)];
  if (m - h >= floor) return { a, b, c };
  const [low, high] = [Math.max(m - h, floor), Math.max(m + h, floor)];
  const [middle, half] = [(low + high) / 2, h === 0 ? 0 : (high - low) / 2 / h];
  return { a: middle + half * (a - c) / 2, b: half * b, c: middle - half * (a - c) / 2 };
}

/** Many rounds; with "tied" all components share the weighted mean of their covariances. */
export function climb(
  start: readonly Blob2[],
  points: Points,
  rounds: number,
  floor = 0,
  kind: "full" | "tied" = "full",
): Blob2[] {
  let blobs = [...start];
  for (let round = 0; round < rounds; round++) {
    blobs = mStep(points, eStep(blobs, points), floor);
    if (kind === "tied") {
      const pooled = (side: "a" | "b" | "c") => sum(blobs.map((each) => each.weight * each[side]));
      const [a, b, c] = [pooled("a"), pooled("b"), pooled("c")];
      blobs = blobs.map((each) => ({ ...each, a, b, c }));
    }
  }
  return blobs;
}
