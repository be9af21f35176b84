/** Is a sample uniform? Kolmogorov's test, without lib. */

/**
 * Fails when the sample is not uniform in [low, high].
 *
 * The largest distance D of the sample's distribution from the uniform one has
 * P(√n D > 2.5) ≈ 2 exp(−2 · 2.5²) = 7e-6 for a uniform sample (Kolmogorov 1933).
 */
export function requireUniform(sample: readonly number[], low: number, high: number): void {
  const sorted = sample.map((each) => (each - low) / (high - low)).sort((a, b) => a - b);
  const n = sorted.length;
  const distance = Math.max(...sorted.flatMap((u, i) => [(i + 1) / n - u, u - i / n]));
  if (sorted[0]! < 0 || sorted[n - 1]! > 1) throw new Error(`outside of [${low}, ${high}]`);
  if (Math.sqrt(n) * distance > 2.5) {
    throw new Error(`not uniform: √n D = ${Math.sqrt(n) * distance}`);
  }
}

/** Correlation of two samples; ±5/√n is five standard errors for independent ones. */
export function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (list: readonly number[]) => list.reduce((x, y) => x + y, 0) / list.length;
  const [ma, mb] = [mean(a), mean(b)];
  const cross = (x: readonly number[], mx: number, y: readonly number[], my: number) =>
    mean(x.map((each, i) => (each - mx) * (y[i]! - my)));
  return cross(a, ma, b, mb) / Math.sqrt(cross(a, ma, a, ma) * cross(b, mb, b, mb));
}
