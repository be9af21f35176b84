/** Optimizers in plain float64, from their papers. Imports nothing. */

/** Adam's numbers and what it remembers of them. */
export interface AdamNumbers {
  readonly parameters: readonly number[];
  readonly first: readonly number[];
  readonly second: readonly number[];
  readonly steps: number;
}

/** Kingma & Ba 2015, algorithm 1, with the gradient scaled down to a norm of at most maxNorm. */
export function adamOracle(
  { parameters, first, second, steps }: AdamNumbers,
  gradient: readonly number[],
  config: { learningRate: number; beta1: number; beta2: number; epsilon: number; maxNorm: number },
): AdamNumbers {
  const { learningRate, beta1, beta2, epsilon, maxNorm } = config;
  const norm = Math.sqrt(gradient.reduce((sum, g) => sum + g * g, 0));
  const limited = gradient.map((g) => (norm > maxNorm ? g * maxNorm / norm : g));
  const m = first.map((each, i) => beta1 * each + (1 - beta1) * limited[i]!);
  const v = second.map((each, i) => beta2 * each + (1 - beta2) * limited[i]! ** 2);
  const t = steps + 1;
  const moved = parameters.map((p, i) => {
    const mHat = m[i]! / (1 - beta1 ** t), vHat = v[i]! / (1 - beta2 ** t);
    return p - learningRate * mHat / (Math.sqrt(vHat) + epsilon);
  });
  return { parameters: moved, first: m, second: v, steps: t };
}
