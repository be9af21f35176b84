/** Gradients by central differences, of functions in plain float64. */

/** ∂f/∂x at each number of x; the error is about h² f‴ + 1e-16 f / h: 1e-10 for f near one. */
export function centralDifferences(
  f: (x: readonly number[]) => number,
  x: readonly number[],
  h = 1e-5,
): number[] {
  return x.map((value, i) => f(x.with(i, value + h)) / (2 * h) - f(x.with(i, value - h)) / (2 * h));
}
