/** Hidden Markov chains: what is known of the hidden state as observations come, and in hindsight. */
import { logSumExp, refusal, softmax } from "../../math/mod.ts";
import { type HiddenMarkov, type HiddenMarkovTables, readHiddenMarkov } from "./model.ts";

/** What is known at each step from the past; step t of the equations is index t − 1. */
export interface FilteredHidden {
  /** log p(x₁:T), nats. */
  readonly logEvidence: number;
  /** log p(x_t | x₁:t−1), `[T]`; their sum is the evidence. */
  readonly logStep: readonly number[];
  /** p(z_t | x₁:t−1), `[T][K]`. */
  readonly predicted: readonly (readonly number[])[];
  /** p(z_t | x₁:t), `[T][K]`. */
  readonly filtered: readonly (readonly number[])[];
}

/** What is known in hindsight, too. */
export interface SmoothedHidden extends FilteredHidden {
  /** log p(x_t+1:T | z_t), `[T][K]`, nats; 0 at the last step. */
  readonly logBackward: readonly (readonly number[])[];
  /** p(z_t | x₁:T), `[T][K]`. */
  readonly smoothed: readonly (readonly number[])[];
}

/**
 * The filter: p(z_t | x₁:t) ∝ p(x_t | z_t) p(z_t | x₁:t−1), p(z_t+1 | x₁:t) = Σ p(z_t+1 | z_t)
 * p(z_t | x₁:t). Exact, in logarithms: neither long sequences nor extreme likelihoods underflow.
 * Rabiner 1989, "A tutorial on hidden Markov models", equations 19–21, normalized at each step.
 *
 * @throws {TypeError|RangeError|ShapeError} for a row that is no distribution, a log-likelihood that
 *   is NaN or +∞, log-likelihoods whose sum overflows, sizes that differ, and an observation that no
 *   state can have produced
 * @example
 * ```ts
 * import { filterHidden } from "lib/sequence";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * // Russell & Norvig: does it rain? An umbrella is seen on two days.
 * const umbrella = [Math.log(0.9), Math.log(0.2)];
 * const { filtered } = filterHidden({
 *   initial: [0.5, 0.5],
 *   transition: [[0.7, 0.3], [0.3, 0.7]],
 *   logLikelihood: [umbrella, umbrella],
 * });
 * assertAlmostEquals(filtered[1]![0]!, 0.883, 5e-4); // three digits are printed
 * ```
 */
export function filterHidden(model: HiddenMarkov): FilteredHidden {
  return filterOf(filterLogs(readHiddenMarkov("filter a hidden Markov chain", model)));
}

/**
 * The smoother: p(z_t | x₁:T) ∝ p(z_t | x₁:t) p(x_t+1:T | z_t), with
 * p(x_t+1:T | z_t) = Σ p(z_t+1 | z_t) p(x_t+1 | z_t+1) p(x_t+2:T | z_t+1) from the end. Exact.
 * Rabiner 1989, equations 24, 25 and 27.
 *
 * @returns what {@link filterHidden} does, and more
 * @throws as {@link filterHidden}
 * @example
 * ```ts
 * import { smoothHidden } from "lib/sequence";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const umbrella = [Math.log(0.9), Math.log(0.2)];
 * const { smoothed } = smoothHidden({
 *   initial: [0.5, 0.5],
 *   transition: [[0.7, 0.3], [0.3, 0.7]],
 *   logLikelihood: [umbrella, umbrella],
 * });
 * assertAlmostEquals(smoothed[0]![0]!, 0.883, 5e-4); // more than the filter's 0.818
 * ```
 */
export function smoothHidden(model: HiddenMarkov): SmoothedHidden {
  const tables = readHiddenMarkov("smooth a hidden Markov chain", model);
  const logs = filterLogs(tables);
  const logBackward = backwardLogs(tables);
  const smoothed = logs.logFiltered.map((filtered, t) =>
    softmax(filtered.map((value, i) => value + logBackward[t]![i]!))
  );
  return { ...filterOf(logs), logBackward, smoothed };
}

/** The filter in logarithms, which keep what exp would flush to 0 and a later observation revive. */
interface FilterLogs {
  readonly logPredicted: readonly (readonly number[])[];
  readonly logFiltered: readonly (readonly number[])[];
  readonly logStep: readonly number[];
}

function filterOf({ logPredicted, logFiltered, logStep }: FilterLogs): FilteredHidden {
  return {
    logEvidence: logStep.reduce((sum, step) => sum + step, 0),
    logStep,
    predicted: logPredicted.map((row) => row.map(Math.exp)),
    filtered: logFiltered.map((row) => row.map(Math.exp)),
  };
}

function filterLogs({ initial, transition, logLikelihood }: HiddenMarkovTables): FilterLogs {
  const columns = initial.map((_, j) => transition.map((row) => Math.log(row[j]!)));
  const logPredicted: number[][] = [];
  const logFiltered: number[][] = [];
  const logStep: number[] = [];
  let predicted = initial.map(Math.log);
  logLikelihood.forEach((likelihood, t) => {
    const joint = predicted.map((value, i) => value + likelihood[i]!);
    const total = logSumExp(joint);
    if (total === -Infinity) {
      const at = `the likelihood of observation ${t}`;
      const wish = "above 0 in a state that can be reached";
      throw new RangeError(refusal("condition a hidden Markov chain", at, 0, wish));
    }
    const filtered = joint.map((value) => value - total);
    logPredicted.push(predicted);
    logFiltered.push(filtered);
    logStep.push(total);
    predicted = columns.map((column) => logSumExp(column.map((w, i) => w + filtered[i]!)));
  });
  return { logPredicted, logFiltered, logStep };
}

function backwardLogs({ initial, transition, logLikelihood }: HiddenMarkovTables): number[][] {
  const logTransition = transition.map((row) => row.map(Math.log));
  const messages: number[][] = [initial.map(() => 0)];
  for (let t = logLikelihood.length - 1; t > 0; t--) {
    const ahead = logLikelihood[t]!.map((value, j) => value + messages[0]![j]!);
    messages.unshift(logTransition.map((row) => logSumExp(row.map((w, j) => w + ahead[j]!))));
  }
  return messages;
}
