/** The slow road, for tests: every hidden sequence of a small chain one by one. */

interface Chain {
  readonly initial: readonly number[];
  readonly transition: readonly (readonly number[])[];
  readonly logLikelihood: readonly (readonly number[])[];
}

/** All that a filter and a smoother say, from p(z₁:T, x₁:t) summed naively. */
export function enumerate({ initial, transition, logLikelihood }: Chain) {
  const [states, steps] = [initial.length, logLikelihood.length];
  const zeros = () => range(steps).map(() => new Array<number>(states).fill(0));
  const [predicted, filtered, smoothed, backward] = [zeros(), zeros(), zeros(), zeros()];
  const prefix = new Array<number>(steps).fill(0);
  for (let code = 0; code < states ** steps; code++) {
    const z = range(steps).map((t) => Math.floor(code / states ** t) % states);
    const seen = z.map((k, t) => Math.exp(logLikelihood[t]![k]!));
    const move = z.map((k, t) => t === 0 ? initial[k]! : transition[z[t - 1]!]![k]!);
    const chain = product(move);
    for (const t of range(steps)) {
      const past = product(seen.slice(0, t));
      predicted[t]![z[t]!]! += chain * past;
      filtered[t]![z[t]!]! += chain * past * seen[t]!;
      smoothed[t]![z[t]!]! += chain * product(seen);
      prefix[t]! += chain * past * seen[t]!;
      // p(x_t+1:T | z_t): every z_1:t counts once for it, so share it among them.
      backward[t]![z[t]!]! += product(move.slice(t + 1)) * product(seen.slice(t + 1)) / states ** t;
    }
  }
  return {
    evidence: prefix.at(-1)!,
    prefix,
    predicted: predicted.map(normalized),
    filtered: filtered.map(normalized),
    smoothed: smoothed.map(normalized),
    backward,
  };
}

/** A chain of positive probabilities from a linear congruential generator. */
export function randomChain(seed: number, states: number, steps: number): Chain {
  let state = seed;
  const next = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const distribution = () => normalized(range(states).map(() => 0.05 + next()));
  return {
    initial: distribution(),
    transition: range(states).map(distribution),
    logLikelihood: range(steps).map(() => range(states).map(() => 4 * next() - 3)),
  };
}

export function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

function product(factors: readonly number[]): number {
  return factors.reduce((a, b) => a * b, 1);
}

function normalized(weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b);
  return weights.map((weight) => weight / sum);
}
