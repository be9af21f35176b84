/** What a hidden Markov chain has to be. */
import {
  list,
  logarithm,
  probabilities,
  refusal,
  required,
  settings,
  vector,
} from "../../math/mod.ts";

/**
 * A chain z₁, z₂, …, z_T over K values that is seen only through x₁, …, x_T. Of the observations
 * only their log-likelihoods are needed; dense, so for K up to some hundreds.
 */
export interface HiddenMarkov {
  /** p(z₁), `[K]`. */
  readonly initial: ArrayLike<number>;
  /** p(z_t+1 | z_t), `[K][K]`, rows summing to 1. */
  readonly transition: readonly ArrayLike<number>[];
  /** log p(x_t | z_t), `[T][K]`, nats; −∞ for "cannot be", a row of zeros where nothing is seen. */
  readonly logLikelihood: readonly ArrayLike<number>[];
}

const MODEL = settings({
  initial: required(probabilities("K")),
  transition: required(list(probabilities("K"), "K")),
  logLikelihood: required(list(vector("K", logarithm), "T")),
});

/** A checked chain, its tables arrays whatever they were given as. */
export interface HiddenMarkovTables extends HiddenMarkov {
  readonly initial: readonly number[];
  readonly transition: readonly (readonly number[])[];
  readonly logLikelihood: readonly (readonly number[])[];
}

/** Refuses a model whose tables are no distributions, whose sizes differ, or whose sums overflow. */
export function readHiddenMarkov(doing: string, model: HiddenMarkov): HiddenMarkovTables {
  const { initial, transition, logLikelihood } = MODEL.read(doing, model, "model");
  requireFiniteSum(doing, logLikelihood);
  return {
    initial: Array.from(initial),
    transition: transition.map((row) => Array.from(row)),
    logLikelihood: logLikelihood.map((row) => Array.from(row)),
  };
}

/** A quarter of the largest number, so that differences of sums are finite, too. */
const MOST = Number.MAX_VALUE / 4;

function requireFiniteSum(doing: string, logs: readonly ArrayLike<number>[]): void {
  const sum = logs.reduce((all, row) => {
    const sizes = Array.from(row).filter((value) => value > -Infinity).map(Math.abs);
    return all + sizes.reduce((a, b) => Math.max(a, b), 0);
  }, 0);
  if (sum <= MOST) return;
  const at = "the sum over steps of the largest |logLikelihood|";
  throw new RangeError(refusal(doing, at, sum, `at most ${MOST}`));
}
