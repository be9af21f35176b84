/** What a hidden Markov chain has to be. */
import { refusal, requireOptions, requireProbabilities, ShapeError } from "../../math/mod.ts";

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

/** A checked chain, its tables arrays whatever they were given as. */
export interface HiddenMarkovTables extends HiddenMarkov {
  readonly initial: readonly number[];
  readonly transition: readonly (readonly number[])[];
  readonly logLikelihood: readonly (readonly number[])[];
}

/** Refuses a model whose tables are no distributions, whose sizes differ, or whose sums overflow. */
export function readHiddenMarkov(action: string, model: HiddenMarkov): HiddenMarkovTables {
  requireOptions(action, model, ["initial", "transition", "logLikelihood"]);
  const { initial, transition, logLikelihood } = model;
  requireProbabilities(action, "initial", initial);
  const states = initial.length;
  requireRows(action, "transition", transition, states);
  transition.forEach((row, i) => requireProbabilities(action, `transition[${i}]`, row, states));
  requireRows(action, "logLikelihood", logLikelihood);
  const logs = logLikelihood.map((row, t) => readLogs(action, `logLikelihood[${t}]`, row, states));
  requireFiniteSum(action, logs);
  return {
    initial: Array.from(initial),
    transition: transition.map((row) => Array.from(row)),
    logLikelihood: logs,
  };
}

function requireRows(action: string, argument: string, value: unknown, length?: number): void {
  if (!Array.isArray(value)) {
    throw new TypeError(refusal(action, argument, value, "a list of rows"));
  }
  requireLength(action, argument, value, length);
}

function requireLength(
  action: string,
  argument: string,
  { length: got }: ArrayLike<unknown>,
  length?: number,
): void {
  if (length !== undefined && got !== length) {
    throw new ShapeError(action, argument, [got], `[${length}]`);
  }
  if (got === 0) throw new ShapeError(action, argument, [0], "at least one entry");
}

/** The logarithms of a row, finite or −∞. */
function readLogs(action: string, argument: string, row: ArrayLike<number>, states: number) {
  const list = Array.isArray(row) || (ArrayBuffer.isView(row) && !(row instanceof DataView));
  if (!list) throw new TypeError(refusal(action, argument, row, "a list"));
  requireLength(action, argument, row, states);
  return Array.from(row, (value, k) => {
    const [at, wish] = [`${argument}[${k}]`, "a finite number or −∞"];
    if (typeof value !== "number") throw new TypeError(refusal(action, at, value, wish));
    if (!(value < Infinity)) throw new RangeError(refusal(action, at, value, wish));
    return value;
  });
}

/** A quarter of the largest number, so that differences of sums are finite, too. */
const MOST = Number.MAX_VALUE / 4;

function requireFiniteSum(action: string, logs: readonly (readonly number[])[]): void {
  const sum = logs.reduce((all, row) => {
    const sizes = row.filter((value) => value > -Infinity).map(Math.abs);
    return all + sizes.reduce((a, b) => Math.max(a, b), 0);
  }, 0);
  if (sum <= MOST) return;
  const at = "the sum over steps of the largest |logLikelihood|";
  throw new RangeError(refusal(action, at, sum, `at most ${MOST}`));
}
