/** EM in two dimensions, written plainly from the textbook; imports nothing of lib. */
import { sum } from "../support/oracle.ts";

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
