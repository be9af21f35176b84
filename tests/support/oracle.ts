/** Small, slow, independent mathematics to hold lib and notebooks against. Imports nothing. */

/** Σ of a list. */
export function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** log N(x; mean, std²), from the definition. */
export function logNormal(x: number, mean: number, std: number): number {
  return -((x - mean) ** 2) / (2 * std * std) - Math.log(std) - Math.log(2 * Math.PI) / 2;
}

/** N(x; mean, std²). */
export function normalPdf(x: number, mean: number, std: number): number {
  return Math.exp(logNormal(x, mean, std));
}

/** Midpoints of `cells` equal cells. */
export function midpointGrid(low: number, high: number, cells: number): number[] {
  const width = (high - low) / cells;
  return Array.from({ length: cells }, (_, i) => low + (i + 0.5) * width);
}

/**
 * ∫ f by the midpoint rule. For smooth functions that vanish at both ends it converges faster than
 * any power of the cell width (Euler–Maclaurin), so 4,000 cells give full precision.
 */
export function integral(
  f: (x: number) => number,
  low: number,
  high: number,
  cells = 4000,
): number {
  return sum(midpointGrid(low, high, cells).map((x) => f(x))) * ((high - low) / cells);
}

/** Where f is largest on [low, high], by golden section; f must have one hump there. */
export function maximizer(f: (x: number) => number, low: number, high: number): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  let [a, b] = [low, high];
  for (let i = 0; i < 100; i++) {
    const [left, right] = [b - golden * (b - a), a + golden * (b - a)];
    if (f(left) > f(right)) b = right;
    else a = left;
  }
  return (a + b) / 2;
}

/** Standard normal draws from a plain congruential generator: noise that is not lib's. */
export function otherNormals(seed: number): () => number {
  let state = seed >>> 0;
  const uniform = () => ((state = (Math.imul(state, 1664525) + 1013904223) >>> 0) + 0.5) / 2 ** 32;
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** Mean, standard deviation and standard error of the mean. */
export function spreadOf(values: readonly number[]) {
  const mean = sum(values) / values.length;
  const std = Math.sqrt(sum(values.map((x) => (x - mean) ** 2)) / (values.length - 1));
  return { mean, std, standardError: std / Math.sqrt(values.length) };
}
