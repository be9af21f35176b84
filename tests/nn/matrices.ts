/** Matrices in plain float64: the measure for the kernels. Imports nothing of lib. */

/** Numbers from a plain congruential generator, in [−1, 1), rounded to float32. */
export function otherUniforms(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.fround((state >>> 8) / 2 ** 23 - 1);
  };
}

/** A whole number from `low` to `high`. */
export function wholeNumber(next: () => number, low: number, high: number): number {
  return low + Math.floor((next() + 1) / 2 * (high - low + 1));
}

/** So many numbers. */
export function drawn(next: () => number, count: number): number[] {
  return Array.from({ length: count }, next);
}

/** A matrix by a rule: the number in row i, column j. */
export type Rule = (i: number, j: number) => number;

/** A row-major matrix, or its transpose, as a rule. */
export function rule(values: readonly number[], columns: number, transposed = false): Rule {
  return (i, j) => values[transposed ? j * columns + i : i * columns + j]!;
}

/** Σ_k a(i, k) b(k, j), and Σ |a b|, which its rounding errors are measured by. */
export function dot(a: Rule, b: Rule, i: number, j: number, k: number) {
  let sum = 0, size = 0;
  for (let at = 0; at < k; at++) {
    const term = a(i, at) * b(at, j);
    sum += term, size += Math.abs(term);
  }
  return { sum, size };
}

/** Rounding of k products and sums to float32, one after the other in any order: γ_k Σ |a b|. */
export function roundingOf(k: number, size: number): number {
  return (k + 3) * 2 ** -24 * size + 1e-38;
}
