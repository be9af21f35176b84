/** Textbook EM in plain arrays, an oracle that shares nothing with lib: two dimensions, any K. */

export interface NaiveMixture {
  readonly weights: number[];
  readonly means: number[][];
  /** 2×2 each: [[a, b], [b, c]] */
  readonly covariances: number[][][];
}

/** w N(x; μ, Σ) with the 2×2 inverse and determinant written out. */
export function naiveJoint({ weights, means, covariances }: NaiveMixture, x: readonly number[]) {
  return weights.map((w, k) => {
    const [[a, b], [, c]] = covariances[k] as [[number, number], [number, number]];
    const determinant = a * c - b * b;
    const u = x[0]! - means[k]![0]!, v = x[1]! - means[k]![1]!;
    const square = (c * u * u - 2 * b * u * v + a * v * v) / determinant;
    return w * Math.exp(-0.5 * square) / (2 * Math.PI * Math.sqrt(determinant));
  });
}

export function naiveLogLikelihood(mixture: NaiveMixture, points: readonly (readonly number[])[]) {
  return points.reduce(
    (sum, x) => sum + Math.log(naiveJoint(mixture, x).reduce((total, p) => total + p, 0)),
    0,
  );
}

/** One EM step; `kind` shapes the covariances by the formulas of a textbook. */
export function naiveStep(
  mixture: NaiveMixture,
  points: readonly (readonly number[])[],
  kind: "full" | "tied" | "diagonal" | "spherical",
): NaiveMixture {
  const shares = points.map((x) => {
    const joint = naiveJoint(mixture, x);
    const sum = joint.reduce((total, p) => total + p, 0);
    return joint.map((p) => p / sum);
  });
  const totals = mixture.weights.map((_, k) => shares.reduce((sum, r) => sum + r[k]!, 0));
  const average = (k: number, f: (x: readonly number[]) => number) =>
    points.reduce((sum, x, n) => sum + shares[n]![k]! * f(x), 0) / totals[k]!;
  const means = totals.map((_, k) => [0, 1].map((i) => average(k, (x) => x[i]!)));
  const full = means.map((mean, k) =>
    [0, 1].map((i) => [0, 1].map((j) => average(k, (x) => (x[i]! - mean[i]!) * (x[j]! - mean[j]!))))
  );
  const weights = totals.map((total) => total / points.length);
  const pooled = [0, 1].map((i) =>
    [0, 1].map((j) => full.reduce((sum, s, k) => sum + weights[k]! * s[i]![j]!, 0))
  );
  const covariances = full.map((s) => {
    if (kind === "full") return s;
    if (kind === "tied") return pooled;
    const [a, c] = [s[0]![0]!, s[1]![1]!];
    return kind === "diagonal" ? [[a, 0], [0, c]] : [[(a + c) / 2, 0], [0, (a + c) / 2]];
  });
  return { weights, means, covariances };
}
